using System.Globalization;
using CryptoRun.E2e.Board;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Explain;

[Collection(BrowserCollection.Name)]
public sealed class ExplainTests(BrowserSession session)
{
    [Fact]
    public async Task Explain_OfASymbol_PointsAddUpToTheComposite()
    {
        await using var watched = await session.OpenAsync("/explain/BTC-USD");
        var page = watched.Page;
        await BoardTests.WaitForCircuitAsync(page);
        await page.Locator(".wfall").WaitForAsync();
        var points = await page.Locator(".wfall .wr:not(.wh):not(.tot) .wp").AllInnerTextsAsync();
        var totals = await page.Locator(".wfall .wr.tot .wp").AllInnerTextsAsync();

        // Start 50, then five factors, Composite, social, boost, Final: what is shown adds up within rounding.
        var sum = Number(totals[0]) + points.Take(5).Sum(Number);
        sum.ShouldBe(Number(totals[1]), 0.31);
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Explain_Verify_RecomputesTheSameHashAndScore()
    {
        await using var watched = await session.OpenAsync("/explain/BTC-USD");
        var page = watched.Page;
        await page.Locator(".wfall").WaitForAsync();
        await BoardTests.WaitForCircuitAsync(page);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Verify" }).ClickAsync();

        await Assertions.Expect(page.Locator(".vf")).ToContainTextAsync("same hash, same score");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Explain_UnknownSymbol_SaysSoAndOffersTheBoard()
    {
        await using var watched = await session.OpenAsync("/explain/NOSUCH-USD");

        await Assertions.Expect(watched.Page.Locator("main")).ToContainTextAsync("NOSUCH-USD");
        await Assertions.Expect(watched.Page.Locator("main a[href='/']").First).ToBeVisibleAsync();
    }

    [Theory]
    [MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public Task Explain_EachThemeAndWidth_HasNoSeriousAxeFindingAndNoSidewaysScroll(string theme, int width, int height) => Looks.CheckAsync(session, "/explain/BTC-USD", ".wfall", theme, width, height, "explain", fullPage: true);

    private static double Number(string text) => double.Parse(text.Trim().Replace('−', '-').TrimStart('+'), CultureInfo.InvariantCulture);
}
