using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoRun.E2e.Board;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Venues;

[Collection(BrowserCollection.Name)]
public sealed partial class VenuesTests(BrowserSession session) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The venues behave again for whoever comes next, whatever became of the test.</summary>
    public async ValueTask DisposeAsync()
    {
        using var answer = await session.Server.Http.GetAsync("/api/v1/simulation/faults");
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        foreach (var venue in document.RootElement.GetProperty("venues").EnumerateObject())
        {
            if (venue.Value.GetArrayLength() == 0) continue;
            using var body = new StringContent(JsonSerializer.Serialize(new { venue = venue.Name }), null, "application/json");
            (await session.Server.Http.PostAsync("/api/v1/simulation/faults", body)).EnsureSuccessStatusCode().Dispose();
        }
    }

    [Fact]
    public async Task Venues_Opened_ShowsEveryVenueOfTheMarketTheScannedOneFirst()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;

        (await page.Locator(".vt tbody th b").AllInnerTextsAsync()).ShouldBe(["kraken", "okx", "coinbase", "krakenfutures", "okxderivatives", "binance", "bybit", "defillama"], ignoreOrder: true);
        await Assertions.Expect(page.Locator(".vt tbody th").First).ToContainTextAsync("kraken scanned");
        await Assertions.Expect(page.Locator(".faults fieldset")).ToHaveCountAsync(8);
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Venues_SocketsOfOneDroppedByKeyboard_ItsRowSaysSoAndItHealsByItself()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;
        var (row, button) = (page.Locator("tr[data-venue=okx]"), page.Locator("fieldset[data-venue=okx] button", new PageLocatorOptions { HasTextString = "drop sockets" }));
        await Assertions.Expect(row).ToContainTextAsync("up ");
        await TabToAsync(page, button);
        await page.Keyboard.PressAsync("Space");

        await Assertions.Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(row).ToContainTextAsync("down", Within(15));
        await Assertions.Expect(row).ToContainTextAsync("Red", Within(15));
        await Screenshots.KeepAsync(page, "venues-okx-down", fullPage: true);
        await Assertions.Expect(page.Locator("tr[data-venue=kraken]")).ToContainTextAsync("up ");

        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-pressed", "false");
        await Assertions.Expect(row.Locator("td").Nth(1)).ToContainTextAsync("up ", Within(30));
        await Assertions.Expect(row.Locator("td").Nth(7)).ToHaveTextAsync(Whole(), new LocatorAssertionsToHaveTextOptions { Timeout = 15_000 });
        await Assertions.Expect(row).Not.ToContainTextAsync("heartbeat");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Venues_AfterAHealthRun_ItsHistoryIsThereAndTheRangeIsInTheAddress()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;

        await Assertions.Expect(page.Locator("[data-history=kraken] .vh-band li").First).ToBeAttachedAsync(new LocatorAssertionsToBeAttachedOptions { Timeout = 60_000 });
        await page.Locator("#history .seg a", new PageLocatorOptions { HasTextString = "7 days" }).ClickAsync();
        await Assertions.Expect(page.Locator("#history .seg a[aria-current=true]")).ToHaveTextAsync("7 days");
        page.Url.ShouldEndWith("/venues?range=7d");
        await Assertions.Expect(page.Locator("[data-history]")).ToHaveCountAsync(8);
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Venues_WhileOpen_NoColumnMoves()
    {
        await using var watched = await OpenAsync();

        var places = await watched.Page.EvaluateAsync<string[]>(
            """
            () => new Promise(done => {
              const seen = new Set();
              const read = () => seen.add([...document.querySelectorAll('.vt thead th')].map(h => Math.round(h.getBoundingClientRect().x)).join(' '));
              const timer = setInterval(read, 100);
              setTimeout(() => { clearInterval(timer); done([...seen]); }, 4000);
            })
            """);

        places.Length.ShouldBe(1, string.Join(" | ", places));
    }

    [Theory]
    [MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public Task Venues_EachThemeAndWidth_HasNoSeriousAxeFindingAndNoSidewaysScroll(string theme, int width, int height) =>
        Looks.CheckAsync(session, "/venues", ".faults", theme, width, height, "venues", fullPage: true);

    private static LocatorAssertionsToContainTextOptions Within(int seconds) => new() { Timeout = seconds * 1000 };

    private static async Task TabToAsync(IPage page, ILocator target)
    {
        for (var i = 0; i < 200; i++)
        {
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement")) return;
            await page.Keyboard.PressAsync("Tab");
        }

        throw new TimeoutException("Two hundred tabs do not reach the button.");
    }

    private async Task<WatchedPage> OpenAsync()
    {
        var watched = await session.OpenAsync("/venues");
        await watched.Page.Locator(".vt tbody tr").First.WaitForAsync();
        await BoardTests.WaitForCircuitAsync(watched.Page);
        return watched;
    }

    /// <summary>Every book is trusted.</summary>
    [GeneratedRegex(@"^(?<books>\d+)/\k<books>$", RegexOptions.None, 1000)]
    private static partial Regex Whole();
}
