using CryptoRun.E2e.Board;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Frame;

[Collection(BrowserCollection.Name)]
public sealed class FrameTests(BrowserSession session)
{
    private const string Rows = "table.board tbody tr[data-symbol]";

    [Fact]
    public async Task Keys_EachThatTheHelpLists_DoesWhatItSays()
    {
        await using var watched = await session.OpenAsync("/");
        var page = watched.Page;
        await page.Locator(Rows).First.WaitForAsync();
        await BoardTests.WaitForCircuitAsync(page);

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#help")).ToBeVisibleAsync();
        var listed = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#help [data-keys]')].map(k => k.dataset.does + ' ' + (k.dataset.href ?? ''))");
        listed.Select(k => k.Split(' ')[0]).Distinct().Order().ShouldBe(["back", "export", "filter", "go", "help", "open", "palette", "rows", "search", "times"]);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#help")).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("[data-search]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("[data-search]")).Not.ToBeFocusedAsync();
        await page.Keyboard.PressAsync("f");
        await Assertions.Expect(page.Locator(".tools :focus")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.Locator("#export")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#export")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Locator(Rows + " a:focus")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");

        foreach (var line in await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#help [data-does=go]')].map(k => k.dataset.keys + ' ' + k.dataset.href)"))
        {
            if (line.Split(' ') is not [var first, var second, var path]) throw new InvalidOperationException(line);
            await session.Server.Until(async () =>
            {
                // Two keys belong together when they follow within a moment, which a busy machine may not manage.
                await page.Keyboard.PressAsync(first);
                await page.Keyboard.PressAsync(second);
                return await WithinAsync(page.WaitForURLAsync(url => new Uri(url).AbsolutePath == path, new() { Timeout = 5000 }));
            }, TimeSpan.FromSeconds(60), path);
            await Assertions.Expect(page.Locator($".top a[aria-current=page][href='{path}']")).ToHaveCountAsync(1);
        }

        watched.Errors.ShouldBeEmpty();
    }

    private static async Task<bool> WithinAsync(Task wait)
    {
        try
        {
            await wait;
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(1440)]
    public async Task TopBar_AllSixPages_FitWithEverythingElse(int width)
    {
        await using var watched = await session.OpenAsync("/", width, 800, timeZone: "Asia/Kathmandu");
        var page = watched.Page;
        await BoardTests.WaitForCircuitAsync(page);
        // The widest clock there is; what is not built yet is put in.
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.Locator(".clock")).ToContainTextAsync("UTC+5:45");
        await page.EvaluateAsync(
            "for (const name of ['Board', 'Regime', 'Pre-move', 'Venues', 'Alerts', 'Evidence']) if (![...document.querySelectorAll('.nav a')].some(a => a.textContent.trim() === name)) document.querySelector('.nav').append(Object.assign(document.createElement('a'), { textContent: name }))");
        await Screenshots.KeepAsync(page, $"frame-{width}");

        (await page.Locator(".nav a").CountAsync()).ShouldBeGreaterThanOrEqualTo(7);
        (await page.EvaluateAsync<bool>("document.querySelector('.top').scrollWidth <= innerWidth")).ShouldBeTrue();
        (await page.EvaluateAsync<bool>("document.querySelector('.nav').getBoundingClientRect().right + 8 <= document.querySelector('.top .side').getBoundingClientRect().left")).ShouldBeTrue();
        (await page.EvaluateAsync<bool>("[...document.querySelectorAll('.top .side > *')].filter(e => e.checkVisibility()).every((e, i, all) => i === 0 || all[i - 1].getBoundingClientRect().right <= e.getBoundingClientRect().left)")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("dark", 1440, 900)]
    [InlineData("light", 390, 844)]
    public async Task EveryPage_OfTheNavigation_HasNoSeriousAxeFindingNoSidewaysScrollAndNoError(string theme, int width, int height)
    {
        await using var watched = await session.OpenAsync("/", width, height, theme: theme, touch: width < 600);
        var page = watched.Page;
        await page.Locator(Rows).First.WaitForAsync();
        var paths = await page.EvaluateAsync<string[]>("[...new Set([...document.querySelectorAll('.nav a:not([target]), #reader a:not([target]), .tabbar a, #help nav.pages a:not([target])')].map(a => a.getAttribute('href')))]");
        paths.ShouldContain("/venues");
        foreach (var path in (string[])[.. paths, "/explain/BTC-USD", "/nowhere"])
        {
            await page.GotoAsync(path);
            await page.Locator("main h1").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
            await BoardTests.WaitForCircuitAsync(page);

            (await Accessibility.SeriousFindingsAsync(page)).ShouldBeEmpty(path);
            (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth")).ShouldBeTrue(path);
        }

        // The last page is not there, and the browser says so.
        watched.Errors.ShouldAllBe(e => e.Contains("404", StringComparison.Ordinal));
    }

    /// <summary>The system's own colours, as for readers who need high contrast: words, gate marks and bars can be seen, and factors told apart.</summary>
    [Fact]
    public async Task ForcedColors_WordsMarksAndBars_StillTellApart()
    {
        await using var watched = await session.OpenAsync("/");
        var page = watched.Page;
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ForcedColors = ForcedColors.Active });
        await page.Locator(Rows).First.WaitForAsync();
        var ground = await ColourAsync("body", "backgroundColor");
        foreach (var words in (string[])[Rows + " .sym", Rows + " .why", Rows + " .gd"]) (await ColourAsync(words, "color")).ShouldNotBe(ground, words);
        (await FillsAsync(".cb i")).ShouldSatisfyAllConditions(f => f.Length.ShouldBeGreaterThanOrEqualTo(5), f => f.ShouldNotContain(ground));
        (await FillsAsync(".sbar i")).ShouldNotContain(ground);
        // A failed gate is a cross, a passed one a dot: shapes, whatever the colours.
        (await page.Locator(Rows + " .gd svg").First.InnerHTMLAsync()).ShouldContain("<path");
        await Screenshots.KeepAsync(page, "board-forced-colors");

        await page.GotoAsync("/explain/BTC-USD");
        await page.Locator(".wbody .bar").First.WaitForAsync();
        (await FillsAsync(".wbody .bar")).ShouldNotContain(ground);
        (await FillsAsync(".wbody .sw:not([class='sw '])")).ShouldSatisfyAllConditions(f => f.Length.ShouldBeGreaterThanOrEqualTo(5), f => f.ShouldNotContain(ground));
        await Screenshots.KeepAsync(page, "explain-forced-colors");

        Task<string> ColourAsync(string selector, string property) => page.Locator(selector).First.EvaluateAsync<string>($"e => getComputedStyle(e).{property}");

        Task<string[]> FillsAsync(string selector) => page.EvaluateAsync<string[]>($"[...new Set([...document.querySelectorAll(`{selector}`)].map(e => getComputedStyle(e).backgroundColor))]");
    }

    [Fact]
    public async Task Themes_OfTheSystem_FollowIt()
    {
        await using var watched = await session.OpenAsync("/", theme: "system", scheme: ColorScheme.Light);
        var page = watched.Page;
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }
}
