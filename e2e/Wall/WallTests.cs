using System.Text.Json;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Wall;

[Collection(BrowserCollection.Name)]
public sealed class WallTests(BrowserSession session)
{
    private const string Rows = "[data-wall-rows] tr[data-symbol]";
    private const string Up = "html[data-stream=up]";

    [Fact]
    public async Task Wall_ShowsTheBoardsBestTwelveAsTheBoardWritesThemAndMovesWithThem()
    {
        await using var watched = await session.OpenAsync("/wall", 1920, 1080);
        var page = watched.Page;
        await page.Locator(Rows).Nth(11).WaitForAsync();

        // The board's own words for the same version; a publish between the two readings is asked for again.
        await session.Server.Until(async () => await page.EvaluateAsync<string>($"[...document.querySelectorAll('{Rows}')].map(r => r.dataset.symbol).join()") == await BestAsync(), TimeSpan.FromSeconds(20), "the wall to show the board's best");
        (await page.Locator(Rows).CountAsync()).ShouldBe(12);
        await Assertions.Expect(page.Locator(".src")).ToHaveTextAsync("SIMULATED");
        (await page.Locator("[data-now]").InnerTextAsync()).Length.ShouldBe("15:00:48".Length);

        // Prices move, a second apart at the least, and a row without news is left alone.
        var prices = "[data-wall-rows] .c-px";
        var before = await page.Locator(prices).AllInnerTextsAsync();
        await session.Server.Until(async () => !(await page.Locator(prices).AllInnerTextsAsync()).SequenceEqual(before), TimeSpan.FromSeconds(20), "a price to change");
        (await page.EvaluateAsync<bool>("typeof Blazor === 'undefined'")).ShouldBeTrue();
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wall_StreamLost_SaysSinceWhenAndComesBackByItself()
    {
        await using var server = await ServerProcess.StartAsync();
        await server.Until(async () => (await server.Http.GetAsync("/health/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(60), "the first board");
        await using var watched = await session.OpenAsync(new Uri(server.BaseAddress, "/wall").ToString(), 1920, 1080);
        var page = watched.Page;
        await page.Locator(Rows).Nth(11).WaitForAsync();

        await server.KillAsync();
        await page.Locator("[data-lost]").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-lost]")).ToContainTextAsync("Frozen since");
        (await page.Locator(Rows).CountAsync()).ShouldBe(12);
        await Screenshots.KeepAsync(page, "wall-lost-1920x1080");

        await server.StartAsync();
        await page.Locator(Up).WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 60_000 });
        await page.Locator("[data-lost]").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.Locator(Rows).Nth(11).WaitForAsync(new() { Timeout = 60_000 });
    }

    [Theory]
    [InlineData("dark", 1920, 1080)]
    [InlineData("dark", 3840, 2160)]
    [InlineData("light", 390, 844)]
    public async Task Wall_EachScreen_FitsWithoutScrollingSidewaysAndWithoutSeriousAxeFindings(string theme, int width, int height)
    {
        await using var watched = await session.OpenAsync("/wall", width, height, theme: theme, touch: width < 600);
        var page = watched.Page;
        await page.Locator(Rows).Nth(11).WaitForAsync();
        await Screenshots.KeepAsync(page, $"wall-{theme}-{width}x{height}");

        (await Accessibility.SeriousFindingsAsync(page)).ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth")).ShouldBeTrue();
        if (width > 1000) (await page.EvaluateAsync<bool>("document.documentElement.scrollHeight <= window.innerHeight")).ShouldBeTrue();
        watched.Errors.ShouldBeEmpty();
    }

    private async Task<string> BestAsync()
    {
        using var document = JsonDocument.Parse(await session.Server.Http.GetStringAsync("/api/v1/candidates?limit=12"));
        return string.Join(',', document.RootElement.GetProperty("candidates").EnumerateArray().Select(r => r.GetProperty("symbol").GetString()));
    }
}
