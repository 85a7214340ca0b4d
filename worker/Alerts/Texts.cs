namespace CryptoRun.Worker.Alerts;

/// <summary>Words that leave the program: one line, no control characters, not endless.</summary>
internal static class Texts
{
    private const int LongestName = 60;

    /// <summary>A text that no header, log line or message can be broken with.</summary>
    public static string Clean(string text, int longest = 500)
    {
        var clean = string.Concat(text.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
        return clean.Length <= longest ? clean : clean[..(longest - 1)] + "…";
    }

    /// <summary>What is wrong with a name, or null.</summary>
    public static AlertProblem? NameProblem(string name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl) ? new AlertProblem("name", Clean(name ?? "", 80), $"1 to {LongestName} characters on one line") : null;
}
