using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Backtesting;

/// <summary>
/// Runs a back-test again with the future taken away, moved by an hour, and put in another order, at several instants. Whatever was decided and done before an instant must stay what it
/// was; any difference is an error that names the field.
/// </summary>
public static class LookAheadAudit
{
    private const string Candidates = nameof(ScanResult.Candidates) + "[";

    /// <summary>Audits.</summary>
    /// <param name="market">The market.</param>
    /// <param name="options">Span and parameters.</param>
    /// <param name="cuts">Instants in the span at which the future is changed, 1 to 20, spread evenly.</param>
    /// <param name="loop">Runs scans at once; null: one after another.</param>
    /// <param name="progress">Receives runs done and runs in all.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public static AuditReport Run(BacktestMarket market, BacktestOptions options, int cuts, SymbolLoop? loop = null, Action<int, int>? progress = null, CancellationToken cancellationToken = default) =>
        Run(market, BacktestRun.Run(market, options, loop, null, cancellationToken), cuts, loop, progress, cancellationToken);

    /// <summary>Audits a test that was made already.</summary>
    /// <param name="market">The market.</param>
    /// <param name="whole">What came of it with its recorded future.</param>
    /// <param name="cuts">As above.</param>
    /// <param name="loop">As above.</param>
    /// <param name="progress">As above.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public static AuditReport Run(BacktestMarket market, BacktestResult whole, int cuts, SymbolLoop? loop, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(whole);
        return Run(market, whole, cuts, new AuditedProgram((seen, until) => BacktestRun.Run(seen, until, loop, null, cancellationToken), MarketScans.At), progress, cancellationToken);
    }

    /// <summary>Audits any way to run a back-test.</summary>
    internal static AuditReport Run(BacktestMarket market, BacktestOptions options, int cuts, AuditedProgram program, Action<int, int>? progress) =>
        Run(market, program.Run(market, options), cuts, program, progress, CancellationToken.None);

    private static AuditReport Run(BacktestMarket market, BacktestResult whole, int cuts, AuditedProgram program, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cuts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cuts, 20);
        var options = whole.Options;
        var (findings, checks, done) = (new List<AuditFinding>(), new List<AuditCheck>(), 0);
        var hours = (int)(options.To - options.From).TotalHours;
        for (var i = 1; i <= cuts; i++)
        {
            var cut = options.From.AddHours((long)hours * i / (cuts + 1));
            foreach (var change in Enum.GetValues<FutureChange>())
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Invoke(done++, cuts * 3);
                var other = Changed(market, cut, change, options.Seed);

                // An hour more: the scan at the cut is the one that sees the newest past.
                var until = options with { To = cut.AddHours(1) };
                var again = program.Run(other, until);
                var found = Differences(whole, again, cut, change, at => (program.ScanAt(market, options, at), program.ScanAt(other, options, at)));
                findings.AddRange(found);
                checks.Add(new AuditCheck(cut, change, again.Scanned.Signals.Count, again.Traded.Trades.Count, found.Count));
            }
        }

        progress?.Invoke(done, cuts * 3);
        return new AuditReport(checks, findings);
    }

    /// <summary>The market with another future. Feeds end a minute after the cut: venues stamp what they settle at it some milliseconds late.</summary>
    internal static BacktestMarket Changed(BacktestMarket market, DateTimeOffset cut, FutureChange change, ulong seed)
    {
        var number = 0ul;
        return market.With(symbol =>
        {
            var bars = Math.Clamp(symbol.IndexOf(cut), 0, symbol.Candles.Count);
            var random = new CounterRandom(seed + (1_000_003 * ++number));
            return change == FutureChange.Removed && bars == 0
                ? null
                : symbol with { Candles = Changed(symbol.Candles, bars, change, random), Feeds = symbol.Feeds.Until(cut.AddMinutes(1)), Paths = [.. symbol.Paths.Select(p => p.Until(cut))] };
        });
    }

    private static CandleSeries Changed(CandleSeries candles, int cut, FutureChange change, CounterRandom random)
    {
        var order = Enumerable.Range(0, change == FutureChange.Removed ? cut : candles.Count).ToArray();
        if (change == FutureChange.Shifted)
        {
            for (var i = cut; i < order.Length; i++) order[i] = Math.Min(i + 1, order.Length - 1);
        }
        else if (change == FutureChange.Shuffled)
        {
            for (var i = order.Length - 1; i > cut; i--)
            {
                var j = cut + random.Below((ulong)i, i - cut + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }
        }

        return candles.Reordered(order);
    }

    private static List<AuditFinding> Differences(BacktestResult whole, BacktestResult again, DateTimeOffset cut, FutureChange change, Func<DateTimeOffset, (ScanResult, ScanResult)> scans)
    {
        var findings = new List<AuditFinding>();
        for (var i = 0; i < again.Scanned.Hashes.Count && findings.Count == 0; i++)
        {
            var at = again.Scanned.Signals[i].At;
            if (whole.Scanned.Signals[i].At != at) findings.Add(new AuditFinding(cut, change, at, "schedule", $"{whole.Scanned.Signals[i].At:u}", $"{at:u}"));
            else if (whole.Scanned.Hashes[i] != again.Scanned.Hashes[i]) findings.Add(FieldOf(cut, change, scans(at)));
        }

        for (var i = 0; i < again.Traded.Equity.Count - 1 && findings.Count == 0; i++)
        {
            var (before, after) = (whole.Traded.Equity[i], again.Traded.Equity[i]);
            if (before != after) findings.Add(new AuditFinding(cut, change, after.At, "equity", $"{before.EquityUsd:R}", $"{after.EquityUsd:R}"));
        }

        if (findings.Count > 0) return findings;
        foreach (var (before, after) in Fills(whole, cut).Zip(Fills(again, cut)))
        {
            if (before != after) return [new AuditFinding(cut, change, after.Fill.At, "fill", before.Fill.ToString(), after.Fill.ToString()) { Symbol = after.Symbol }];
        }

        return findings;
    }

    /// <summary>What was filled before the cut; what the end of the shorter test sold is not compared.</summary>
    private static IEnumerable<(string Symbol, Fill Fill)> Fills(BacktestResult result, DateTimeOffset cut) => result.Traded.Trades
        .SelectMany(static t => t.Exits.Where(static e => e.Cause != ExitCause.EndOfTest).Select(static e => e.Fill).Prepend(t.Entry).Select(f => (t.Symbol, Fill: f)))
        .Where(f => f.Fill.At < cut).OrderBy(static f => f.Fill.At).ThenBy(static f => f.Fill.MarketPrice).ThenBy(static f => f.Fill.Quantity);

    private static AuditFinding FieldOf(DateTimeOffset cut, FutureChange change, (ScanResult Before, ScanResult After) scans)
    {
        var (before, after) = scans;
        var (field, was, now) = FirstDifference.Of(Bare(before), Bare(after)) ?? FirstDifference.Of(before, after) ?? ("unknown", before.InputHash, after.InputHash);
        return new AuditFinding(cut, change, before.AsOf, field, was, now) { Symbol = SymbolOf(field) };
    }

    /// <summary>Without names and hashes, symbol by symbol: where anything differs, those always do, and they would hide what was decided otherwise.</summary>
    private static ScanResult Bare(ScanResult scan) => scan with
    {
        ScanId = "",
        InputHash = "",
        Candidates = [.. scan.Candidates.OrderBy(static c => c.Symbol, StringComparer.Ordinal).Select(static c => c with { ScanId = "", Provenance = c.Provenance with { InputHash = "" } })],
    };

    private static string? SymbolOf(string field) =>
        field.StartsWith(Candidates, StringComparison.Ordinal) && field.IndexOf(']', StringComparison.Ordinal) is var end and > 0 ? field[Candidates.Length..end] : null;
}

