using System.Text.Json;
using CryptoRun.E2e.Board;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Premove;

[Collection(BrowserCollection.Name)]
public sealed class PremoveTests(BrowserSession session)
{
    [Fact]
    public async Task Premove_RowOpenedAndFiltered_DetailAddressAndExportAgree()
    {
        await using var watched = await OpenAsync("/premove");
        var page = watched.Page;
        var rows = page.Locator("tr[data-symbol]");
        var symbol = (await rows.First.GetAttributeAsync("data-symbol"))!;

        await rows.First.Locator("td").Nth(3).ClickAsync();
        await Assertions.Expect(page.Locator($".pm-detail[data-coin='{symbol}']")).ToBeVisibleAsync();
        (await page.Locator(".pm-ct tbody tr").CountAsync()).ShouldBe(11);
        page.Url.ShouldContain("coin=" + symbol);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator($".pm-detail[data-coin='{symbol}']")).ToBeVisibleAsync();
        await BoardTests.WaitForCircuitAsync(page);

        await page.Locator($"tr[data-symbol='{symbol}'] a[data-row]").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".pm-detail")).ToHaveCountAsync(0);

        await page.Locator("thead a", new PageLocatorOptions { HasTextString = "Symbol" }).ClickAsync();
        await Assertions.Expect(page.Locator("th[aria-sort=ascending]")).ToContainTextAsync("Symbol");
        var shown = await rows.EvaluateAllAsync<string[]>("rows => rows.map(r => r.dataset.symbol)");
        shown.ShouldBe(shown.Order(StringComparer.Ordinal));
        using var answer = await session.Server.Http.GetAsync((await page.Locator("#export a").Nth(1).GetAttributeAsync("href"))!);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        document.RootElement.GetProperty("coins").EnumerateArray().Select(c => c.GetProperty("symbol").GetString()!).ShouldBe(shown);
        watched.Errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public Task Premove_EachThemeAndWidth_HasNoSeriousAxeFindingAndNoSidewaysScroll(string theme, int width, int height) =>
        Looks.CheckAsync(session, "/premove?coin=BTC", ".pm-detail", theme, width, height, "premove", fullPage: true);

    private async Task<WatchedPage> OpenAsync(string path)
    {
        var watched = await session.OpenAsync(path);
        await watched.Page.Locator("tr[data-symbol]").First.WaitForAsync();
        await BoardTests.WaitForCircuitAsync(watched.Page);
        return watched;
    }
}
