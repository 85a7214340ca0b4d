using System.Text.Json;
using Microsoft.Playwright;

namespace CryptoRun.E2e;

/// <summary>axe on the page as it stands.</summary>
internal static class Accessibility
{
    private static readonly string Script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js"));

    /// <summary>Serious and critical findings, one line each.</summary>
    public static async Task<IReadOnlyList<string>> SeriousFindingsAsync(IPage page)
    {
        await page.EvaluateAsync(Script);
        var json = await page.EvaluateAsync<string>(
            "async () => JSON.stringify((await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => ({ id: v.id, impact: v.impact, at: v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)) })))");
        using var findings = JsonDocument.Parse(json);
        return [.. findings.RootElement.EnumerateArray()
            .Where(f => f.GetProperty("impact").GetString() is "serious" or "critical")
            .Select(f => $"{f.GetProperty("id")}: {string.Join(" | ", f.GetProperty("at").EnumerateArray())}")];
    }
}
