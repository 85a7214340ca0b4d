using Microsoft.Playwright;

namespace CryptoRun.E2e;

/// <summary>Pictures kept as artefacts of the run, to be looked at.</summary>
internal static class Screenshots
{
    public static Task KeepAsync(IPage page, string name, bool fullPage = false) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(ServerProcess.RepositoryRoot, "artifacts", "screenshots", name + ".png"), FullPage = fullPage });
}
