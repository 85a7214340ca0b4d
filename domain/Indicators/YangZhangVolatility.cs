using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Indicators;

/// <summary>
/// Realised volatility from open, high, low, close and the close before, annualised with 365 days (Yang and Zhang, "Drift-independent volatility estimation based on high,
/// low, open, and close prices", Journal of Business 73, 2000): free of drift, and jumps between bars are in it.
/// </summary>
public static class YangZhangVolatility
{
    /// <summary>
    /// sqrt((Vo + k Vc + (1 - k) Vrs) x bars per year) over the last n bars at every bar, at least 0; NaN for the first n. Vo and Vc are the sample variances (divisor n - 1)
    /// of ln(open/previous close) and ln(close/open), Vrs the mean of ln(high/open) ln(high/close) + ln(low/open) ln(low/close) (Rogers and Satchell, Annals of Applied
    /// Probability 1, 1991), k = 0.34/(1.34 + (n + 1)/(n - 1)).
    /// </summary>
    /// <param name="open">Opens.</param>
    /// <param name="high">Highs.</param>
    /// <param name="low">Lows.</param>
    /// <param name="close">Closes.</param>
    /// <param name="period">At least 2.</param>
    /// <param name="barsPerYear">Above 0: 8760 for hours.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 2, bars per year not above 0, or columns of different lengths.</exception>
    public static void Series(
        ReadOnlySpan<double> open, ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period, double barsPerYear, Span<double> into)
    {
        SeriesShape.RequireLength(close.Length, into.Length);
        SeriesShape.RequireBars(open, high, low, close);
        var stream = new YangZhangVolatilityStream(period, barsPerYear);
        for (var i = 0; i < close.Length; i++) into[i] = stream.Next(open[i], high[i], low[i], close[i]);
    }

    /// <summary>The value at the last bar; NaN where there are not more than <paramref name="period"/> bars.</summary>
    public static double Last(
        ReadOnlySpan<double> open, ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period, double barsPerYear)
    {
        SeriesShape.RequireBars(open, high, low, close);
        var stream = new YangZhangVolatilityStream(period, barsPerYear);
        var last = double.NaN;
        for (var i = 0; i < close.Length; i++) last = stream.Next(open[i], high[i], low[i], close[i]);
        return last;
    }
}

/// <summary><see cref="YangZhangVolatility"/> bar by bar; the series is this stream in a loop.</summary>
public sealed class YangZhangVolatilityStream
{
    private readonly TrailingWindow _jumps;
    private readonly TrailingWindow _bodies;
    private readonly TrailingWindow _ranges;
    private readonly double _jumpScale;
    private readonly double _bodyScale;
    private readonly double _rangeScale;
    private RollingSum _range;
    private double _previousClose = double.NaN;

    /// <summary>A stream before its first bar.</summary>
    /// <param name="period">At least 2.</param>
    /// <param name="barsPerYear">Above 0: 8760 for hours.</param>
    /// <exception cref="ArgumentException">A period under 2 or bars per year not above 0.</exception>
    public YangZhangVolatilityStream(int period, double barsPerYear)
    {
        SeriesShape.RequireSample(period);
        SeriesShape.RequireBarsPerYear(barsPerYear);
        (_jumps, _bodies, _ranges) = (new TrailingWindow(period), new TrailingWindow(period), new TrailingWindow(period));
        var k = 0.34 / (1.34 + ((period + 1.0) / (period - 1)));
        _jumpScale = barsPerYear / (period - 1);
        _bodyScale = k * barsPerYear / (period - 1);
        _rangeScale = (1 - k) * barsPerYear / period;
    }

    /// <summary>Annualised volatility with one more bar; NaN for the first n bars.</summary>
    public double Next(double open, double high, double low, double close)
    {
        var jump = Math.Log(open / _previousClose);
        _previousClose = close;
        if (_jumps.IsWaiting(jump)) return double.NaN;

        var (up, down, body) = (Math.Log(high / open), Math.Log(low / open), Math.Log(close / open));
        var range = (up * (up - body)) + (down * (down - body));
        _jumps.Push(jump);
        _bodies.Push(body);
        _range.Replace(_ranges.Push(range), range);
        if (!_jumps.IsFull) return double.NaN;

        var variance = (WindowMoments.Of(_jumps.Values).SquaredDeviations * _jumpScale) + (WindowMoments.Of(_bodies.Values).SquaredDeviations * _bodyScale)
            + (Math.Max(0, _range.Value) * _rangeScale);
        return Math.Sqrt(variance);
    }
}
