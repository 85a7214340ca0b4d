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

    private static async Task<JsonElement> JsonAsync(ServerProcess server, string path)
    {
        using var document = JsonDocument.Parse(await server.Http.GetStringAsync(path));
        return document.RootElement.Clone();
    }
}
