namespace CryptoRun.Domain.Indicators;

/// <summary>
/// Realised volatility from highs and lows, annualised with 365 days (Parkinson, "The extreme value method for estimating the variance of the rate of return", Journal of
/// Business 53, 1980): about five times as efficient as closes under a driftless Brownian motion.
/// </summary>
public static class ParkinsonVolatility
{
    /// <summary>sqrt(mean of ln(high/low)^2 / (4 ln 2) x bars per year) over the last <paramref name="period"/> bars at every bar, at least 0; NaN for the first n - 1.</summary>
    /// <param name="high">Highs.</param>
    /// <param name="low">Lows.</param>
    /// <param name="period">At least 1.</param>
    /// <param name="barsPerYear">Above 0: 8760 for hours.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 1, bars per year not above 0, or columns of different lengths.</exception>
    public static void Series(ReadOnlySpan<double> high, ReadOnlySpan<double> low, int period, double barsPerYear, Span<double> into)
    {
        SeriesShape.RequireLength(high.Length, low.Length);
        SeriesShape.RequireLength(high.Length, into.Length);
        var stream = new ParkinsonVolatilityStream(period, barsPerYear);
        for (var i = 0; i < high.Length; i++) into[i] = stream.Next(high[i], low[i]);
    }

    /// <summary>The value at the last bar; NaN under <paramref name="period"/> bars.</summary>
    public static double Last(ReadOnlySpan<double> high, ReadOnlySpan<double> low, int period, double barsPerYear)
    {
        SeriesShape.RequireLength(high.Length, low.Length);
        var stream = new ParkinsonVolatilityStream(period, barsPerYear);
        var last = double.NaN;
        for (var i = 0; i < high.Length; i++) last = stream.Next(high[i], low[i]);
        return last;
    }
}

/// <summary><see cref="ParkinsonVolatility"/> bar by bar; the series is this stream in a loop.</summary>
public sealed class ParkinsonVolatilityStream
{
    private readonly TrailingWindow _squares;
    private readonly double _scale;
    private RollingSum _sum;

    /// <summary>A stream before its first bar.</summary>
    /// <param name="period">At least 1.</param>
    /// <param name="barsPerYear">Above 0: 8760 for hours.</param>
    /// <exception cref="ArgumentException">A period under 1 or bars per year not above 0.</exception>
    public ParkinsonVolatilityStream(int period, double barsPerYear)
    {
        SeriesShape.RequireBarsPerYear(barsPerYear);
        _squares = new TrailingWindow(period);
        _scale = barsPerYear / (4 * Math.Log(2) * period);
    }

    /// <summary>Annualised volatility with one more bar; NaN for the first n - 1 bars.</summary>
    public double Next(double high, double low)
    {
        var range = Math.Log(high / low);
        var square = range * range;
        _sum.Replace(_squares.Push(square), square);

        // What compensation leaves of squares that are gone may lie a hair under 0.
        return _squares.IsFull ? Math.Sqrt(Math.Max(0, _sum.Value) * _scale) : double.NaN;
    }
}
