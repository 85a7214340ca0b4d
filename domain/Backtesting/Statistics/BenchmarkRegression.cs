using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>
/// A strategy's returns against a benchmark's: <c>r = alpha + beta b + e</c> by least squares (M. Jensen, Journal of Finance 23, 1968), with the plain t of least squares and one that holds under
/// autocorrelation and changing variance (<see cref="NeweyWest"/>).
/// </summary>
/// <param name="Alpha">Return of a period that the benchmark does not explain, fraction.</param>
/// <param name="Beta">Change of the return with one unit of the benchmark's.</param>
/// <param name="RSquared">Share of the variance explained, in [0, 1].</param>
/// <param name="AlphaT">t of alpha by least squares; null where the line leaves nothing over.</param>
/// <param name="AlphaHacT">t of alpha with Newey-West errors.</param>
/// <param name="BetaHacT">t of beta with Newey-West errors.</param>
/// <param name="Lags">Lags of those.</param>
/// <param name="Count">Periods.</param>
public sealed record BenchmarkRegression(double Alpha, double Beta, double RSquared, double? AlphaT, double? AlphaHacT, double? BetaHacT, int Lags, int Count)
{
    /// <summary>Alpha x periods per year, fraction.</summary>
    public double AnnualAlpha(double periodsPerYear) => Alpha * periodsPerYear;

    /// <summary>The regression; null under three periods or where the benchmark does not vary.</summary>
    /// <param name="returns">The strategy's returns in time order, fraction, finite.</param>
    /// <param name="benchmark">The benchmark's, of the same periods.</param>
    /// <param name="lags">Lags; null: <see cref="NeweyWest.DefaultLags"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static BenchmarkRegression? Of(ReadOnlySpan<double> returns, ReadOnlySpan<double> benchmark, int? lags = null)
    {
        if (SimpleRegression.Of(benchmark, returns) is not { Count: > 2 } line) return null;

        var (count, mean, used) = (line.Count, Moments.Mean(benchmark), Math.Min(lags ?? NeweyWest.DefaultLags(line.Count), line.Count - 1));
        var squares = WindowMoments.Of(benchmark).SquaredDeviations;
        var (alphaTerms, betaTerms, residuals) = (new double[count], new double[count], 0.0);
        for (var i = 0; i < count; i++)
        {
            // Both coefficients are weighted sums of returns; the same weights on the residuals are what their errors are made of.
            var residual = returns[i] - line.Intercept - (line.Slope * benchmark[i]);
            var slopeWeight = (benchmark[i] - mean) / squares;
            residuals += residual * residual;
            betaTerms[i] = slopeWeight * residual;
            alphaTerms[i] = ((1.0 / count) - (mean * slopeWeight)) * residual;
        }

        var error = Math.Sqrt(residuals / (count - 2) * ((1.0 / count) + (mean * mean / squares)));
        return new BenchmarkRegression(
            line.Intercept, line.Slope, line.RSquared, T(line.Intercept, error), T(line.Intercept, Error(alphaTerms, used)), T(line.Slope, Error(betaTerms, used)), used, count);
    }

    private static double Error(double[] terms, int lags) => Math.Sqrt(NeweyWest.LongRunSum(terms, lags));

    private static double? T(double value, double error) => error > 0 ? value / error : null;
}
