using System.Text.Json;
using CryptoRun.E2e.Board;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Evidence;

[Collection(BrowserCollection.Name)]
public sealed class EvidenceTests(BrowserSession session)
{
    /// <summary>The market of these tests is minutes old: nothing can be known of it, and the page must say so and how long it takes.</summary>
    [Fact]
    public async Task Evidence_YoungMarket_SaysTooLittleToSayAndHowManyHoursAreNeeded()
    {
        await using var watched = await session.OpenAsync("/evidence");
        var page = watched.Page;
        await BoardTests.WaitForCircuitAsync(page);

        await Assertions.Expect(page.Locator(".ev-v")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator(".ev-v[data-finding=TooLittle]")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator(".ev-v").First).ToContainTextAsync("more hours of scans");
        await Assertions.Expect(page.Locator(".ev-cal")).ToContainTextAsync("not calibrated, because:");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Evidence_HorizonChosen_StandsInTheAddressAndComesBack()
    {
        await using var watched = await session.OpenAsync("/evidence");
        var page = watched.Page;
        await page.Locator(".ev-v").First.WaitForAsync();
        await BoardTests.WaitForCircuitAsync(page);
        await page.Locator(".ev-v", new PageLocatorOptions { HasTextString = "48 h" }).Last.ClickAsync();
        await Assertions.Expect(page.Locator(".ev-v[aria-current] > b")).ToHaveTextAsync("48 h");
        page.Url.ShouldContain("h=48");

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".ev-v[aria-current] > b")).ToHaveTextAsync("48 h");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Evidence_OverTheApi_LooksAtNothingThatIsNotKnown()
    {
        using var evidence = JsonDocument.Parse(await session.Server.Http.GetStringAsync("/api/v1/evidence"));

        var report = evidence.RootElement.GetProperty("report");
        var at = report.GetProperty("at").GetDateTimeOffset();
        foreach (var horizon in report.GetProperty("horizons").EnumerateArray())
        {
            if (horizon.GetProperty("to").ValueKind != JsonValueKind.Null) horizon.GetProperty("to").GetDateTimeOffset().AddHours(horizon.GetProperty("hours").GetInt32()).ShouldBeLessThanOrEqualTo(at);
            if (horizon.GetProperty("nextKnownAt").ValueKind != JsonValueKind.Null) horizon.GetProperty("nextKnownAt").GetDateTimeOffset().ShouldBeGreaterThan(at);
        }
    }

    /// <summary>From the form to the file: a back-test of the same market, on the same program.</summary>
    [Fact]
    public async Task Backtest_StartedInTheForm_RunsShowsItsResultAndIsExported()
    {
        await using var watched = await session.OpenAsync("/backtests");
        var page = watched.Page;
        await BoardTests.WaitForCircuitAsync(page);
        await page.Locator(".bt-form input.input").First.FillAsync("A week");
        await page.Locator(".bt-form select").First.SelectOptionAsync("7");
        await page.GetByLabel("Scan every, hours").FillAsync("99");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start" }).ClickAsync();
        await Assertions.Expect(page.Locator(".al-err")).ToHaveTextAsync("“99” cannot be. Allowed: 1 to 24.");
        await page.GetByLabel("Scan every, hours").FillAsync("12");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start" }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("A week");
        await Assertions.Expect(page.Locator("[data-state=Succeeded]")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 120_000 });
        await Assertions.Expect(page.Locator(".bt-chart canvas").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".bt-head .src")).ToContainTextAsync("SIMULATED");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Equity CSV" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await file.PathAsync());
        (lines[0], lines.Length).ShouldBe(("at,equityUsd,cashUsd,positions,exposure,drawdown", 1 + (7 * 24) + 1));

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "All back-tests" }).ClickAsync();
        await Assertions.Expect(page.Locator(".bt-t tbody th").First).ToHaveTextAsync("A week");
        watched.Errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public Task Evidence_EachThemeAndWidth_HasNoSeriousAxeFindingAndNoSidewaysScroll(string theme, int width, int height) =>
        Looks.CheckAsync(session, "/evidence", ".ev-v", theme, width, height, "evidence", fullPage: true);
}
