using System.Runtime.InteropServices;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Indicators;

/// <summary>Bollinger bands (John Bollinger, Bollinger on Bollinger Bands, 2001): mean plus and minus a number of population standard deviations.</summary>
public static class BollingerBands
{
    /// <summary>
    /// The three bands in price units at every bar; NaN for the first period - 1. Every window is computed afresh, so equal closes give bands of exactly no width
    /// and no rounding travels from bar to bar.
    /// </summary>
    /// <param name="close">Closes.</param>
    /// <param name="period">At least 1, usually 20.</param>
    /// <param name="deviations">Standard deviations to either side, usually 2.</param>
    /// <param name="upper">One result per bar.</param>
    /// <param name="middle">One result per bar.</param>
    /// <param name="lower">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 1 or an output of another length.</exception>
    public static void Series(ReadOnlySpan<double> close, int period, double deviations, Span<double> upper, Span<double> middle, Span<double> lower)
    {
        SeriesShape.RequirePeriod(period);
        SeriesShape.RequireLength(close.Length, upper.Length);
        SeriesShape.RequireLength(close.Length, middle.Length);
        SeriesShape.RequireLength(close.Length, lower.Length);
        var warmUp = Math.Min(period - 1, close.Length);
        upper[..warmUp].Fill(double.NaN);
        middle[..warmUp].Fill(double.NaN);
        lower[..warmUp].Fill(double.NaN);
        for (var i = warmUp; i < close.Length; i++) (upper[i], middle[i], lower[i], _) = Point(close.Slice(i - period + 1, period), deviations);
    }

    /// <summary>Width (upper - lower)/middle as a fraction at every bar, that is 2 x <paramref name="deviations"/> x sd/mean; NaN for the first period - 1, exactly 0 for equal closes.</summary>
    /// <param name="close">Closes.</param>
    /// <param name="period">At least 1, usually 20.</param>
    /// <param name="deviations">Standard deviations to either side, usually 2.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 1 or an output of another length.</exception>
    public static void WidthSeries(ReadOnlySpan<double> close, int period, double deviations, Span<double> into)
    {
        SeriesShape.RequirePeriod(period);
        SeriesShape.RequireLength(close.Length, into.Length);
        var warmUp = Math.Min(period - 1, close.Length);
        into[..warmUp].Fill(double.NaN);
        for (var i = warmUp; i < close.Length; i++) into[i] = Point(close.Slice(i - period + 1, period), deviations).Width;
    }

    /// <summary>Bands and width at the last bar; NaN under <paramref name="period"/> bars.</summary>
    public static BollingerPoint Last(ReadOnlySpan<double> close, int period, double deviations)
    {
        SeriesShape.RequirePeriod(period);
        return close.Length < period ? BollingerPoint.None : Point(close[^period..], deviations);
    }

    /// <summary>Width at the last bar; NaN under <paramref name="period"/> bars.</summary>
    public static double LastWidth(ReadOnlySpan<double> close, int period, double deviations) => Last(close, period, deviations).Width;

    /// <summary>The bands of one whole window.</summary>
    internal static BollingerPoint Point(ReadOnlySpan<double> window, double deviations)
    {
        var moments = WindowMoments.Of(window);
        var half = deviations * Math.Sqrt(moments.SquaredDeviations / window.Length);
        return new BollingerPoint(moments.Mean + half, moments.Mean, moments.Mean - half, 2 * half / moments.Mean);
    }
}

/// <summary><see cref="BollingerBands"/> bar by bar, the same bits.</summary>
/// <param name="period">At least 1, usually 20.</param>
/// <param name="deviations">Standard deviations to either side, usually 2.</param>
public sealed class BollingerBandsStream(int period, double deviations)
{
    private readonly TrailingWindow _window = new(period);

    /// <summary>Bands and width with one more close; NaN for the first n - 1 bars.</summary>
    public BollingerPoint Next(double close)
    {
        _window.Push(close);
        return _window.IsFull ? BollingerBands.Point(_window.Values, deviations) : BollingerPoint.None;
    }
}

/// <summary>Bollinger bands of one bar, NaN during warm-up.</summary>
/// <param name="Upper">Mean + deviations, price units.</param>
/// <param name="Middle">Mean, price units.</param>
/// <param name="Lower">Mean - deviations, price units.</param>
/// <param name="Width">(upper - lower)/middle, a fraction.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BollingerPoint(double Upper, double Middle, double Lower, double Width)
{
    internal static BollingerPoint None => new(double.NaN, double.NaN, double.NaN, double.NaN);
}
