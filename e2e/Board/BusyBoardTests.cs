using System.Text.Json;

namespace CryptoRun.E2e.Board;

/// <summary>A board longer than its page, scanned every fifteen seconds.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BusyBoardTests(BrowserSession session)
{
    private const string Rows = "table.board tbody tr[data-symbol]";

    [Fact]
    public async Task Board_ManyRowsManyScans_HoldsTheRowUnderThePointerAndReachesEveryRowByKey()
    {
        await using var server = await ServerProcess.StartAsync(("Market:Simulation:Coins", "110"), ("Market:Simulation:Speed", "60"));
        await server.Until(async () => (await server.Http.GetAsync("/health/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(120), "the first board");
        await using var watched = await session.OpenAsync(server.BaseAddress.ToString());
        var page = watched.Page;
        await page.Locator(Rows).First.WaitForAsync();
        await BoardTests.WaitForCircuitAsync(page);
        var all = int.Parse(await page.Locator("table.board").GetAttributeAsync("aria-rowcount") ?? "0") - 1;
        all.ShouldBeGreaterThan(100);
        (await page.Locator(Rows).CountAsync()).ShouldBeLessThan(all);

        // Pointed at: places wait, whatever the next scan says.
        await page.Locator(Rows).Nth(4).HoverAsync();
        var under = await UnderPointerAsync();
        var scan = await ScanAsync();
        await server.Until(async () => await ScanAsync() != scan && await page.Locator(".tools .tag").CountAsync() == 1, TimeSpan.FromSeconds(90), "a scan with another order");
        (await UnderPointerAsync()).ShouldBe(under);
        await page.Mouse.MoveAsync(5, 5);
        await server.Until(async () => await page.Locator(".tools .tag").CountAsync() == 0, TimeSpan.FromSeconds(30), "the order to settle");

        // By key past the end of what was on the page; each row knows its place among all.
        var before = await page.Locator(Rows).Last.GetAttributeAsync("aria-rowindex");
        await server.Until(async () =>
        {
            for (var i = 0; i < 10; i++) await page.Keyboard.PressAsync("j");
            return await page.EvaluateAsync<string?>("document.activeElement.closest('tr')?.getAttribute('aria-rowindex')") == $"{all + 1}";
        }, TimeSpan.FromSeconds(60), "the last row");
        before.ShouldNotBe($"{all + 1}");
        (await page.Locator(Rows).CountAsync()).ShouldBeLessThan(all);
        watched.Errors.ShouldBeEmpty();

        Task<string> UnderPointerAsync() => page.EvaluateAsync<string>("(r => `${r?.dataset.symbol} ${r?.getBoundingClientRect().top}`)(document.querySelector('table.board tbody tr:hover'))");

        async Task<string?> ScanAsync()
        {
            using var document = JsonDocument.Parse(await server.Http.GetStringAsync("/api/v1/candidates?limit=1"));
            return document.RootElement.GetProperty("scanId").GetString();
        }
    }
}
