using CryptoRun.Domain.Backtesting;

namespace CryptoRun.Worker.Backtests;

/// <summary>The figures of a back-test that lists and comparisons show. Null where there is no trade to tell of.</summary>
/// <param name="Symbols">Symbols of the market.</param>
/// <param name="Scans">Scans.</param>
/// <param name="Wishes">Purchases that scans asked for.</param>
/// <param name="Refused">Of them not fulfilled.</param>
/// <param name="Trades">Of them made.</param>
/// <param name="FinalUsd">Equity at the end, USD.</param>
/// <param name="NetReturn">Over the equity at the start, fraction.</param>
/// <param name="MaxDrawdown">Deepest fall under an earlier high, fraction, 0 or more.</param>
/// <param name="HitRate">Share of trades that earned after costs.</param>
/// <param name="ProfitFactor">Gains of those over losses of the others; null where nothing was lost.</param>
/// <param name="MeanNetReturn">Mean net return of a trade, fraction of what it invested.</param>
/// <param name="MeanGrossReturn">The same before costs.</param>
/// <param name="MeanHours">Mean hours a trade was held.</param>
/// <param name="MeanExposure">Mean share of the equity in the market.</param>
/// <param name="GrossUsd">Gain at the market's prices, USD.</param>
/// <param name="FeesUsd">Fees, USD.</param>
/// <param name="SlippageUsd">Spread and impact, USD.</param>
/// <param name="FundingUsd">Funding received, negative: paid, USD.</param>
public sealed record BacktestSummary(
    int Symbols,
    int Scans,
    int Wishes,
    int Refused,
    int Trades,
    double FinalUsd,
    double NetReturn,
    double MaxDrawdown,
    double? HitRate,
    double? ProfitFactor,
    double? MeanNetReturn,
    double? MeanGrossReturn,
    double? MeanHours,
    double MeanExposure,
    double GrossUsd,
    double FeesUsd,
    double SlippageUsd,
    double FundingUsd)
{
    /// <summary>What the look-ahead audit found; null where none was asked for.</summary>
    public BacktestAudit? Audit { get; init; }

    /// <summary>Sums a result up.</summary>
    /// <param name="market">The market.</param>
    /// <param name="result">What came of it.</param>
    public static BacktestSummary Of(BacktestMarket market, BacktestResult result)
    {
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(result);
        var (trades, equity) = (result.Traded.Trades, result.Traded.Equity);
        var won = trades.Where(static t => t.NetUsd > 0).Sum(static t => t.NetUsd);
        var lost = -trades.Where(static t => t.NetUsd < 0).Sum(static t => t.NetUsd);
        return new BacktestSummary(
            market.Symbols.Count,
            result.Scanned.Signals.Count,
            result.Scanned.Signals.Sum(static s => s.Entries.Count),
            result.Traded.Refusals.Count,
            trades.Count,
            equity[^1].EquityUsd,
            (equity[^1].EquityUsd / equity[0].EquityUsd) - 1,
            Drawdown(equity),
            Mean(trades, static t => t.NetUsd > 0 ? 1 : 0),
            lost > 0 ? won / lost : null,
            Mean(trades, static t => t.NetReturn),
            Mean(trades, static t => t.GrossReturn),
            Mean(trades, static t => t.Hours),
            equity.Average(static p => p.Exposure),
            trades.Sum(static t => t.GrossUsd),
            trades.Sum(static t => t.FeesUsd),
            trades.Sum(static t => t.SlippageUsd),
            trades.Sum(static t => t.FundingUsd));
    }

    private static double Drawdown(IReadOnlyList<EquityPoint> equity)
    {
        var (high, deepest) = (equity[0].EquityUsd, 0.0);
        foreach (var point in equity)
        {
            high = Math.Max(high, point.EquityUsd);
            deepest = Math.Max(deepest, 1 - (point.EquityUsd / high));
        }

        return deepest;
    }

    private static double? Mean(IReadOnlyList<Trade> trades, Func<Trade, double> value) => trades.Count == 0 ? null : trades.Average(value);
}
