using CryptoRun.Domain.Backtesting.Statistics;

namespace CryptoRun.Domain.Backtesting.Reports;

/// <summary>What a group of trades earned. Returns are net over what was invested.</summary>
/// <param name="Name">Which: a regime, a cause, a month, ...</param>
/// <param name="Trades">Number of them.</param>
/// <param name="HitRate">Share above 0, in [0, 1]; null of none.</param>
/// <param name="HitLow">Lower end of its 95 % interval.</param>
/// <param name="HitHigh">Upper end.</param>
/// <param name="MeanReturn">Mean net return, fraction: the expectancy.</param>
/// <param name="MedianReturn">Median net return.</param>
/// <param name="MeanGross">Mean return before any cost.</param>
/// <param name="ProfitFactor">Sum of the gains over sum of the losses, USD; null without a loss.</param>
/// <param name="MeanHours">Mean hours held.</param>
/// <param name="MeanWorst">Mean of the lowest price over the entry's, minus 1.</param>
/// <param name="MeanBest">Mean of the highest price over the entry's, minus 1.</param>
/// <param name="NetUsd">Sum after all costs, USD.</param>
public sealed record TradeGroup(
    string Name,
    int Trades,
    double? HitRate,
    double? HitLow,
    double? HitHigh,
    double? MeanReturn,
    double? MedianReturn,
    double? MeanGross,
    double? ProfitFactor,
    double? MeanHours,
    double? MeanWorst,
    double? MeanBest,
    double NetUsd)
{
    internal static TradeGroup Of(string name, IReadOnlyList<Trade> trades)
    {
        var returns = TradeStatistics.Of([.. trades.Select(static t => t.NetReturn)]);
        var dollars = TradeStatistics.Of([.. trades.Select(static t => t.NetUsd)]);
        return new TradeGroup(
            name,
            trades.Count,
            returns.HitRate,
            returns.HitRateInterval?.Low,
            returns.HitRateInterval?.High,
            returns.Expectancy,
            returns.Median,
            Mean(trades, static t => t.GrossReturn),
            dollars.ProfitFactor,
            Mean(trades, static t => t.Hours),
            Mean(trades, static t => t.Worst),
            Mean(trades, static t => t.Best),
            dollars.GrossProfit + dollars.GrossLoss);
    }

    /// <summary>A group for each key, in the order of the keys.</summary>
    internal static IReadOnlyList<TradeGroup> By<TKey>(IReadOnlyList<Trade> trades, Func<Trade, TKey> key, Func<TKey, string> name) =>
        [.. trades.GroupBy(key).OrderBy(static g => g.Key).Select(g => Of(name(g.Key), [.. g]))];

    private static double? Mean(IReadOnlyList<Trade> trades, Func<Trade, double> value) => trades.Count == 0 ? null : trades.Average(value);
}

/// <summary>What trading cost, USD.</summary>
/// <param name="GrossUsd">Gain at the market's prices.</param>
/// <param name="FeesUsd">Fees.</param>
/// <param name="SlippageUsd">Spread and impact.</param>
/// <param name="FundingUsd">Funding received, negative: paid.</param>
/// <param name="NetUsd">What is left.</param>
/// <param name="TradedUsd">Bought and sold.</param>
/// <param name="BreakEvenBps">Cost of buying and selling together at which nothing would be left, basis points of a position; null without trades.</param>
/// <param name="AnnualTurnover">Bought and sold in a year over the mean equity.</param>
public sealed record CostReport(double GrossUsd, double FeesUsd, double SlippageUsd, double FundingUsd, double NetUsd, double TradedUsd, double? BreakEvenBps, double AnnualTurnover)
{
    internal static CostReport Of(TradedMarket traded, double days)
    {
        var gross = traded.Trades.Sum(static t => t.GrossUsd);
        var bought = traded.Trades.Sum(static t => t.InvestedUsd);
        var volume = traded.Trades.Sum(static t => t.Entry.Usd + t.Exits.Sum(static e => e.Fill.Usd));
        var equity = traded.Equity.Average(static e => e.EquityUsd);
        return new CostReport(
            gross,
            traded.Trades.Sum(static t => t.FeesUsd),
            traded.Trades.Sum(static t => t.SlippageUsd),
            traded.Trades.Sum(static t => t.FundingUsd),
            traded.Trades.Sum(static t => t.NetUsd),
            volume,
            bought > 0 ? 10_000 * (gross + traded.Trades.Sum(static t => t.FundingUsd)) / bought : null,
            equity > 0 ? volume / equity * Performance.DaysPerYear / days : 0);
    }
}

/// <summary>Wishes that were not fulfilled for a cause.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Count">How many.</param>
/// <param name="Example">The last of them in words.</param>
public sealed record RefusalGroup(RefusalCause Cause, int Count, string Example);

/// <summary>A regime's share of the span.</summary>
/// <param name="Regime">State.</param>
/// <param name="ScanShare">Share of the scans under it, in [0, 1].</param>
/// <param name="Wishes">Candidates of those scans.</param>
public sealed record RegimeShare(Regimes.RegimeState Regime, double ScanShare, int Wishes);

/// <summary>How the account was used.</summary>
/// <param name="MeanExposure">Mean share of the equity in the market.</param>
/// <param name="MostExposure">Highest share.</param>
/// <param name="InMarketShare">Share of the hours with a position.</param>
/// <param name="MostPositions">Most positions at once.</param>
/// <param name="CapacityUsd">Equity at which its own impact would leave nothing, USD; null where nothing is earned before it, or impact is left out.</param>
public sealed record ActivityReport(double MeanExposure, double MostExposure, double InMarketShare, int MostPositions, double? CapacityUsd);
