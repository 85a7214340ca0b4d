using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Indicators;

/// <summary>Realised volatility from closes: the sample standard deviation (divisor n - 1) of log returns, annualised with 365 days.</summary>
public static class CloseVolatility
{
    /// <summary>
    /// sd(ln(close/previous close)) x sqrt(bars per year) over the last <paramref name="period"/> returns at every bar, at least 0; NaN for the first n bars. Every window is
    /// computed afresh: a market that stands still has exactly 0.
    /// </summary>
    /// <param name="close">Closes.</param>
    /// <param name="period">Returns in a window, at least 2.</param>
    /// <param name="barsPerYear">Above 0: 8760 for hours.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 2, bars per year not above 0, or an output of another length.</exception>
    public static void Series(ReadOnlySpan<double> close, int period, double barsPerYear, Span<double> into)
    {
        SeriesShape.RequireLength(close.Length, into.Length);
        var stream = new CloseVolatilityStream(period, barsPerYear);
        for (var i = 0; i < close.Length; i++) into[i] = stream.Next(close[i]);
    }

    /// <summary>The value at the last bar; NaN where there are not more than <paramref name="period"/> bars.</summary>
    public static double Last(ReadOnlySpan<double> close, int period, double barsPerYear)
    {
        var stream = new CloseVolatilityStream(period, barsPerYear);
        var last = double.NaN;
        foreach (var value in close[Math.Max(0, close.Length - period - 1)..]) last = stream.Next(value);
        return last;
    }
}

/// <summary><see cref="CloseVolatility"/> bar by bar; the series is this stream in a loop.</summary>
public sealed class CloseVolatilityStream
{
    private readonly TrailingWindow _returns;
    private readonly double _scale;
    private double _previous = double.NaN;

    /// <summary>A stream before its first bar.</summary>
    /// <param name="period">Returns in a window, at least 2.</param>
    /// <param name="barsPerYear">Above 0: 8760 for hours.</param>
    /// <exception cref="ArgumentException">A period under 2 or bars per year not above 0.</exception>
    public CloseVolatilityStream(int period, double barsPerYear)
    {
        SeriesShape.RequireSample(period);
        SeriesShape.RequireBarsPerYear(barsPerYear);
        _returns = new TrailingWindow(period);
        _scale = barsPerYear / (period - 1);
    }

    /// <summary>Annualised volatility with one more close; NaN for the first n bars.</summary>
    public double Next(double close)
    {
        var change = Math.Log(close / _previous);
        _previous = close;
        if (_returns.IsWaiting(change)) return double.NaN;

        _returns.Push(change);
        return _returns.IsFull ? Math.Sqrt(WindowMoments.Of(_returns.Values).SquaredDeviations * _scale) : double.NaN;
    }
}
