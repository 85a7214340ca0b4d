namespace CryptoRun.Domain.Backtesting.Weights;

/// <summary>
/// What a strategy has to beat: portfolios that need no score. Long, positions drift with their prices, every trade is paid for, and each bar's choice knows that bar's close and earns the
/// next bar. An instrument joins with its first close; while closes are missing it is held at the last one and earns nothing.
/// </summary>
public static class BenchmarkPortfolios
{
    /// <summary>One instrument, bought once and held.</summary>
    /// <param name="closes">Bars x instruments, USD, NaN where missing.</param>
    /// <param name="column">Its column.</param>
    /// <param name="cost">One way, fraction.</param>
    public static WeightRun BuyAndHold(BarPanel closes, int column, double cost)
    {
        var prices = PanelSeries.Filled(closes);
        return WeightRun.Of(prices, PanelSeries.Returns(prices), WeightRules.OneOf(column), Options(cost, 1));
    }

    /// <summary>All instruments in equal parts.</summary>
    /// <param name="closes">Bars x instruments, USD, NaN where missing.</param>
    /// <param name="cost">One way, fraction.</param>
    /// <param name="rebalanceEvery">Bars between two rebalancings, 1 or more.</param>
    public static WeightRun EqualWeight(BarPanel closes, double cost, int rebalanceEvery = 24)
    {
        var prices = PanelSeries.Filled(closes);
        return WeightRun.Of(prices, PanelSeries.Returns(prices), WeightRules.Equal, Options(cost, rebalanceEvery));
    }

    /// <summary>The instruments that rose most, in equal parts: plain momentum.</summary>
    /// <param name="closes">Bars x instruments, USD, NaN where missing.</param>
    /// <param name="cost">One way, fraction.</param>
    /// <param name="count">Instruments held, 1 or more.</param>
    /// <param name="bars">Bars over which the rise is measured; 24 hours as the board has it.</param>
    /// <param name="rebalanceEvery">Bars between two rebalancings, 1 or more.</param>
    public static WeightRun Momentum(BarPanel closes, double cost, int count, int bars = 24, int rebalanceEvery = 24)
    {
        var prices = PanelSeries.Filled(closes);
        return WeightRun.Of(PanelSeries.Change(closes, bars), PanelSeries.Returns(prices), WeightRules.Top(count), Options(cost, rebalanceEvery));
    }

    private static WeightOptions Options(double cost, int rebalanceEvery) => new() { Cost = cost, RebalanceEvery = rebalanceEvery, Drifts = true };
}
