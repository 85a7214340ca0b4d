using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Gates;

/// <summary>
/// Grants a late decision extra time while the pipeline itself is slow, at most once per symbol and period, and keeps every grant with its reason.
/// Immutable: asking gives the next ledger. Freshness is never relaxed.
/// </summary>
public sealed class LateFillLedger
{
    private LateFillLedger(IReadOnlyList<LateFillRelaxation> entries) => Entries = entries;

    /// <summary>No grant yet.</summary>
    public static LateFillLedger Empty { get; } = new([]);

    /// <summary>Grants in the order they were made.</summary>
    public IReadOnlyList<LateFillRelaxation> Entries { get; }

    /// <summary>Times a decision, with extra time where it is late, the extra time would be enough, the pipeline is slow and the symbol has had none of late.</summary>
    /// <param name="symbol">Canonical symbol.</param>
    /// <param name="signalTime">The signal, UTC.</param>
    /// <param name="decidedAt">The decision, UTC.</param>
    /// <param name="limitSeconds">Longest time without a grant, seconds.</param>
    /// <param name="latencies">What the pipeline took for its decisions, milliseconds, newest last.</param>
    /// <param name="options">When and how much.</param>
    /// <returns>The timing for the gate, and the ledger to go on with.</returns>
    public (DecisionTiming Timing, LateFillLedger Ledger) Time(
        string symbol, DateTimeOffset signalTime, DateTimeOffset decidedAt, double limitSeconds, ReadOnlySpan<double> latencies, LateFillOptions options)
    {
        var delay = (decidedAt - signalTime).TotalSeconds;
        var isHelped = delay > limitSeconds && delay <= limitSeconds + options.ExtraSeconds;
        if (!isHelped || HasHadOne(symbol, decidedAt, options) || P99(latencies, options) is not { } p99 || !(p99 > options.P99Milliseconds))
            return (new DecisionTiming(signalTime, decidedAt), this);

        var grant = new LateFillRelaxation(
            decidedAt, symbol, options.ExtraSeconds, p99, $"own p99 {Figure.Plain(p99, 0)} ms over {Figure.Plain(options.P99Milliseconds, 0)} ms");
        return (new DecisionTiming(signalTime, decidedAt, grant), new LateFillLedger([.. Entries, grant]));
    }

    /// <summary>The ledger without the grants before an instant, for a log that has stored them.</summary>
    public LateFillLedger Since(DateTimeOffset instant) => new([.. Entries.Where(entry => entry.Time >= instant)]);

    /// <summary>99th percentile by nearest rank, <c>sorted[ceil(0.99 n) - 1]</c>, of the newest decisions; null under the least count.</summary>
    /// <param name="latencies">Milliseconds, newest last.</param>
    /// <param name="options">How many decisions are looked at.</param>
    public static double? P99(ReadOnlySpan<double> latencies, LateFillOptions options)
    {
        if (latencies.Length < options.LeastDecisions) return null;

        var sorted = latencies[^Math.Min(latencies.Length, options.Decisions)..].ToArray();
        Array.Sort(sorted);
        return Quantiles.NearestRank(sorted, 99);
    }

    private bool HasHadOne(string symbol, DateTimeOffset decidedAt, LateFillOptions options)
    {
        foreach (var entry in Entries)
        {
            if (string.Equals(entry.Symbol, symbol, StringComparison.Ordinal) && (decidedAt - entry.Time).TotalMinutes < options.EveryMinutes) return true;
        }

        return false;
    }
}
