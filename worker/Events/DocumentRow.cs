using System.Globalization;

namespace CryptoRun.Worker.Events;

/// <summary>A row of a document: its fields by name, as text.</summary>
/// <param name="Line">Line of the document on which it begins, from 1.</param>
/// <param name="Fields">Fields by lower-case name; what is empty or null is absent.</param>
/// <param name="Problem">What is wrong with the row as a whole; null: nothing.</param>
internal sealed record DocumentRow(int Line, IReadOnlyDictionary<string, string> Fields, string? Problem = null)
{
    private const int Shown = 60;
    private static readonly DateTimeOffset Earliest = new(2009, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>A text that must be there: 1 to <paramref name="most"/> characters, no control characters.</summary>
    /// <exception cref="RowRefusedException">It is not.</exception>
    public string Text(string name, int most) => Fields.TryGetValue(name, out var text)
        ? text.Length <= most && !text.Any(static c => char.IsControl(c) || c is '\u2028' or '\u2029' || char.GetUnicodeCategory(c) == UnicodeCategory.Format)
            ? text
            : throw Refused(name, text, $"1 to {most} characters without control characters")
        : throw Refused(name, "", $"1 to {most} characters");

    /// <summary>A text that may be absent.</summary>
    public string? TextOrNull(string name, int most) => Fields.ContainsKey(name) ? Text(name, most) : null;

    /// <summary>A coin: <c>BTC-USD</c>, or <c>BTC</c> for the same.</summary>
    public string Symbol()
    {
        var text = Text("symbol", 24).ToUpperInvariant();
        var coin = text.EndsWith("-USD", StringComparison.Ordinal) ? text[..^4] : text;
        return coin.Length is > 0 and <= 20 && coin.All(char.IsAsciiLetterOrDigit) ? $"{coin}-USD" : throw Refused("symbol", text, "a coin such as BTC or BTC-USD");
    }

    /// <summary>An instant with its zone.</summary>
    public DateTimeOffset Instant(string name)
    {
        var text = Text(name, 40);
        if (!DateTime.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var plain)
            || !DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            throw Refused(name, text, "an ISO 8601 instant with its zone such as 2026-11-22T15:00:00Z");
        if (plain.Kind == DateTimeKind.Unspecified) throw Refused(name, text, $"an instant with its zone; it has none, write {text}Z for UTC");
        return instant >= Earliest && instant < Latest ? instant.ToUniversalTime() : throw Refused(name, text, "2009 to 2099");
    }

    /// <summary>An instant that may be absent.</summary>
    public DateTimeOffset? InstantOrNull(string name) => Fields.ContainsKey(name) ? Instant(name) : null;

    /// <summary>A number in a range.</summary>
    public decimal Number(string name, decimal least, decimal most)
    {
        var text = Text(name, 60);
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Refused(name, text, $"a number from {least} to {most}");
    }

    /// <summary>One of a few words.</summary>
    public string Word(string name, params ReadOnlySpan<string> allowed)
    {
        var text = Text(name, 40);
        foreach (var word in allowed)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase)) return word;
        }

        throw Refused(name, text, string.Join(", ", allowed));
    }

    /// <summary>Checks the row as a whole.</summary>
    /// <exception cref="RowRefusedException">Something is wrong with it.</exception>
    public void Check()
    {
        if (Problem is not null) throw new RowRefusedException("row", $"line {Line}: {Problem}.");
    }

    /// <summary>What is wrong with a field: line, value and what is allowed.</summary>
    public RowRefusedException Refused(string name, string value, string allowed) =>
        new(name, $"line {Line}: {name} is \"{Clean(value)}\"; allowed is {allowed}.");

    private static string Clean(string value)
    {
        var cut = value.Length > Shown ? value[..Shown] + "…" : value;
        return string.Concat(cut.Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c));
    }
}

/// <summary>A row that cannot be used.</summary>
/// <param name="name">The field at fault.</param>
/// <param name="message">Line, value and what is allowed.</param>
internal sealed class RowRefusedException(string name, string message) : Exception(message)
{
    /// <summary>The field at fault.</summary>
    public string Field => name;
}