/// <summary>What is audited.</summary>
/// <param name="Run">Runs a back-test.</param>
/// <param name="ScanAt">Repeats one scan of it, to name the field in which it differs.</param>
internal sealed record AuditedProgram(Func<BacktestMarket, BacktestOptions, BacktestResult> Run, Func<BacktestMarket, BacktestOptions, DateTimeOffset, ScanResult> ScanAt);

/// <summary>What is done to the future.</summary>
public enum FutureChange
{
    /// <summary>Taken away.</summary>
    Removed,

    /// <summary>Every bar comes an hour early.</summary>
    Shifted,

    /// <summary>In another order.</summary>
    Shuffled,
}

/// <summary>What an audit found.</summary>
/// <param name="Checks">Runs that were compared.</param>
/// <param name="Findings">Differences; empty: nothing saw the future.</param>
public sealed record AuditReport(IReadOnlyList<AuditCheck> Checks, IReadOnlyList<AuditFinding> Findings)
{
    /// <summary>Whether nothing saw the future.</summary>
    public bool IsPassed => Findings.Count == 0;
}

/// <summary>One run that was compared.</summary>
/// <param name="Cut">From here on the future was another.</param>
/// <param name="Change">How.</param>
/// <param name="Scans">Scans compared.</param>
/// <param name="Trades">Trades compared.</param>
/// <param name="Differences">Differences found.</param>
public sealed record AuditCheck(DateTimeOffset Cut, FutureChange Change, int Scans, int Trades, int Differences);

/// <summary>Something that was decided before the cut and depended on what came after.</summary>
/// <param name="Cut">From here on the future was another.</param>
/// <param name="Change">How.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Field">Which field, as a path: <c>Candidates[BTC-USD].Gates[vadr].Actual</c>.</param>
/// <param name="Was">Its value with the recorded future.</param>
/// <param name="Became">Its value with the other.</param>
public sealed record AuditFinding(DateTimeOffset Cut, FutureChange Change, DateTimeOffset At, string Field, string Was, string Became)
{
    /// <summary>The symbol of which it was decided; null where it is of the whole scan or account.</summary>
    public string? Symbol { get; init; }
}
