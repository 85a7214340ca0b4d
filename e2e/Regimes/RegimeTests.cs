using System.Text.Json;
using CryptoRun.E2e.Board;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Regimes;

[Collection(BrowserCollection.Name)]
public sealed class RegimeTests(BrowserSession session)
{
    [Fact]
    public async Task Regime_Opened_SaysTheStateSinceWhenAndWhyAsTheApiDoes()
    {
        await using var watched = await OpenAsync("/regime");
        var page = watched.Page;
        using var regime = JsonDocument.Parse(await session.Server.Http.GetStringAsync("/api/v1/regime"));
        var (state, reason) = (regime.RootElement.GetProperty("state").GetString()!, regime.RootElement.GetProperty("reason").GetString()!);

        await Assertions.Expect(page.Locator(".rg-state")).ToHaveAttributeAsync("data-regime", state);
        await Assertions.Expect(page.Locator(".rg-head > p")).ToContainTextAsync(reason);
        await Assertions.Expect(page.Locator(".rg-kvs")).ToContainTextAsync("since ");
        await Assertions.Expect(page.Locator(".rg-mx .hit")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".rg-ind .apexcharts-svg")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator(".rg-band li")).Not.ToHaveCountAsync(0);

        // Who asks for a detection is in the trail.
        await page.Locator(".rg-now").ClickAsync();
        await Assertions.Expect(page.Locator(".toast").First).ToContainTextAsync("Detection asked for");
        (await session.Server.Http.GetStringAsync("/api/v1/audit?q=regime.detect")).ShouldContain("job.run");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Regime_RangeAndDetectionChosen_StandInTheAddressAndComeBack()
    {
        await using var watched = await OpenAsync("/regime");
        var page = watched.Page;
        await page.Locator(".rg-tools a", new PageLocatorOptions { HasTextString = "7 d" }).ClickAsync();
        await Assertions.Expect(page.Locator(".rg-tools a[aria-current]")).ToHaveTextAsync("7 d");
        page.Url.ShouldContain("range=7d");

        // The table comes with the range's own detections, a moment after the range is marked.
        await page.Locator(".rg-lg tbody th a[href*='range=7d']").First.ClickAsync();
        await Assertions.Expect(page.Locator(".rg-more")).ToContainTextAsync("above their 20-day average");
        await Assertions.Expect(page.Locator(".rg-more")).ToContainTextAsync("Scans under it");

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".rg-tools a[aria-current]")).ToHaveTextAsync("7 d");
        await Assertions.Expect(page.Locator(".rg-more")).ToBeVisibleAsync();
        await BoardTests.WaitForCircuitAsync(page);
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator(".rg-more")).ToHaveCountAsync(0);
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Regime_Exported_IsWhatTheTableShows()
    {
        await using var watched = await OpenAsync("/regime?range=7d");
        var page = watched.Page;
        var address = await page.Locator("#detections a[download$='.csv']").GetAttributeAsync("href");

        var lines = (await session.Server.Http.GetStringAsync(address)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        await Assertions.Expect(page.Locator("#detections .ph1 p")).ToContainTextAsync($"{lines.Length - 1} in 7 d");
        lines[^1].ShouldContain(",Simulated,");
    }

    [Theory]
    [MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public Task Regime_EachThemeAndWidth_HasNoSeriousAxeFindingAndNoSidewaysScroll(string theme, int width, int height) =>
        Looks.CheckAsync(session, "/regime", ".rg-ind .apexcharts-svg", theme, width, height, "regime", fullPage: true);

    private async Task<WatchedPage> OpenAsync(string path)
    {
        var watched = await session.OpenAsync(path);
        await watched.Page.Locator(".rg-head").WaitForAsync();
        await BoardTests.WaitForCircuitAsync(watched.Page);
        return watched;
    }
}
