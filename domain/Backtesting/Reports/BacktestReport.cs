using CryptoRun.Domain.Backtesting.Validation;
using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Backtesting.Reports;

/// <summary>What a back-test found, in figures and in words.</summary>
/// <param name="Stamp">What makes it repeatable.</param>
/// <param name="From">First scan, UTC.</param>
/// <param name="To">End, UTC.</param>
/// <param name="Source">Where the market's numbers come from.</param>
/// <param name="Symbols">Symbols of the market, delisted ones included.</param>
/// <param name="Scans">Scans.</param>
/// <param name="Account">The account after all costs.</param>
/// <param name="Activity">How it was used.</param>
/// <param name="Costs">What trading cost.</param>
/// <param name="All">All trades.</param>
/// <param name="ByRegime">Trades by the regime at their signal.</param>
/// <param name="ByCause">By why the last of them was sold.</param>
/// <param name="ByFactor">By the factor that gave most points at their signal.</param>
/// <param name="ByScore">By their score, bands of five points.</param>
/// <param name="ByMonth">By the month of their entry, UTC.</param>
/// <param name="Refusals">Wishes that were not fulfilled, by cause.</param>
/// <param name="Regimes">Regimes of the span.</param>
/// <param name="Benchmarks">Portfolios that need no scanner.</param>
/// <param name="Validation">How much may be chance.</param>
/// <param name="Evidence">What scores, factors and gates were worth by themselves: deciles, rank correlations, calibration.</param>
/// <param name="Verdict">In plain words.</param>
public sealed record BacktestReport(
    BacktestStamp Stamp,
    DateTimeOffset From,
    DateTimeOffset To,
    MarketSource Source,
    int Symbols,
    int Scans,
    Performance Account,
    ActivityReport Activity,
    CostReport Costs,
    TradeGroup All,
    IReadOnlyList<TradeGroup> ByRegime,
    IReadOnlyList<TradeGroup> ByCause,
    IReadOnlyList<TradeGroup> ByFactor,
    IReadOnlyList<TradeGroup> ByScore,
    IReadOnlyList<TradeGroup> ByMonth,
    IReadOnlyList<RefusalGroup> Refusals,
    IReadOnlyList<RegimeShare> Regimes,
    IReadOnlyList<BenchmarkReport> Benchmarks,
    ValidationReport Validation,
    EvidenceReport Evidence,
    IReadOnlyList<string> Verdict)
{
    private const int BlockDays = 5;

    /// <summary>Makes the report. Pure: equal arguments give equal bits.</summary>
    /// <param name="market">The market.</param>
    /// <param name="result">The back-test.</param>
    /// <param name="options">How much is resampled, and what else was tried.</param>
    /// <param name="cancellationToken">Looked at within every long loop.</param>
    public static BacktestReport Of(BacktestMarket market, BacktestResult result, ReportOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(options);
        var (settings, traded) = (result.Options, result.Traded);
        double[] daily = [.. DailyReturns.Of(traded.Equity)];
        var account = Performance.Of(daily, settings.InitialUsd, options.TrialRatios) ?? throw new ArgumentException("The span of a report holds at least one day.", nameof(result));
        var trades = traded.Trades;
        var evidence = EvidenceReport.Of(result.Scanned.Evidence, symbol => market.Find(symbol)?.Candles, settings.To, new EvidenceOptions { CostBps = options.EvidenceCostBps, Seed = settings.Seed, Stop = cancellationToken });
        var validation = new ValidationReport(
            PathReport.Of(MonteCarlo.Blocks(daily, Math.Min(BlockDays, daily.Length), options.Paths, settings.Seed), options.Paths),
            trades.Count == 0 ? null : PathReport.Of(MonteCarlo.Trades([.. trades.Select(static t => t.NetReturn * t.Weight)], options.Paths, settings.Seed), options.Paths),
            NullReport.Of(market, result, options.RandomRuns, cancellationToken),
            Math.Max(1, options.TrialRatios.Count),
            options.Variants ? VariantReport.Of(market, result, cancellationToken) : null);
        cancellationToken.ThrowIfCancellationRequested();
        var costs = CostReport.Of(traded, daily.Length);
        return new BacktestReport(
            result.Stamp, settings.From, settings.To, market.Source, market.Symbols.Count, result.Scanned.Signals.Count,
            account,
            ActivityOf(traded, settings, daily.Length),
            costs,
            TradeGroup.Of("all", trades),
            TradeGroup.By(trades, static t => t.Regime, static r => r.ToString()),
            TradeGroup.By(trades, static t => t.Cause, static c => c.ToString()),
            TradeGroup.By([.. trades.Where(static t => t.Explanation is not null)], static t => Strongest(t.Explanation!), static f => f.ToString()),
            TradeGroup.By(trades, static t => (int)Math.Floor(t.Score / 5) * 5, static s => $"{s} to {s + 5}"),
            TradeGroup.By(trades, static t => (t.Entry.At.Year * 100) + t.Entry.At.Month, static m => $"{m / 100}-{m % 100:00}"),
            [.. traded.Refusals.GroupBy(static r => r.Cause).OrderBy(static g => g.Key).Select(static g => new RefusalGroup(g.Key, g.Count(), $"{g.Last().Symbol} at {g.Last().At:yyyy-MM-dd HH:mm}: {g.Last().Detail}"))],
            [.. result.Scanned.Signals.GroupBy(static s => s.Regime).OrderBy(static g => g.Key).Select(g => new RegimeShare(g.Key, (double)g.Count() / result.Scanned.Signals.Count, g.Sum(static s => s.Entries.Count)))],
            MarketBenchmarks.Of(market, settings, daily),
            validation,
            evidence,
            BacktestVerdict.Of(account, costs, trades.Count, validation, evidence));
    }

    private static Factor Strongest(ScoreExplanation explanation) => explanation.Factors.MaxBy(static f => f.Points)!.Factor;

    private static ActivityReport ActivityOf(TradedMarket traded, BacktestOptions options, int days)
    {
        var hours = traded.Equity.Skip(1).ToList();
        var equity = traded.Equity.Average(static e => e.EquityUsd);
        double? capacity = null;
        if (traded.Trades.Count > 0 && options.Costs.Impact > 0 && traded.Trades.All(static t => t.Explanation is not null))
        {
            // What impact costs grows with the root of the equity: what is left before it, against it.
            var impact = traded.Trades.Sum(t => ImpactUsd(t, options.Costs));
            var before = traded.Trades.Sum(static t => t.NetUsd) + impact;
            if (before > 0 && impact > 0) capacity = equity * Math.Pow(before / impact, 2);
        }

        return new ActivityReport(hours.Average(static e => e.Exposure), hours.Max(static e => e.Exposure), hours.Count(static e => e.Positions > 0) / (double)Math.Max(1, Math.Max(hours.Count, days)), hours.Max(static e => e.Positions), capacity);
    }

    private static double ImpactUsd(Trade trade, CostOptions costs)
    {
        var halfSpread = costs.SpreadOf(trade.Explanation!.Market.AdvUsd) / 2;
        return trade.Exits.Where(static e => e.Cause is not (ExitCause.ProfitTarget or ExitCause.Halted)).Select(static e => e.Fill).Prepend(trade.Entry)
            .Sum(f => Math.Max(0, f.SlippageUsd - (f.Quantity * f.MarketPrice * halfSpread)));
    }
}

/// <summary>How a report is made.</summary>
public sealed record ReportOptions
{
    /// <summary>Resampled paths, 100 to 100000.</summary>
    public int Paths { get; init; } = 1000;

    /// <summary>Runs with random entries, 0 to 1000; 0: none.</summary>
    public int RandomRuns { get; init; } = 100;

    /// <summary>Whether the scans are traded with other parameters too.</summary>
    public bool Variants { get; init; } = true;

    /// <summary>Cost of a round trip that the evidence takes off, basis points.</summary>
    public double EvidenceCostBps { get; init; } = 20;

    /// <summary>Sharpe ratios of one day of every variant that was tried on these data, this one included; empty: nothing else was tried.</summary>
    public IReadOnlyList<double> TrialRatios { get; init; } = [];
}
