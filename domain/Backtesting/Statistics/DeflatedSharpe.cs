using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>
/// How sure a Sharpe ratio is, given length, skew, fat tails and the number of strategies that were tried: D. Bailey and M. Lopez de Prado, "The Sharpe ratio efficient frontier", Journal of
/// Risk 15 (2012), and "The deflated Sharpe ratio", Journal of Portfolio Management 40 (2014). All ratios are of one period, not annualised.
/// </summary>
public static class DeflatedSharpe
{
    private const double EulerMascheroni = 0.57721566490153286061;

    /// <summary>
    /// Probabilistic Sharpe ratio, in [0, 1]: probability that the true ratio exceeds <paramref name="benchmark"/>,
    /// <c>Phi((SR - SR*) sqrt(T - 1) / sqrt(1 - skew SR + (kurtosis - 1)/4 SR^2))</c>. NaN where the root has no value.
    /// </summary>
    /// <param name="ratio">Observed ratio SR of one period.</param>
    /// <param name="benchmark">Ratio SR* to beat, of one period.</param>
    /// <param name="count">Returns T, 2 or more.</param>
    /// <param name="skewness">Skewness of the returns, 0 if normal.</param>
    /// <param name="kurtosis">Kurtosis of the returns, 3 if normal.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two returns.</exception>
    public static double Probabilistic(double ratio, double benchmark, int count, double skewness, double kurtosis)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        return NormalDistribution.Cdf((ratio - benchmark) * Math.Sqrt(count - 1) / Math.Sqrt(Spread(ratio, skewness, kurtosis)));
    }

    /// <summary>
    /// Highest ratio that <paramref name="trials"/> worthless strategies are expected to show,
    /// <c>SR0 = sqrt(V) ((1 - g) Phi^-1(1 - 1/N) + g Phi^-1(1 - 1/(N e)))</c>, g Euler-Mascheroni's constant; 0 of one trial. In units of sqrt(V).
    /// </summary>
    /// <param name="trials">Independent trials N, 1 or more; may be broken.</param>
    /// <param name="variance">Variance V of the trials' ratios, of one period.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one trial or a variance under 0.</exception>
    public static double ExpectedMaximum(double trials, double variance)
    {
        if (!(trials >= 1)) throw new ArgumentOutOfRangeException(nameof(trials), trials, "There is at least one trial.");
        if (!(variance >= 0)) throw new ArgumentOutOfRangeException(nameof(variance), variance, "A variance is 0 or more.");
        if (trials == 1) return 0;

        // Upper quantiles from the lower tail, where a small probability keeps its digits.
        var first = -NormalDistribution.Quantile(1 / trials);
        var second = -NormalDistribution.Quantile(1 / (trials * Math.E));
        return Math.Sqrt(variance) * (((1 - EulerMascheroni) * first) + (EulerMascheroni * second));
    }

    /// <summary>Deflated Sharpe ratio, in [0, 1]: <see cref="Probabilistic"/> against <see cref="ExpectedMaximum"/>.</summary>
    /// <param name="ratio">Ratio of the chosen strategy, of one period.</param>
    /// <param name="count">Returns, 2 or more.</param>
    /// <param name="skewness">Skewness of the returns.</param>
    /// <param name="kurtosis">Kurtosis of the returns.</param>
    /// <param name="trials">Independent trials, 1 or more.</param>
    /// <param name="variance">Variance of the trials' ratios, of one period.</param>
    public static double Of(double ratio, int count, double skewness, double kurtosis, double trials, double variance) =>
        Probabilistic(ratio, ExpectedMaximum(trials, variance), count, skewness, kurtosis);

    /// <summary>Deflated Sharpe ratio of a strategy chosen among trials; null of fewer than three returns or where they do not vary.</summary>
    /// <param name="returns">Returns of the chosen strategy.</param>
    /// <param name="trialRatios">Ratios of all trials, the chosen one with them, of one period.</param>
    public static double? Of(ReadOnlySpan<double> returns, ReadOnlySpan<double> trialRatios)
    {
        var ratio = SharpeRatio.Plain(returns);
        if (returns.Length < 3 || !double.IsFinite(ratio)) return null;

        var sd = trialRatios.Length < 2 ? 0 : Moments.SampleSd(trialRatios);
        return Of(ratio, returns.Length, Moments.Skewness(returns), Moments.Kurtosis(returns), Math.Max(trialRatios.Length, 1), sd * sd);
    }

    /// <summary>
    /// Minimum track record length: returns needed before the ratio beats <paramref name="benchmark"/> with <paramref name="confidence"/>,
    /// <c>1 + (1 - skew SR + (kurtosis - 1)/4 SR^2) (Phi^-1(confidence)/(SR - SR*))^2</c>, in periods; infinite where the ratio is not above the benchmark.
    /// </summary>
    /// <param name="ratio">Observed ratio of one period.</param>
    /// <param name="benchmark">Ratio to beat, of one period.</param>
    /// <param name="skewness">Skewness of the returns.</param>
    /// <param name="kurtosis">Kurtosis of the returns.</param>
    /// <param name="confidence">In (0.5, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A confidence outside (0.5, 1).</exception>
    public static double MinimumTrackRecord(double ratio, double benchmark, double skewness, double kurtosis, double confidence = 0.95)
    {
        if (!(confidence > 0.5 && confidence < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0.5 and 1.");
        if (!(ratio > benchmark)) return double.PositiveInfinity;

        var z = NormalDistribution.Quantile(confidence) / (ratio - benchmark);
        return 1 + (Spread(ratio, skewness, kurtosis) * z * z);
    }

    private static double Spread(double ratio, double skewness, double kurtosis) => 1 - (skewness * ratio) + ((kurtosis - 1) / 4 * ratio * ratio);
}
