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
    public async Task Board_FilterInUrl_IsRestoredByReload()
    {
        await using var watched = await session.OpenAsync("/?verdict=blocked");
        var page = watched.Page;
        await page.Locator(Rows).First.WaitForAsync();
        await page.ReloadAsync();
        await WaitForCircuitAsync(page);

        await Assertions.Expect(page.Locator(".seg [aria-pressed=true]").First).ToContainTextAsync("Blocked");
        (await page.Locator(Rows + " .verdict:not(.blocked)").CountAsync()).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public Task Board_EachThemeAndWidth_HasNoSeriousAxeFindingAndNoSidewaysScroll(string theme, int width, int height) => Looks.CheckAsync(session, "/", Rows, theme, width, height, "board");

    /// <summary>Until then the browser exchanges the page that was sent for the live one, and what a test holds may vanish.</summary>
    internal static Task WaitForCircuitAsync(IPage page) => page.Locator("html[data-circuit=up]").WaitForAsync();
}
