using System.Text.Json;
using CryptoRun.E2e.Board;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Evidence;

[Collection(BrowserCollection.Name)]
public sealed class EvidenceTests(BrowserSession session)
{
    /// <summary>The market of these tests is minutes old: nothing can be known of it, and the page must say so and how long it takes.</summary>
    [Fact]
    public async Task Evidence_YoungMarket_SaysTooLittleToSayAndHowManyHoursAreNeeded()
    {
        await using var watched = await session.OpenAsync("/evidence");
        var page = watched.Page;
        await BoardTests.WaitForCircuitAsync(page);

        await Assertions.Expect(page.Locator(".ev-v")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator(".ev-v[data-finding=TooLittle]")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator(".ev-v").First).ToContainTextAsync("more hours of scans");
        await Assertions.Expect(page.Locator(".ev-cal")).ToContainTextAsync("not calibrated, because:");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Evidence_HorizonChosen_StandsInTheAddressAndComesBack()
    {
        await using var watched = await session.OpenAsync("/evidence");
        var page = watched.Page;
        await page.Locator(".ev-v").First.WaitForAsync();
        await BoardTests.WaitForCircuitAsync(page);
        await page.Locator(".ev-v", new PageLocatorOptions { HasTextString = "48 h" }).Last.ClickAsync();
        await Assertions.Expect(page.Locator(".ev-v[aria-current] > b")).ToHaveTextAsync("48 h");
        page.Url.ShouldContain("h=48");

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".ev-v[aria-current] > b")).ToHaveTextAsync("48 h");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Evidence_OverTheApi_LooksAtNothingThatIsNotKnown()
    {
        using var evidence = JsonDocument.Parse(await session.Server.Http.GetStringAsync("/api/v1/evidence"));

        var report = evidence.RootElement.GetProperty("report");
        var at = report.GetProperty("at").GetDateTimeOffset();
        foreach (var horizon in report.GetProperty("horizons").EnumerateArray())
        {
            if (horizon.GetProperty("to").ValueKind != JsonValueKind.Null) horizon.GetProperty("to").GetDateTimeOffset().AddHours(horizon.GetProperty("hours").GetInt32()).ShouldBeLessThanOrEqualTo(at);
            if (horizon.GetProperty("nextKnownAt").ValueKind != JsonValueKind.Null) horizon.GetProperty("nextKnownAt").GetDateTimeOffset().ShouldBeGreaterThan(at);
        }
    }

    [Theory]
    [MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public Task Evidence_EachThemeAndWidth_HasNoSeriousAxeFindingAndNoSidewaysScroll(string theme, int width, int height) =>
        Looks.CheckAsync(session, "/evidence", ".ev-v", theme, width, height, "evidence", fullPage: true);
}
