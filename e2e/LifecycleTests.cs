using System.Text.Json;
using CryptoRun.E2e.Board;
using Microsoft.Playwright;

namespace CryptoRun.E2e;

/// <summary>Start, restart, crash and end of the real program, with a viewer watching.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public async Task Program_StartedRestartedAndInterrupted_KeepsItsHistoryAndEndsInOrder()
    {
        await using var server = await ServerProcess.StartAsync();
        await server.Until(async () => (await server.Http.GetAsync("/health/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(60), "the first board");
        var first = await JsonAsync(server, "/api/v1/candidates?limit=500");
        first.GetProperty("candidates").GetArrayLength().ShouldBeGreaterThanOrEqualTo(50);
        first.GetProperty("source").GetString().ShouldBe("Simulated");
        var scans = (await JsonAsync(server, "/api/v1/scans")).GetProperty("scans").EnumerateArray().Select(s => s.GetProperty("scanId").GetString()).ToList();
        scans.ShouldNotBeEmpty();

        (await server.InterruptAsync()).ShouldBe(0, server.Output);

        await server.StartAsync();
        await server.Until(async () => (await server.Http.GetAsync("/health/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(60), "the board after the restart");
        var after = (await JsonAsync(server, "/api/v1/scans")).GetProperty("scans").EnumerateArray().Select(s => s.GetProperty("scanId").GetString()).ToList();
        scans.ShouldBeSubsetOf(after);
    }

    [Fact]
    public async Task Page_ServerKilledAndRestarted_ResumesByItself()
    {
        await using var session = new BrowserSession();
        await session.InitializeAsync();
        await using var watched = await session.OpenAsync("/?verdict=blocked");
        var page = watched.Page;
        await page.Locator("table.board tbody tr[data-symbol]").First.WaitForAsync();
        await BoardTests.WaitForCircuitAsync(page);
        watched.Errors.ShouldBeEmpty();

        await session.Server.KillAsync();
        await Assertions.Expect(page.Locator("#connection")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("#connection")).ToContainTextAsync("Values are frozen at");
        await Screenshots.KeepAsync(page, "connection-lost");
        await session.Server.StartAsync();

        await Assertions.Expect(page.Locator("#connection")).ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = 60_000 });
        await BoardTests.WaitForCircuitAsync(page);
        page.Url.ShouldEndWith("/?verdict=blocked");
        // While the server was away the browser itself reports refused connections; nothing else may be there.
        watched.Errors.ShouldAllBe(e => e.Contains("ERR_CONNECTION_REFUSED") || e.Contains("WebSocket") || e.Contains("Failed to fetch"));
    }

    [Fact]
    public async Task Page_ServerKilledAndRestarted_ComesBackWhereItWasWithWhatWasTyped()
    {
        await using var session = new BrowserSession();
        await session.InitializeAsync();
        await using var watched = await session.OpenAsync("/explain/BTC-USD", 1280, 600);
        var page = watched.Page;
        await BoardTests.WaitForCircuitAsync(page);
        await page.Locator(".wfall").WaitForAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("ETH");
        await page.EvaluateAsync("scrollTo(0, 300)");
        var (read, at) = await ReadingAsync(page);

        await session.Server.KillAsync();
        await Assertions.Expect(page.Locator("#connection")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
        // Somebody types on while nobody listens.
        await page.Keyboard.TypeAsync("-U");
        await session.Server.StartAsync();

        await Assertions.Expect(page.Locator("#connection")).ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = 60_000 });
        await BoardTests.WaitForCircuitAsync(page);
        // The page is as long as it was only with the stored explanation on it.
        await page.Locator(".wfall").WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("[data-search]")).ToHaveValueAsync("ETH-U", new LocatorAssertionsToHaveValueOptions { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("[data-search]")).ToBeFocusedAsync();
        page.Url.ShouldEndWith("/explain/BTC-USD");
        // What stands above may be longer or shorter than it was: the reader is where the same heading is. Asked from here: what Playwright would poll by itself the page's own policy refuses.
        await session.Server.Until(async () => await PlaceAsync(page, read) is { } now && Math.Abs(now - at) < 60, TimeSpan.FromSeconds(30), $"the place on the page, {read} at {at}");

        // It is typed for the circuit too, not only into the page. Which symbol is meant the board says, when there is one again.
        await session.Server.Until(async () => (await session.Server.Http.GetAsync("/health/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(60), "the board after the restart");
        // A machine at its limit may break the connection once more: a key pressed in that moment is pressed again.
        for (var presses = 0; presses < 5 && !page.Url.EndsWith("/explain/ETH-USD", StringComparison.Ordinal); presses++)
        {
            await BoardTests.WaitForCircuitAsync(page);
            await page.Locator("[data-search]").PressAsync("Enter");
            await page.WaitForURLAsync("**/explain/ETH-USD", new PageWaitForURLOptions { Timeout = 15_000 }).ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        page.Url.ShouldEndWith("/explain/ETH-USD", customMessage: await page.Locator("[data-search]").InputValueAsync());
    }

    [Fact]
    public async Task Program_SecondProcessOnTheSameStore_EndsWithAClearMessage()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var second = ServerProcess.On(server.StoreDirectory);

        var (code, output) = await second.RunToEndAsync();
        code.ShouldNotBe(0);
        output.ShouldContain(ServerProcess.IsOnServers ? "is already served" : "cryptorun-simulated.db");
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Program_SettingOutOfRange_NamesKeyValueAndRange()
    {
        await using var server = ServerProcess.On(Directory.CreateTempSubdirectory("cryptorun-e2e-").FullName, ("Market:Simulation:Coins", "3"));

        var (code, output) = await server.RunToEndAsync();
        code.ShouldNotBe(0);
        output.ShouldContain("Coins");
        output.ShouldContain("3");
        output.ShouldContain("10");
        output.ShouldContain("500");
        output.ShouldNotContain("   at ");
    }

    /// <summary>The first heading in sight, and where it stands on the screen.</summary>
    private static async Task<(string Heading, double Top)> ReadingAsync(IPage page)
    {
        var heading = await page.EvaluateAsync<string>("[...document.querySelectorAll('main h2')].find(h => h.getBoundingClientRect().top >= 0).textContent");
        return (heading, (await PlaceAsync(page, heading))!.Value);
    }

    private static Task<double?> PlaceAsync(IPage page, string heading) =>
        page.EvaluateAsync<double?>("text => [...document.querySelectorAll('main h2')].find(h => h.textContent === text)?.getBoundingClientRect().top ?? null", heading);

    private static async Task<JsonElement> JsonAsync(ServerProcess server, string path)
    {
        using var document = JsonDocument.Parse(await server.Http.GetStringAsync(path));
        return document.RootElement.Clone();
    }
}
