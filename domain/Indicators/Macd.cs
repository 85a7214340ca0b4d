using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Indicators;

/// <summary>Moving average convergence/divergence (Gerald Appel): line = EMA(fast) - EMA(slow), signal = EMA of the line, histogram = line - signal.</summary>
public static class Macd
{
    /// <summary>The three columns; NaN before bar slow - 1 (line) and slow + signal - 2 (signal, histogram). With 12, 26, 9: from the 26th and the 34th close. In price units.</summary>
    /// <param name="close">Closes.</param>
    /// <param name="fast">At least 1, under <paramref name="slow"/>.</param>
    /// <param name="slow">Slow period.</param>
    /// <param name="signal">At least 1.</param>
    /// <param name="line">One result per bar.</param>
    /// <param name="signalLine">One result per bar.</param>
    /// <param name="histogram">One result per bar.</param>
    /// <exception cref="ArgumentException">Periods out of range or an output of another length.</exception>
    public static void Series(ReadOnlySpan<double> close, int fast, int slow, int signal, Span<double> line, Span<double> signalLine, Span<double> histogram)
    {
        SeriesShape.RequirePeriod(signal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fast, slow);
        SeriesShape.RequireLength(close.Length, signalLine.Length);
        SeriesShape.RequireLength(close.Length, histogram.Length);

        // The histogram's memory holds the slow average for a moment.
        Ema.Series(close, fast, line);
        Ema.Series(close, slow, histogram);
        for (var i = 0; i < close.Length; i++) line[i] -= histogram[i];
        Ema.Series(line, signal, signalLine);
        for (var i = 0; i < close.Length; i++) histogram[i] = line[i] - signalLine[i];
    }

    /// <summary>The three values at the last bar; NaN during warm-up.</summary>
    public static MacdPoint Last(ReadOnlySpan<double> close, int fast, int slow, int signal)
    {
        if (close.IsEmpty) return new MacdPoint(double.NaN, double.NaN, double.NaN);

        using var line = Scratch.Of(close.Length);
        using var signalLine = Scratch.Of(close.Length);
        using var histogram = Scratch.Of(close.Length);
        Series(close, fast, slow, signal, line.Values, signalLine.Values, histogram.Values);
        return new MacdPoint(line.Values[^1], signalLine.Values[^1], histogram.Values[^1]);
    }
}

/// <summary>MACD of one bar, in price units, NaN during warm-up.</summary>
/// <param name="Line">EMA(fast) - EMA(slow).</param>
/// <param name="Signal">EMA of the line.</param>
/// <param name="Histogram">Line - signal.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MacdPoint(double Line, double Signal, double Histogram);
