using CryptoRun.Domain.Backtesting.Validation;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Reports;

/// <summary>How much of a result may be chance.</summary>
/// <param name="Blocks">Days in other orders, stretches kept together: what paths the account could have gone.</param>
/// <param name="Trades">Trades drawn anew: how much hung on few of them; null without trades.</param>
/// <param name="RandomEntries">As many entries into random coins at the same instants, same exits and costs; null without entries.</param>
/// <param name="Trials">Variants that were tried on these data, this one included: the deflated Sharpe ratio allows for them.</param>
/// <param name="Variants">The same scans traded with other parameters; null where nothing was to be traded, or it was not asked for.</param>
public sealed record ValidationReport(PathReport Blocks, PathReport? Trades, NullReport? RandomEntries, int Trials, VariantReport? Variants);

/// <summary>What resampled paths did.</summary>
/// <param name="Paths">Number of them.</param>
/// <param name="LossProbability">Share that lost, in [0, 1].</param>
/// <param name="Return5">Total return that 5 % of them stay under, fraction.</param>
/// <param name="Return50">Median.</param>
/// <param name="Return95">Total return that 5 % of them exceed.</param>
/// <param name="Drawdown5">Deepest drawdown that 5 % of them exceed, fraction in [-1, 0].</param>
/// <param name="Drawdown50">Median.</param>
public sealed record PathReport(int Paths, double LossProbability, double Return5, double Return50, double Return95, double Drawdown5, double Drawdown50)
{
    internal static PathReport Of(MonteCarlo paths, int count) => new(
        count, paths.LossProbability, paths.TotalReturn.Quantile(0.05), paths.TotalReturn.Quantile(0.5), paths.TotalReturn.Quantile(0.95), paths.MaxDrawdown.Quantile(0.05), paths.MaxDrawdown.Quantile(0.5));
}

/// <summary>What entries without knowledge would have earned.</summary>
/// <param name="Draws">Random runs.</param>
/// <param name="Observed">Net total return of the account, fraction.</param>
/// <param name="Median">Median of the random runs.</param>
/// <param name="Low">5 % of them stay under it.</param>
/// <param name="High">5 % of them exceed it.</param>
/// <param name="PValue">How often random entries did at least as well, in (0, 1].</param>
public sealed record NullReport(int Draws, double Observed, double Median, double Low, double High, double PValue)
{
    /// <summary>Runs the test with random entries: as many at each instant, into coins that the scan had scored, sized, sold and paid for like the real ones.</summary>
    internal static NullReport? Of(BacktestMarket market, BacktestResult result, int draws, CancellationToken cancellationToken)
    {
        var signals = result.Scanned.Signals;
        if (draws == 0 || !signals.Any(static s => s.Entries.Count > 0)) return null;

        var observed = Growth(result.Traded, result.Options);
        var test = RandomEntryNull.Of(observed, seed => Growth(BacktestRun.Trade(market, Random(signals, seed), result.Options, cancellationToken), result.Options), draws, result.Options.Seed);
        return new NullReport(draws, observed, test.Null.Quantile(0.5), test.Null.Quantile(0.05), test.Null.Quantile(0.95), test.PValue);
    }

    private static List<SignalScan> Random(IReadOnlyList<SignalScan> signals, ulong seed)
    {
        var (random, drawn, scans) = (new CounterRandom(seed), 0ul, new List<SignalScan>(signals.Count));
        foreach (var scan in signals)
        {
            var pool = scan.Pool.ToList();
            var entries = new List<EntrySignal>(scan.Entries.Count);
            foreach (var entry in scan.Entries)
            {
                if (pool.Count == 0) break;
                var place = random.Below(drawn++, pool.Count);
                entries.Add(pool[place] with { Score = entry.Score, SizeFactor = entry.SizeFactor });
                pool.RemoveAt(place);
            }

            scans.Add(scan with { Entries = entries });
        }

        return scans;
    }

    private static double Growth(TradedMarket traded, BacktestOptions options) => (traded.Equity[^1].EquityUsd / options.InitialUsd) - 1;
}
