using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Events;

/// <summary>What a row of a document says.</summary>
/// <typeparam name="T">What is said.</typeparam>
/// <param name="Key">What makes it the same statement in another reading.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Time">When it happens, or was published, UTC.</param>
/// <param name="KnownAt">The document's own word on when it became known; null: none.</param>
/// <param name="Value">What is said; null: withdrawn.</param>
internal sealed record Statement<T>(string Key, string Symbol, DateTimeOffset Time, DateTimeOffset? KnownAt, T? Value)
    where T : class;

/// <summary>What one kind of document has in a row.</summary>
/// <typeparam name="T">What is said.</typeparam>
/// <param name="Name">Name of the feed.</param>
/// <param name="Read">Reads a row.</param>
/// <param name="KeyOf">The key of a row that may be broken otherwise; null where it cannot be read either.</param>
/// <param name="Stamp">Puts the instant of knowledge into what is said.</param>
/// <param name="AbsenceWithdraws">Whether what a later document does not have any more, and has not happened yet, is withdrawn.</param>
internal sealed record DocumentKind<T>(
    string Name, Func<DocumentRow, Statement<T>> Read, Func<DocumentRow, string?> KeyOf, Func<T, DateTimeOffset, T> Stamp, bool AbsenceWithdraws)
    where T : class;

/// <summary>The three kinds.</summary>
internal static class DocumentKinds
{
    private const int LongestId = 100;
    private const int LongestTitle = 200;
    private const int LongestSource = 60;
    private const decimal MostUsd = 1e12m;

    /// <summary>Events: <c>id, symbol, time, title, tier [, source, known_at, status]</c>.</summary>
    public static DocumentKind<CatalystEvent> Events { get; } = new(
        "events",
        static row =>
        {
            var (id, symbol, time, knownAt) = (row.Text("id", LongestId), row.Symbol(), row.Instant("time"), row.InstantOrNull("known_at"));
            var (title, tier) = (row.Text("title", LongestTitle), Tier(row.Word("tier", "major", "minor", "info")));
            var isWithdrawn = row.Fields.ContainsKey("status") && row.Word("status", "scheduled", "withdrawn") == "withdrawn";
            return new Statement<CatalystEvent>(id, symbol, time, knownAt, isWithdrawn ? null : new CatalystEvent(time, default, title, tier, row.TextOrNull("source", LongestSource) ?? "events"));
        },
        static row => row.Fields.GetValueOrDefault("id"),
        static (known, at) => known with { KnownAt = at },
        AbsenceWithdraws: true);

    /// <summary>Sentiment: <c>symbol, time, value [, source, known_at]</c>.</summary>
    public static DocumentKind<SentimentReading> Sentiment { get; } = new(
        "sentiment",
        static row => Timed(row, time => new SentimentReading(time, row.Number("value", -1, 1), row.TextOrNull("source", LongestSource) ?? "sentiment")),
        static _ => null,
        static (reading, _) => reading,
        AbsenceWithdraws: false);

    /// <summary>Fund flows: <c>symbol, time, net_usd [, source, known_at]</c>.</summary>
    public static DocumentKind<EtfFlow> EtfFlow { get; } = new(
        "etf flow",
        static row => Timed(row, time => new EtfFlow(time, row.Number("net_usd", -MostUsd, MostUsd), row.TextOrNull("source", LongestSource) ?? "etf flow")),
        static _ => null,
        static (flow, _) => flow,
        AbsenceWithdraws: false);

    private static Statement<T> Timed<T>(DocumentRow row, Func<DateTimeOffset, T> value)
        where T : class
    {
        var (symbol, time) = (row.Symbol(), row.Instant("time"));
        return new Statement<T>($"{symbol} {time.UtcTicks}", symbol, time, row.InstantOrNull("known_at"), value(time));
    }

    private static EventTier Tier(string word) => word switch { "major" => EventTier.Major, "minor" => EventTier.Minor, _ => EventTier.Info };
}
