namespace CryptoRun.Web.Regimes;

/// <summary>How far back the page looks; its word is in the address.</summary>
/// <param name="Word">As in the address: <c>7d</c>.</param>
/// <param name="Name">As people read it: <c>7 d</c>.</param>
/// <param name="Span">Length.</param>
public sealed record RegimeRange(string Word, string Name, TimeSpan Span)
{
    /// <summary>Shortest first.</summary>
    public static IReadOnlyList<RegimeRange> All { get; } =
    [
        new("24h", "24 h", TimeSpan.FromHours(24)),
        new("7d", "7 d", TimeSpan.FromDays(7)),
        new("30d", "30 d", TimeSpan.FromDays(30)),
        new("1y", "1 y", TimeSpan.FromDays(365)),
    ];

    /// <summary>What is shown when the address does not say.</summary>
    public static RegimeRange Default => All[2];

    /// <summary>The range of a word; the default for one that there is not.</summary>
    public static RegimeRange Of(string? word) => All.FirstOrDefault(r => string.Equals(r.Word, word, StringComparison.Ordinal)) ?? Default;

    /// <summary>Time between two marks of the axis: the marks lie on whole multiples of it, counted from midnight.</summary>
    public TimeSpan Tick => Span.TotalDays switch { <= 1 => TimeSpan.FromHours(4), <= 7 => TimeSpan.FromDays(1), <= 30 => TimeSpan.FromDays(4), _ => TimeSpan.FromDays(45) };
}
