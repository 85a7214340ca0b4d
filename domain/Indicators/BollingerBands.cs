using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Indicators;

/// <summary>Bollinger bands (John Bollinger, Bollinger on Bollinger Bands, 2001): mean plus and minus a number of population standard deviations.</summary>
public static class BollingerBands
{
    /// <summary>
    /// Width (upper - lower)/middle as a fraction at every bar, that is 2 x <paramref name="deviations"/> x sd/mean; NaN for the first period - 1. Every window is
    /// computed afresh, so equal closes give exactly 0 and no rounding travels from bar to bar.
    /// </summary>
    /// <param name="close">Closes.</param>
    /// <param name="period">At least 1, usually 20.</param>
    /// <param name="deviations">Standard deviations to either side, usually 2.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 1 or an output of another length.</exception>
    public static void WidthSeries(ReadOnlySpan<double> close, int period, double deviations, Span<double> into)
    {
        SeriesShape.RequirePeriod(period);
        SeriesShape.RequireLength(close.Length, into.Length);
        into[..Math.Min(period - 1, into.Length)].Fill(double.NaN);
        for (var i = period; i <= close.Length; i++) into[i - 1] = Width(close[(i - period)..i], deviations);
    }

    /// <summary>Width at the last bar; NaN under <paramref name="period"/> bars.</summary>
    public static double LastWidth(ReadOnlySpan<double> close, int period, double deviations)
    {
        SeriesShape.RequirePeriod(period);
        return close.Length < period ? double.NaN : Width(close[^period..], deviations);
    }

    private static double Width(ReadOnlySpan<double> window, double deviations) =>
        2 * deviations * Moments.PopulationSd(window) / Moments.Mean(window);
}
