using CryptoRun.E2e.Board;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Explain;

[Collection(BrowserCollection.Name)]
public sealed class ExplainExtraTests(BrowserSession session)
{
    [Fact]
    public async Task WhatIf_InTheAddress_IsRestoredByReloadAndReset()
    {
        await using var watched = await session.OpenAsync("/explain/BTC-USD");
        var page = watched.Page;
        await BoardTests.WaitForCircuitAsync(page);
        await page.Locator("[data-knob=composite]").FillAsync("1");
        await page.Locator("[data-knob=composite]").PressAsync("Tab");
        await Assertions.Expect(page.Locator(".wft")).ToContainTextAsync("Composite C", new() { Timeout = 30_000 });
        page.Url.ShouldContain("whatif=");

        await page.ReloadAsync();

        await BoardTests.WaitForCircuitAsync(page);
        await Assertions.Expect(page.Locator("[data-knob=composite]")).ToHaveValueAsync("1");
        await Assertions.Expect(page.Locator(".wft")).ToContainTextAsync("Composite C", new() { Timeout = 30_000 });
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Candles_Drawn_KeepTheContentPolicyAndNameTheirMaker()
    {
        await using var watched = await session.OpenAsync("/explain/BTC-USD?range=2");
        await watched.Page.Locator(".candles canvas").First.WaitForAsync();

        await Assertions.Expect(watched.Page.Locator(".cnby a")).ToHaveAttributeAsync("href", "https://www.tradingview.com/");
        await Assertions.Expect(watched.Page.Locator("#price .seg [aria-current]")).ToHaveTextAsync("2 d");
        watched.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("dark", 1280, 800)]
    [InlineData("light", 390, 844)]
    public Task Compare_EachThemeAndWidth_HasNoSeriousAxeFindingAndNoSidewaysScroll(string theme, int width, int height) =>
        Looks.CheckAsync(session, "/explain/compare?a=BTC-USD&b=ETH-USD", "[data-compare=points]", theme, width, height, "compare", fullPage: true);
}
