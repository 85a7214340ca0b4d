using CryptoRun.E2e.Board;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Frame;

[Collection(BrowserCollection.Name)]
public sealed class PaletteTests(BrowserSession session)
{
    private const string Rows = "table.board tbody tr[data-symbol]";
    private const string Chosen = "#palette [role=option][aria-selected=true]";

    [Fact]
    public async Task Palette_KeyboardOnly_FindsASymbolAndThenRemembersIt()
    {
        await using var watched = await session.OpenAsync("/");
        var page = watched.Page;
        await page.Locator(Rows).First.WaitForAsync();
        await BoardTests.WaitForCircuitAsync(page);

        await page.Keyboard.PressAsync("Control+k");
        (await page.Locator("#palette").IsVisibleAsync()).ShouldBeTrue("it opens at once, whatever the server does");
        await Assertions.Expect(page.Locator(Chosen)).ToContainTextAsync("Board");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator(Chosen)).Not.ToContainTextAsync("Board");
        (await page.Locator("#palette input[role=combobox]").GetAttributeAsync("aria-activedescendant")).ShouldBe(await page.Locator(Chosen).GetAttributeAsync("id"));

        // Enter may come before the answer.
        await page.Keyboard.TypeAsync("btc");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/explain/BTC-USD");
        await Assertions.Expect(page.Locator("#palette")).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.Locator("#palette [role=group]").First).ToHaveAttributeAsync("aria-label", "Recent");
        await Assertions.Expect(page.Locator(Chosen)).ToContainTextAsync("BTC-USD");
        (await Accessibility.SeriousFindingsAsync(page)).ShouldBeEmpty();
        await Screenshots.KeepAsync(page, "palette");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#palette")).ToBeHiddenAsync();
        page.Url.ShouldEndWith("/explain/BTC-USD");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Palette_Commands_ChangeThemeFilterAndExport()
    {
        await using var watched = await session.OpenAsync("/");
        var page = watched.Page;
        await page.Locator(Rows).First.WaitForAsync();
        await BoardTests.WaitForCircuitAsync(page);

        await RunAsync(page, "> light");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await RunAsync(page, "show blocked");
        await page.WaitForURLAsync("**/?verdict=blocked");
        var download = await page.RunAndWaitForDownloadAsync(() => RunAsync(page, "export csv"));
        download.Url.ShouldContain("verdict=blocked");
        download.Url.ShouldContain("format=csv");
        await RunAsync(page, "help");
        await Assertions.Expect(page.Locator("#help")).ToBeVisibleAsync();
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Palette_NothingFits_SaysSo()
    {
        await using var watched = await session.OpenAsync("/");
        var page = watched.Page;
        await BoardTests.WaitForCircuitAsync(page);
        await page.Locator(".top [data-action=palette]").ClickAsync();
        await page.Locator("#palette input[role=combobox]").FillAsync("zzqx");

        await Assertions.Expect(page.Locator("#palette [role=status]")).ToContainTextAsync("Nothing is called “zzqx”");
    }

    [Fact]
    public async Task Palette_OnAPhone_OpensFromMoreAndGoesToAPage()
    {
        await using var watched = await session.OpenAsync("/", 390, 844, touch: true);
        var page = watched.Page;
        await page.Locator(Rows).First.WaitForAsync();
        await BoardTests.WaitForCircuitAsync(page);
        await page.Locator(".tabbar [data-action=help]").TapAsync();
        await page.Locator("#help [data-action=palette]").TapAsync();
        await page.Locator("#palette input[role=combobox]").FillAsync("venues");
        await Assertions.Expect(page.Locator(Chosen)).ToContainTextAsync("Venues");
        await Screenshots.KeepAsync(page, "palette-phone");
        await page.Locator(Chosen).TapAsync();

        await page.WaitForURLAsync("**/venues");
        watched.Errors.ShouldBeEmpty();
    }

    private static async Task RunAsync(IPage page, string typed)
    {
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync(typed);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#palette")).ToBeHiddenAsync();
    }
}
