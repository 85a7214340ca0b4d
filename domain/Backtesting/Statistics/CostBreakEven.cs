using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>What costs leave of a strategy, where a period's cost is cost per unit traded x turnover.</summary>
public static class CostBreakEven
{
    /// <summary>
    /// Cost at which the mean net return is 0: mean gross return over mean turnover, as a fraction of what is traded (one way). Negative for a strategy that loses before costs; null
    /// without turnover.
    /// </summary>
    /// <param name="gross">Gross return of each period, fraction.</param>
    /// <param name="turnover">Bought and sold in each period over equity, 0 or more.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double? Of(ReadOnlySpan<double> gross, ReadOnlySpan<double> turnover)
    {
        Require(gross, turnover);
        var traded = Moments.Sum(turnover);
        return traded > 0 ? Moments.Sum(gross) / traded : null;
    }

    /// <summary>Net return of each period: gross - cost x turnover.</summary>
    /// <param name="gross">Gross return of each period, fraction.</param>
    /// <param name="turnover">Bought and sold over equity.</param>
    /// <param name="cost">Cost of what is traded, one way, fraction: 0.002 is 20 bp.</param>
    public static double[] Net(ReadOnlySpan<double> gross, ReadOnlySpan<double> turnover, double cost)
    {
        Require(gross, turnover);
        var net = new double[gross.Length];
        for (var i = 0; i < net.Length; i++) net[i] = gross[i] - (cost * turnover[i]);
        return net;
    }

    /// <summary>Annualised Sharpe ratio at each of some costs: the ladder on which a strategy's edge can be seen to vanish.</summary>
    /// <param name="gross">Gross return of each period, fraction.</param>
    /// <param name="turnover">Bought and sold over equity.</param>
    /// <param name="costs">Costs, one way, fractions.</param>
    /// <param name="periodsPerYear">Periods in a year.</param>
    public static IReadOnlyList<CostStep> Ladder(ReadOnlySpan<double> gross, ReadOnlySpan<double> turnover, IReadOnlyList<double> costs, double periodsPerYear)
    {
        ArgumentNullException.ThrowIfNull(costs);
        var steps = new CostStep[costs.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            var net = Net(gross, turnover, costs[i]);
            var ratio = SharpeRatio.Plain(net) * Math.Sqrt(periodsPerYear);
            steps[i] = new CostStep(costs[i], double.IsFinite(ratio) ? ratio : null, Moments.Mean(net) * periodsPerYear);
        }

        return steps;
    }

    private static void Require(ReadOnlySpan<double> gross, ReadOnlySpan<double> turnover)
    {
        if (gross.Length != turnover.Length) throw new ArgumentException($"{gross.Length} returns, but {turnover.Length} turnovers.");
    }
}

/// <summary>A strategy at one cost.</summary>
/// <param name="Cost">One way, fraction of what is traded.</param>
/// <param name="Sharpe">Annualised net Sharpe ratio; null where net returns do not vary.</param>
/// <param name="AnnualReturn">Mean net return x periods per year, fraction.</param>
public sealed record CostStep(double Cost, double? Sharpe, double AnnualReturn);
