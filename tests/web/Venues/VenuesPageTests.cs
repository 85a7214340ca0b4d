using System.Net;
using System.Text.RegularExpressions;
using CryptoRun.Web.Venues;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Simulation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Venues;

public sealed class VenuesPageTests(SimulatedWeb web) : IClassFixture<SimulatedWeb>
{
    [Fact]
    public async Task Page_NoVenueYet_SaysWhatHappensNext()
    {
        using var idle = new PublishedWeb();
        var html = await idle.Http.GetStringAsync("/venues");

        html.ShouldContain("No venue yet");
        html.ShouldNotContain("<fieldset");
        html.ShouldNotContain("class=\"vt\"");
    }

    [Fact]
    public async Task Page_SimulatedMarket_ArrivesWithEveryVenueAndItsSwitches()
    {
        var html = await web.Http.GetStringAsync("/venues");

        Regex.Count(html, "<tr data-venue=").ShouldBe(8);
        Regex.Count(html, "<fieldset").ShouldBe(web.Services.GetRequiredService<FaultSwitches>().Venues.Count);
        html.ShouldContain("Books trusted");
        html.ShouldContain("data-source=\"simulated\"");
    }

    [Fact]
    public async Task Page_VenuesThatAreNotOurs_HasNoSwitches()
    {
        await using var idle = new WebFixture();
        var html = await Rendered.WithAsync<VenuesPage>(services => services
            .AddSingleton(web.Services.GetRequiredService<VenueStatuses>())
            .AddSingleton(web.Services.GetRequiredService<CacheStatus>())
            .AddSingleton(idle.Services.GetRequiredService<FaultSwitches>())
            .AddSingleton(idle.Services.GetRequiredService<VenueHistory>())
            .AddSupplyValueFromQueryProvider()
            .AddSingleton(TimeProvider.System));

        Regex.Count(html, "<tr data-venue=").ShouldBe(8);
        html.ShouldContain("No run in this range yet");
        html.ShouldContain("The nightly search has not run yet");
        html.ShouldNotContain("<fieldset");
        html.ShouldNotContain("Misbehaviour");
    }

    [Fact]
    public async Task Pane_FaultThatStands_IsPressedAtItsHostAlone()
    {
        var standing = new Dictionary<string, IReadOnlyList<VenueFault>> { ["kraken"] = [], ["okx"] = [VenueFault.DropSockets] };
        var html = WebUtility.HtmlDecode(await Rendered.WithAsync<FaultsPane>(s => s.AddSingleton(web.Services.GetRequiredService<FaultSwitches>()), ("Standing", standing)));

        // A checksum goes wrong at Kraken alone: the others have none that is read.
        var faults = Enum.GetValues<VenueFault>().Length;
        Regex.Count(html, "aria-pressed=\"false\"").ShouldBe((faults * 2) - 2);
        Regex.Count(html, ">corrupt checksums<").ShouldBe(1);
        html[html.IndexOf("data-venue=\"okx\"", StringComparison.Ordinal)..].ShouldMatch("aria-pressed=\"true\"[^>]*>drop sockets<");
        html.ShouldContain("<legend>okx</legend>");
    }
}
