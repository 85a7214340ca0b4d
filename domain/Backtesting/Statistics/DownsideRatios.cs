using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>Return for risk that is a loss.</summary>
public static class DownsideRatios
{
    /// <summary>
    /// Sortino ratio, annualised: mean over the downside deviation, the root mean square of what falls short of the target, with all periods in the divisor (F. Sortino and R. van der Meer,
    /// "Downside risk", Journal of Portfolio Management 17, 1991). Null of nothing, and where nothing falls short.
    /// </summary>
    /// <param name="returns">Simple returns, fraction.</param>
    /// <param name="periodsPerYear">Returns in a year.</param>
    /// <param name="target">Least acceptable return of a period, fraction.</param>
    public static double? Sortino(ReadOnlySpan<double> returns, double periodsPerYear, double target = 0)
    {
        var squares = 0.0;
        foreach (var value in returns)
        {
            var shortfall = Math.Min(value - target, 0);
            squares += shortfall * shortfall;
        }

        return squares > 0 ? (Moments.Mean(returns) - target) / Math.Sqrt(squares / returns.Length) * Math.Sqrt(periodsPerYear) : null;
    }

    /// <summary>Calmar ratio: compound annual growth over the depth of the deepest drawdown (T. Young, Futures, 1991), here over the whole span. Null where equity never falls.</summary>
    /// <param name="returns">Simple returns, fraction.</param>
    /// <param name="periodsPerYear">Returns in a year.</param>
    public static double? Calmar(ReadOnlySpan<double> returns, double periodsPerYear) =>
        Drawdown.DepthOf(returns) is var depth and < 0 ? EquityCurve.AnnualGrowth(returns, periodsPerYear) / -depth : null;
}
