using System.Runtime.InteropServices;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>
/// Sharpe ratio: mean return over its sample standard deviation (W. Sharpe, "The Sharpe ratio", Journal of Portfolio Management, 1994). Returns are taken as they come: whoever wants
/// them above a riskless rate subtracts it first.
/// </summary>
/// <param name="PerPeriod">Ratio of one period.</param>
/// <param name="StandardError">Newey-West standard error of <paramref name="PerPeriod"/>.</param>
/// <param name="Lags">Lags of that error.</param>
/// <param name="Count">Returns.</param>
/// <param name="PeriodsPerYear">Returns in a year.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SharpeRatio(double PerPeriod, double StandardError, int Lags, int Count, double PeriodsPerYear)
{
    /// <summary>Ratio x sqrt(periods per year): exact where returns do not depend on each other (Lo 2002).</summary>
    public double Annualised => PerPeriod * Math.Sqrt(PeriodsPerYear);

    /// <summary>Standard error of <see cref="Annualised"/>.</summary>
    public double AnnualisedError => StandardError * Math.Sqrt(PeriodsPerYear);

    /// <summary>Ratio over its standard error.</summary>
    public double T => PerPeriod / StandardError;

    /// <summary>
    /// The ratio with a standard error that holds under autocorrelation, fat tails and skew: the delta method on mean and variance, <c>psi = z - SR/2 (z^2 - 1)</c> with z the standardised
    /// return, its long-run variance by <see cref="NeweyWest"/> (A. Lo, "The statistics of Sharpe ratios", Financial Analysts Journal 58, 2002; Ledoit and Wolf, Journal of Empirical Finance
    /// 15, 2008). With lag 0 and normal returns it tends to Lo's sqrt((1 + SR^2/2)/n). Null of fewer than three returns or where they do not vary.
    /// </summary>
    /// <param name="returns">Simple returns in time order, fraction.</param>
    /// <param name="periodsPerYear">Returns in a year, for example 8,760 of hours or 365 of days.</param>
    /// <param name="lags">Lags; null: <see cref="NeweyWest.DefaultLags"/>.</param>
    public static SharpeRatio? Of(ReadOnlySpan<double> returns, double periodsPerYear, int? lags = null)
    {
        var ratio = Plain(returns);
        if (returns.Length < 3 || !double.IsFinite(ratio)) return null;

        // Divisor n throughout, as in Ledoit and Wolf.
        var (mean, sd) = (Moments.Mean(returns), Moments.PopulationSd(returns));
        var influence = new double[returns.Length];
        for (var i = 0; i < returns.Length; i++)
        {
            var z = (returns[i] - mean) / sd;
            influence[i] = z - (mean / sd / 2 * ((z * z) - 1));
        }

        var used = Math.Min(lags ?? NeweyWest.DefaultLags(returns.Length), returns.Length - 1);
        var error = Math.Sqrt(NeweyWest.LongRunVariance(influence, used) / returns.Length);
        return new SharpeRatio(ratio, error, used, returns.Length, periodsPerYear);
    }

    /// <summary>Mean over sample sd, of one period; NaN of fewer than two returns or where they do not vary.</summary>
    public static double Plain(ReadOnlySpan<double> returns)
    {
        var sd = Moments.SampleSd(returns);
        return sd > 0 ? Moments.Mean(returns) / sd : double.NaN;
    }

    /// <summary>Lo's standard error of one period's ratio for returns that are independent and normal: sqrt((1 + SR^2/2)/n).</summary>
    public static double IndependentError(double perPeriod, int count) => Math.Sqrt((1 + (perPeriod * perPeriod / 2)) / count);
}
