using CryptoRun.E2e.Board;

namespace CryptoRun.E2e;

/// <summary>What holds of every page in every theme and width: no serious axe finding, no sideways scroll, no console error, and the theme that was asked for.</summary>
public static class Looks
{
    /// <summary>Theme, width, height. A wide dark and a light phone are looked at once for all pages, see <c>FrameTests</c>.</summary>
    public static TheoryData<string, int, int> All { get; } = new()
    {
        { "light", 1440, 900 },
        { "dark", 1280, 800 },
        { "dark", 390, 844 },
    };

    /// <summary>Opens a page, keeps its picture and looks.</summary>
    /// <param name="session">Browser and program.</param>
    /// <param name="path">Page.</param>
    /// <param name="ready">What is there once the page is.</param>
    /// <param name="theme">Theme.</param>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    /// <param name="picture">Name of the picture.</param>
    /// <param name="fullPage">Whether the picture shows what lies below the fold.</param>
    internal static async Task CheckAsync(BrowserSession session, string path, string ready, string theme, int width, int height, string picture, bool fullPage = false)
    {
        await using var watched = await session.OpenAsync(path, width, height, theme: theme, touch: width < 600);
        var page = watched.Page;
        await page.Locator(ready).First.WaitForAsync();
        await BoardTests.WaitForCircuitAsync(page);
        await Screenshots.KeepAsync(page, $"{picture}-{theme}-{width}x{height}", fullPage);

        (await Accessibility.SeriousFindingsAsync(page)).ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth")).ShouldBeTrue();
        (await page.EvaluateAsync<string>("document.documentElement.dataset.theme")).ShouldBe(theme);
        watched.Errors.ShouldBeEmpty();
    }
}
