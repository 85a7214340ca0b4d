using System.Text.Json;
using CryptoRun.E2e.Board;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Alerts;

[Collection(BrowserCollection.Name)]
public sealed class AlertsTests(BrowserSession session) : IAsyncLifetime
{
    private const string Canary = "canary-7f3a91c2d4e5b6a7";
    private const string Name = "Anything at all";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The rules and channels of the tests are gone for whoever comes next.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (list, kept) in new[] { ("rules", new[] { "candidates", "premove" }), ("channels", ["web"]) })
        {
            using var document = JsonDocument.Parse(await session.Server.Http.GetStringAsync($"/api/v1/alerts/{list}"));
            foreach (var item in document.RootElement.GetProperty(list).EnumerateArray().Where(i => !kept.Contains(i.GetProperty("id").GetString())))
            {
                using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/alerts/{list}/{item.GetProperty("id").GetString()}");
                request.Headers.TryAddWithoutValidation("If-Match", $"\"{item.GetProperty("version").GetInt32()}\"");
                (await session.Server.Http.SendAsync(request)).Dispose();
            }
        }
    }

    [Fact]
    public async Task Rule_Made_SaysWhoMatchesAndTellsOfThemAtOnceInEveryOpenPage()
    {
        await using var board = await OpenAsync("/", "table.board");
        await Assertions.Expect(board.Page.Locator(".nav [data-unread]")).ToBeHiddenAsync();
        await using var watched = await OpenAsync("/alerts?tab=rules&edit=new");
        var page = watched.Page;
        await page.GetByLabel("Name").FillAsync(Name);
        await page.GetByLabel("Verdict").SelectOptionAsync("");
        await page.GetByLabel("Score at least").FillAsync("1");
        await page.GetByLabel("those that pass already").CheckAsync();
        await page.GetByLabel("At most per hour").FillAsync("2");
        await Assertions.Expect(page.Locator(".al-says")).ToContainTextAsync("score ≥ 1", Within(15));
        await Assertions.Expect(page.Locator(".al-says b")).ToContainTextAsync("coins");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save rule" }).ClickAsync();

        await Assertions.Expect(page.Locator(".toast").First).ToContainTextAsync("Rule saved");
        await Assertions.Expect(page.Locator(".al-rules tbody tr", new PageLocatorOptions { HasTextString = Name })).ToHaveCountAsync(1);
        await Assertions.Expect(board.Page.Locator(".toast a[href*='/explain/']").First).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
        await Assertions.Expect(board.Page.Locator(".s-al li a[href*='/explain/']").First).ToBeVisibleAsync();
        await Assertions.Expect(board.Page.Locator(".nav [data-unread]")).ToHaveTextAsync("2 unread", new LocatorAssertionsToHaveTextOptions { Timeout = 15_000 });
        await board.Page.Locator(".nav a", new PageLocatorOptions { HasTextString = "Alerts" }).ClickAsync();
        await Assertions.Expect(board.Page.Locator(".nav [data-unread]")).ToBeHiddenAsync();

        await page.GotoAsync("/alerts");
        var told = page.Locator(".al-t tbody tr", new PageLocatorOptions { HasTextString = Name });
        await Assertions.Expect(told).ToHaveCountAsync(2, new LocatorAssertionsToHaveCountOptions { Timeout = 30_000 });
        await told.First.Locator("a.sym").ClickAsync();
        await page.WaitForURLAsync("**/explain/*-USD?scanId=*");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Channel_MadeAndTested_SaysWhyItFailsAndNeverItsSecret()
    {
        await using var watched = await OpenAsync("/alerts?tab=channels&edit=new");
        var page = watched.Page;
        await page.GetByLabel("Name").FillAsync("Desk");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save channel" }).ClickAsync();
        await Assertions.Expect(page.Locator(".al-err").First).ToContainTextAsync("http or https");
        await page.GetByLabel("Address").FillAsync("http://127.0.0.1:1/hook");
        await page.Locator("[data-secret]").FillAsync(Canary);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save channel" }).ClickAsync();

        var row = page.Locator(".al-channels tbody tr", new PageLocatorOptions { HasTextString = "Desk" });
        await Assertions.Expect(row).ToContainTextAsync("set");
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Test" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast", new PageLocatorOptions { HasTextString = "Desk does not work" })).ToContainTextAsync("private network", Within(15));
        await row.Locator("a.iconbtn").ClickAsync();
        await Assertions.Expect(page.Locator("[data-secret]")).ToHaveAttributeAsync("placeholder", "set; type to replace it");
        (await page.ContentAsync()).ShouldNotContain("canary");
        (await page.Locator("[data-secret]").InputValueAsync()).ShouldBeEmpty();
        watched.Errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public Task Alerts_EachThemeAndWidth_HasNoSeriousAxeFindingAndNoSidewaysScroll(string theme, int width, int height) =>
        Looks.CheckAsync(session, "/alerts?tab=rules&edit=candidates", ".al-form", theme, width, height, "alerts", fullPage: true);

    private static LocatorAssertionsToContainTextOptions Within(int seconds) => new() { Timeout = seconds * 1000 };

    private async Task<WatchedPage> OpenAsync(string path, string ready = ".al-form")
    {
        var watched = await session.OpenAsync(path);
        await watched.Page.Locator(ready).WaitForAsync();
        await BoardTests.WaitForCircuitAsync(watched.Page);
        return watched;
    }
}
