namespace CryptoRun.Domain.Indicators;

/// <summary>
/// Realised volatility from open, high, low and close, annualised with 365 days (Garman and Klass, "On the estimation of security price volatilities from historical data",
/// Journal of Business 53, 1980, the practical form of their estimator): about seven times as efficient as closes under a driftless Brownian motion.
/// </summary>
public static class GarmanKlassVolatility
{
    /// <summary>
    /// sqrt(mean of (ln(high/low)^2 / 2 - (2 ln 2 - 1) ln(close/open)^2) x bars per year) over the last <paramref name="period"/> bars at every bar, at least 0; NaN for the
    /// first n - 1.
    /// </summary>
    /// <param name="open">Opens.</param>
    /// <param name="high">Highs.</param>
    /// <param name="low">Lows.</param>
    /// <param name="close">Closes.</param>
    /// <param name="period">At least 1.</param>
    /// <param name="barsPerYear">Above 0: 8760 for hours.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 1, bars per year not above 0, or columns of different lengths.</exception>
    public static void Series(
        ReadOnlySpan<double> open, ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period, double barsPerYear, Span<double> into)
    {
        SeriesShape.RequireLength(close.Length, into.Length);
        SeriesShape.RequireBars(open, high, low, close);
        var stream = new GarmanKlassVolatilityStream(period, barsPerYear);
        for (var i = 0; i < close.Length; i++) into[i] = stream.Next(open[i], high[i], low[i], close[i]);
    }

    /// <summary>The value at the last bar; NaN under <paramref name="period"/> bars.</summary>
    public static double Last(
        ReadOnlySpan<double> open, ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period, double barsPerYear)
    {
        SeriesShape.RequireBars(open, high, low, close);
        var stream = new GarmanKlassVolatilityStream(period, barsPerYear);
        var last = double.NaN;
        for (var i = 0; i < close.Length; i++) last = stream.Next(open[i], high[i], low[i], close[i]);
        return last;
    }
}

/// <summary><see cref="GarmanKlassVolatility"/> bar by bar; the series is this stream in a loop.</summary>
public sealed class GarmanKlassVolatilityStream
{
    private static readonly double BodyWeight = (2 * Math.Log(2)) - 1;

    private readonly TrailingWindow _variances;
    private readonly double _scale;
    private RollingSum _sum;

    /// <summary>A stream before its first bar.</summary>
    /// <param name="period">At least 1.</param>
    /// <param name="barsPerYear">Above 0: 8760 for hours.</param>
    /// <exception cref="ArgumentException">A period under 1 or bars per year not above 0.</exception>
    public GarmanKlassVolatilityStream(int period, double barsPerYear)
    {
        SeriesShape.RequireBarsPerYear(barsPerYear);
        _variances = new TrailingWindow(period);
        _scale = barsPerYear / period;
    }

    /// <summary>Annualised volatility with one more bar; NaN for the first n - 1 bars.</summary>
    public double Next(double open, double high, double low, double close)
    {
        var (range, body) = (Math.Log(high / low), Math.Log(close / open));
        var variance = (0.5 * range * range) - (BodyWeight * body * body);
        _sum.Replace(_variances.Push(variance), variance);

        // What compensation leaves of variances that are gone may lie a hair under 0.
        return _variances.IsFull ? Math.Sqrt(Math.Max(0, _sum.Value) * _scale) : double.NaN;
    }
}
