using System.Net;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace CryptoRun.Web.Tests.Health;

public sealed class HealthEndpointsTests
{
    [Fact]
    public async Task Ready_BoardPublished_IsReadyAndTooOldIsNot()
    {
        using var web = new PublishedWeb();

        using var fresh = await web.Http.GetAsync("/health/ready");
        web.Web.Wall.Advance(TimeSpan.FromMinutes(46));
        using var old = await web.Http.GetAsync("/health/ready");

        fresh.StatusCode.ShouldBe(HttpStatusCode.OK);
        old.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await old.Content.ReadAsStringAsync()).ShouldContain("46 min old; 45 min are allowed");
    }

    [Fact]
    public async Task Ready_NoBoardAndNoStore_SaysBoth()
    {
        await using var web = new WebFixture();
        web.Scans.ListAsync(null, 1, Arg.Any<CancellationToken>()).ThrowsAsync(new IOException("disk"));
        using var http = web.CreateClient();

        using var ready = await http.GetAsync("/health/ready");
        using var live = await http.GetAsync("/health/live");

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var text = await ready.Content.ReadAsStringAsync();
        text.ShouldContain("No board yet");
        text.ShouldContain("The store cannot be read");
        text.ShouldNotContain("disk");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
