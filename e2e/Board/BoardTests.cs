using System.Globalization;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Board;

[Collection(BrowserCollection.Name)]
public sealed class BoardTests(BrowserSession session)
{
    private const string Rows = "table.board tbody tr[data-symbol]";

    [Fact]
    public async Task Board_FirstVisit_ShowsFiftyRankedCoinsAndTheSource()
    {
        await using var watched = await session.OpenAsync("/");
        var page = watched.Page;
        await page.Locator(Rows).Nth(49).WaitForAsync();
        await WaitForCircuitAsync(page);

        (await page.Locator(Rows).CountAsync()).ShouldBeGreaterThanOrEqualTo(50);
        (await page.Locator(Rows + " .rank").First.InnerTextAsync()).Trim().ShouldBe("1");
        await Assertions.Expect(page.Locator(".src").First).ToHaveTextAsync("SIMULATED");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_WhileOpen_NumbersChangeAndNeverMoreThanOnceASecond()
    {
        await using var watched = await session.OpenAsync("/");
        var page = watched.Page;
        await page.Locator(Rows).First.WaitForAsync();
        await WaitForCircuitAsync(page);

        // Every batch of DOM changes inside the table is one board change; ages, which the browser itself counts on, are left out.
        var times = await page.EvaluateAsync<double[]>(
            """
            () => new Promise(done => {
              const times = [];
              const isAge = m => (m.target.nodeType === 3 ? m.target.parentElement : m.target)?.closest?.('[data-age]');
              new MutationObserver(found => { if (!found.every(isAge)) times.push(performance.now()); }).observe(document.querySelector('table.board tbody'), { subtree: true, childList: true, characterData: true });
              setTimeout(() => done(times), 12000);
            })
            """);

        var changes = times.Aggregate(new List<double>(), (kept, t) =>
        {
            if (kept.Count == 0 || t - kept[^1] > 250) kept.Add(t);
            return kept;
        });
        changes.Count.ShouldBeGreaterThan(3);
        changes.Count.ShouldBeLessThanOrEqualTo(13);
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_RowClicked_OpensItsExplanation()
    {
        await using var watched = await session.OpenAsync("/");
        var page = watched.Page;
        var row = page.Locator(Rows).Nth(2);
        await row.WaitForAsync();
        await WaitForCircuitAsync(page);
        await row.Locator(".sym").ClickAsync();

        await page.WaitForURLAsync("**/explain/*-USD*");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("-USD");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_KeyboardOnly_OpensAnExplanationAndComesBack()
    {
        await using var watched = await session.OpenAsync("/");
        var page = watched.Page;
        await page.Locator(Rows).First.WaitForAsync();
        await WaitForCircuitAsync(page);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/explain/*-USD*");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("-USD");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(Rows).First.WaitForAsync();
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_FilterAndColumns_AreInTheAddressAndComeBackWithReloadAndBack()
    {
        await using var watched = await session.OpenAsync("/?sort=symbol");
        var page = watched.Page;
        await page.Locator(Rows).First.WaitForAsync();
        await WaitForCircuitAsync(page);
        await page.Locator(".tools .seg button", new() { HasText = "Blocked" }).ClickAsync();
        await page.Locator("[popovertarget=columns]").ClickAsync();
        await page.Locator("#columns label", new() { HasText = "VADR" }).Locator("input").UncheckAsync();
        await page.WaitForURLAsync(url => url.Contains("?verdict=blocked&sort=symbol&cols=") && !url.Contains("vadr"));
        var address = page.Url;

        await page.ReloadAsync();
        await WaitForCircuitAsync(page);
        await IsThatAsync();

        await page.Locator(".tools .seg button").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("verdict="));
        await page.GoBackAsync();
        await page.WaitForURLAsync(address);
        await IsThatAsync();

        async Task IsThatAsync()
        {
            await Assertions.Expect(page.Locator(".seg [aria-pressed=true]").First).ToContainTextAsync("Blocked");
            await Assertions.Expect(page.Locator("th.h-vadr")).ToBeHiddenAsync();
            await Assertions.Expect(page.Locator("th.h-spread")).ToBeVisibleAsync();
            (await page.Locator(Rows + " .verdict:not(.blocked)").CountAsync()).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Board_Exported_IsWhatIsOnScreen()
    {
        await using var watched = await session.OpenAsync("/?maxFails=8&sort=-final");
        var page = watched.Page;
        await page.Locator(Rows).First.WaitForAsync();
        await WaitForCircuitAsync(page);

        // A scan between the two would be another board: its id is the file's name.
        var (file, shown, exported) = ("", new List<string>(), new List<string>());
        await session.Server.Until(async () =>
        {
            file = await page.Locator("#export a").First.GetAttributeAsync("download") ?? "";
            shown = [.. (await page.EvaluateAsync<string[]>($"[...document.querySelectorAll('{Rows}')].map(r => r.dataset.symbol + ' ' + r.querySelector('.score b').textContent + ' ' + r.querySelector('.rank').textContent)"))];
            await page.Locator("[popovertarget=export]").ClickAsync();
            var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#export a").First.ClickAsync());
            exported = await LinesAsync(download);
            return download.SuggestedFilename == file && await page.Locator("#export a").First.GetAttributeAsync("download") == file;
        }, TimeSpan.FromSeconds(30), "an export of the scan on screen");

        file.ShouldStartWith("board-");
        shown.Count.ShouldBeGreaterThan(5);
        exported.ShouldBe(shown);

        async Task<List<string>> LinesAsync(IDownload download)
        {
            var lines = await File.ReadAllLinesAsync(await download.PathAsync());
            var heads = lines[0].Split(',').ToList();
            return [.. lines.Skip(1).Select(line => line.Split(',')).Select(cells => $"{Cell(cells, "symbol")} {decimal.Parse(Cell(cells, "final"), CultureInfo.InvariantCulture).ToString("0.0", CultureInfo.InvariantCulture)} {Cell(cells, "rank")}")];

            // The cells before the first quoted one.
            string Cell(string[] cells, string head) => cells[heads.IndexOf(head)];
        }
    }

    [Theory]
    [MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public Task Board_EachThemeAndWidth_HasNoSeriousAxeFindingAndNoSidewaysScroll(string theme, int width, int height) => Looks.CheckAsync(session, "/", Rows, theme, width, height, "board");

    /// <summary>Until then the browser exchanges the page that was sent for the live one, and what a test holds may vanish.</summary>
    internal static Task WaitForCircuitAsync(IPage page) => page.Locator("html[data-circuit=up]").WaitForAsync();
}
