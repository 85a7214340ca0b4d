using CryptoRun.Domain.Premove;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Premove;

/// <summary>A sweep as CSV (RFC 4180): one header, one line a coin, run and UTC instant in each. A text that a spreadsheet would run as a formula gets a leading apostrophe.</summary>
internal static class PremoveCsv
{
    private static readonly string[] Components =
        ["funding", "openInterest", "etfFlow", "reserves", "whales", "bookLean", "spreadCompression", "largePrints", "cvdResidual", "heat", "compression"];

    private static readonly (string Name, Func<StoredSweep, CoinReading, object?> Value)[] Columns =
    [
        ("runId", (s, _) => s.RunId),
        ("at", (s, _) => Format.Iso(s.At)),
        ("source", (s, _) => s.Source.ToString()),
        ("regime", (s, _) => s.Regime.ToString()),
        ("rank", (_, c) => c.Rank),
        ("symbol", (_, c) => c.Symbol),
        ("score", (_, c) => c.Score.Value),
        ("pointsScored", (_, c) => c.Score.PointsScored),
        ("pointsAvailable", (_, c) => c.Score.PointsAvailable),
        ("state", (_, c) => c.Judgement.State is { } state ? Words.Of(state) : null),
        ("verdict", (_, c) => Words.Of(c.Judgement.Verdict)),
        ("verdictReason", (_, c) => c.Judgement.VerdictSentence),
        .. Components.Select(id => (id, (Func<StoredSweep, CoinReading, object?>)((_, c) => c.Score.Components.FirstOrDefault(k => k.Id == id) is { AbsentReason: null } one ? one.PointsScored : null))),
        ("confirmationsMet", (_, c) => c.Confirmation.Met),
        ("confirmed", (_, c) => c.Confirmation.IsConfirmed),
        .. new[] { "funding", "whales", "supplySqueeze", "volume" }.Select(id => (id + "Actual", (Func<StoredSweep, CoinReading, object?>)((_, c) => c.Confirmation.Conditions.FirstOrDefault(k => k.Id == id)?.Actual))),
        ("freshnessFactor", (_, c) => c.Freshness.Factor),
        ("oldestFeed", (_, c) => c.Freshness.OldestFeed),
        ("oldestAgeSeconds", (_, c) => c.Freshness.OldestAgeSeconds),
        ("place", (s, c) => Place(s, c.Symbol)),
        ("pruningRule", (s, c) => Breach(s, c.Symbol) is { } b ? Words.Of(b.Rule) : null),
        ("pruningActual", (s, c) => Breach(s, c.Symbol)?.Actual),
        ("pruningLimit", (s, c) => Breach(s, c.Symbol)?.Limit),
        ("conflictsWith", (s, c) => Breach(s, c.Symbol) is { } b ? string.Join(' ', b.ConflictsWith) : null),
        ("alert", (_, c) => c.Alert is { IsSent: true, Kind: { } kind } ? Words.Of(kind) : null),
    ];

    public static byte[] Encode(StoredSweep sweep, IReadOnlyList<CoinReading> coins) => CsvTable.Encode(Columns, sweep, coins);

    private static string? Place(StoredSweep sweep, string symbol) =>
        sweep.Portfolio.Accepted.Any(a => a.Symbol == symbol) ? "accepted" : Breach(sweep, symbol) is null ? null : "rejected";

    private static Domain.Portfolios.PruningBreach? Breach(StoredSweep sweep, string symbol) =>
        sweep.Portfolio.Rejected.FirstOrDefault(r => r.Symbol == symbol)?.Breaches is [var first, ..] ? first : null;
}
