using System.Runtime.InteropServices;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Backtesting.Bars;

/// <summary>
/// One rule on one coin, bar after bar: what a bar's close decides is filled at the next bar's open; inside a bar the stop comes before the target. For quick studies of a rule; scans go through
/// <see cref="BacktestRun"/>.
/// </summary>
public static class BarEngine
{
    /// <summary>Runs a rule.</summary>
    /// <param name="series">Hourly candles.</param>
    /// <param name="strategy">The rule; a struct, so that the loop is compiled for it.</param>
    /// <param name="from">First bar whose close is asked: the rule's warm-up.</param>
    /// <param name="costBps">Cost of each fill, basis points of what is traded, 0 to 1000.</param>
    /// <returns>Trades, oldest first; one that is still held is sold at the last close.</returns>
    public static IReadOnlyList<BarTrade> Run<TStrategy>(CandleSeries series, TStrategy strategy, int from, double costBps)
        where TStrategy : struct, IBarStrategy
    {
        ArgumentNullException.ThrowIfNull(series);
        if (costBps is not (>= 0 and <= 1000)) throw new ArgumentOutOfRangeException(nameof(costBps), costBps, "A cost is 0 to 1000 basis points.");

        ReadOnlySpan<double> open = series.Open, high = series.High, low = series.Low, close = series.Close;
        var trades = new List<BarTrade>();
        var cost = costBps / 10_000;
        var (entered, price, stop, target, order) = (-1, 0.0, 0.0, 0.0, false);
        for (var i = Math.Max(from, 0); i < close.Length; i++)
        {
            if (order)
            {
                order = false;
                if (entered >= 0)
                {
                    trades.Add(Sold(entered, price, i, open[i], BarExit.Rule, cost));
                    entered = -1;
                }
                else
                {
                    (entered, price) = (i, open[i]);
                    (stop, target) = (price * (1 - strategy.StopLoss), price * (1 + strategy.ProfitTarget));
                }
            }

            if (entered >= 0)
            {
                if (low[i] <= stop)
                {
                    trades.Add(Sold(entered, price, i, Math.Min(stop, open[i]), BarExit.Stop, cost));
                    entered = -1;
                }
                else if (high[i] >= target)
                {
                    trades.Add(Sold(entered, price, i, Math.Max(target, open[i]), BarExit.Target, cost));
                    entered = -1;
                }
                else
                {
                    order = strategy.Exits(close, i, entered);
                }
            }
            else
            {
                order = strategy.Enters(close, i);
            }
        }

        if (entered >= 0) trades.Add(Sold(entered, price, close.Length - 1, close[^1], BarExit.End, cost));
        return trades;
    }

    private static BarTrade Sold(int entered, double bought, int bar, double sold, BarExit cause, double cost) =>
        new(entered, bought, bar, sold, (sold * (1 - cost) / (bought * (1 + cost))) - 1, cause);
}

/// <summary>A rule of one coin. It may read the closes up to the bar that it is asked about, no further: the audit is the caller's.</summary>
public interface IBarStrategy
{
    /// <summary>Loss that is stopped inside a bar, fraction of the entry price; 1: never.</summary>
    double StopLoss { get; }

    /// <summary>Gain that is taken inside a bar, fraction of the entry price; infinity: never.</summary>
    double ProfitTarget { get; }

    /// <summary>Whether to buy at the next open.</summary>
    /// <param name="close">Closes.</param>
    /// <param name="bar">The bar that has just closed.</param>
    bool Enters(ReadOnlySpan<double> close, int bar);

    /// <summary>Whether to sell at the next open.</summary>
    /// <param name="close">Closes.</param>
    /// <param name="bar">The bar that has just closed.</param>
    /// <param name="entered">The bar at whose open it was bought.</param>
    bool Exits(ReadOnlySpan<double> close, int bar, int entered);
}

/// <summary>A trade of one rule.</summary>
/// <param name="EntryBar">Bought at this bar's open.</param>
/// <param name="EntryPrice">USD.</param>
/// <param name="ExitBar">Sold in this bar.</param>
/// <param name="ExitPrice">USD.</param>
/// <param name="NetReturn">After the cost of both fills, fraction.</param>
/// <param name="Cause">Why it was sold.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BarTrade(int EntryBar, double EntryPrice, int ExitBar, double ExitPrice, double NetReturn, BarExit Cause);

/// <summary>Why a rule's trade was sold.</summary>
public enum BarExit
{
    /// <summary>The rule said so: at the next open.</summary>
    Rule,

    /// <summary>The stop.</summary>
    Stop,

    /// <summary>The target.</summary>
    Target,

    /// <summary>The series ended.</summary>
    End,
}
