using CryptoRun.E2e.Board;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Frame;

[Collection(BrowserCollection.Name)]
public sealed class GalleryTests(BrowserSession session)
{
    [Theory]
    [InlineData("dark", 1440, 900)]
    [InlineData("light", 1440, 900)]
    [InlineData("dark", 390, 844)]
    public Task Gallery_EachTheme_HasNoSeriousAxeFindingAndNoSidewaysScroll(string theme, int width, int height) =>
        Looks.CheckAsync(session, "/design", ".apexcharts-svg", theme, width, height, "design", fullPage: true);

    [Fact]
    public async Task Toasts_SaidForReal_GoByThemselvesAndErrorsStayUntilClosed()
    {
        await using var watched = await session.OpenAsync("/design");
        var page = watched.Page;
        await BoardTests.WaitForCircuitAsync(page);
        var stack = page.Locator(".toasts .toast");
        foreach (var kind in (string[])["error", "ok", "warning"]) await page.Locator($"[data-try={kind}]").ClickAsync();
        await Assertions.Expect(stack).ToHaveCountAsync(3);

        // Nobody points at them: where the last button was, a toast may lie now.
        await page.Mouse.MoveAsync(2, 2);
        await Assertions.Expect(stack).ToHaveCountAsync(1, new LocatorAssertionsToHaveCountOptions { Timeout = 20_000 });

        await stack.Locator("[data-close-toast]").FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(stack).ToHaveCountAsync(0);
        page.Url.ShouldEndWith("/design");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_PartThatFails_IsContainedToldAndTriedAgain()
    {
        await using var watched = await session.OpenAsync("/design");
        var page = watched.Page;
        await BoardTests.WaitForCircuitAsync(page);
        await page.Locator("[data-try=fail]").ClickAsync();

        var told = page.Locator("#loadingemptyerror .es.er").Last;
        await Assertions.Expect(told).ToContainTextAsync("This sample met an error of its own (InvalidOperationException)");
        await Assertions.Expect(told).ToContainTextAsync("Correlation");
        await told.Locator("button.btn").ClickAsync();
        await Assertions.Expect(page.Locator("[data-try=fail]")).ToBeVisibleAsync();
        watched.Errors.ShouldBeEmpty();
    }
}
