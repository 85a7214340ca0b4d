using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>What a series of returns was worth, in the figures of the field.</summary>
/// <param name="Count">Returns.</param>
/// <param name="TotalReturn">Growth of the span, fraction.</param>
/// <param name="AnnualGrowth">Compound annual growth rate, fraction.</param>
/// <param name="AnnualVolatility">Sample sd x sqrt(periods per year), fraction; null of fewer than two.</param>
/// <param name="Sharpe">Sharpe ratio with Newey-West error; null where returns do not vary.</param>
/// <param name="Sortino">Annualised; null where nothing is lost.</param>
/// <param name="Calmar">Null where equity never falls.</param>
/// <param name="Deepest">Deepest drawdown, over equity that starts at 1; null where it never falls or is lost.</param>
/// <param name="Longest">Longest drawdown.</param>
/// <param name="Skewness">0 if normal; null where returns do not vary.</param>
/// <param name="Kurtosis">3 if normal; null where returns do not vary.</param>
/// <param name="ProbabilisticSharpe">Probability that the true Sharpe ratio is above 0, in [0, 1].</param>
/// <param name="MinimumTrackRecord">Returns needed to say so with 95 %; infinite where the ratio is not above 0.</param>
/// <param name="MeanT">Newey-West t of the mean return.</param>
public sealed record ReturnStatistics(
    int Count,
    double TotalReturn,
    double AnnualGrowth,
    double? AnnualVolatility,
    SharpeRatio? Sharpe,
    double? Sortino,
    double? Calmar,
    Drawdown? Deepest,
    Drawdown? Longest,
    double? Skewness,
    double? Kurtosis,
    double? ProbabilisticSharpe,
    double? MinimumTrackRecord,
    double? MeanT)
{
    /// <summary>All figures; null of no return.</summary>
    /// <param name="returns">Simple returns in time order, fraction, finite.</param>
    /// <param name="periodsPerYear">Returns in a year, above 0.</param>
    /// <param name="lags">Lags of the Newey-West errors; null: <see cref="NeweyWest.DefaultLags"/>.</param>
    /// <exception cref="ArgumentException">A return that is not finite, or no period in a year.</exception>
    public static ReturnStatistics? Of(ReadOnlySpan<double> returns, double periodsPerYear, int? lags = null)
    {
        if (!(periodsPerYear > 0 && double.IsFinite(periodsPerYear))) throw new ArgumentOutOfRangeException(nameof(periodsPerYear), periodsPerYear, "A year has more than 0 periods.");
        for (var i = 0; i < returns.Length; i++)
        {
            if (!double.IsFinite(returns[i])) throw new ArgumentException($"Return {i} is {returns[i]}; allowed is any finite number.", nameof(returns));
        }

        if (returns.IsEmpty) return null;

        var sharpe = SharpeRatio.Of(returns, periodsPerYear, lags);
        var (skewness, kurtosis) = (Moments.Skewness(returns), Moments.Kurtosis(returns));
        var equity = EquityCurve.Of(returns);
        var isAlive = !equity.AsSpan().ContainsAnyExceptInRange(double.Epsilon, double.MaxValue);
        return new ReturnStatistics(
            returns.Length,
            EquityCurve.TotalReturn(returns),
            EquityCurve.AnnualGrowth(returns, periodsPerYear),
            Finite(Moments.SampleSd(returns) * Math.Sqrt(periodsPerYear)),
            sharpe,
            DownsideRatios.Sortino(returns, periodsPerYear),
            DownsideRatios.Calmar(returns, periodsPerYear),
            isAlive ? Drawdown.Deepest(equity) : null,
            isAlive ? Drawdown.Longest(equity) : null,
            Finite(skewness),
            Finite(kurtosis),
            sharpe is { } s ? Finite(DeflatedSharpe.Probabilistic(s.PerPeriod, 0, s.Count, skewness, kurtosis)) : null,
            sharpe is { } r ? DeflatedSharpe.MinimumTrackRecord(r.PerPeriod, 0, skewness, kurtosis) : null,
            NeweyWest.Mean(returns, lags)?.T);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
