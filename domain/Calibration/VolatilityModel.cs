using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Calibration;

/// <summary>
/// The opponent of every score: isotonic regression of the label on volatility alone, rising or falling, whichever fits the training part better. A score that
/// does not beat it knows how much a coin moves and not where to.
/// </summary>
internal sealed class VolatilityModel
{
    private readonly double _sign;
    private readonly IsotonicCurve _curve;

    public VolatilityModel(ReadOnlySpan<double> volatility, ReadOnlySpan<bool> successes)
    {
        var labels = Labels(successes);
        var (rising, falling) = (IsotonicRegression.Curve(volatility, labels), IsotonicRegression.Curve(Negated(volatility), labels));
        var risesBetter = SquaredError(rising, volatility, 1, labels) <= SquaredError(falling, volatility, -1, labels);
        (_sign, _curve) = risesBetter ? (1.0, rising) : (-1.0, falling);
    }

    public double Probability(double volatility) => _curve.At(_sign * volatility);

    public static double[] Labels(ReadOnlySpan<bool> successes)
    {
        var labels = new double[successes.Length];
        for (var i = 0; i < labels.Length; i++) labels[i] = successes[i] ? 1 : 0;
        return labels;
    }

    private static double[] Negated(ReadOnlySpan<double> values)
    {
        var negated = new double[values.Length];
        for (var i = 0; i < negated.Length; i++) negated[i] = -values[i];
        return negated;
    }

    private static double SquaredError(IsotonicCurve curve, ReadOnlySpan<double> volatility, double sign, double[] labels)
    {
        var sum = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var miss = labels[i] - curve.At(sign * volatility[i]);
            sum += miss * miss;
        }

        return sum;
    }
}
