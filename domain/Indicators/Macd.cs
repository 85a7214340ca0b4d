using System.Runtime.CompilerServices;
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
        SeriesShape.RequireLength(close.Length, line.Length);
        SeriesShape.RequireLength(close.Length, signalLine.Length);
        SeriesShape.RequireLength(close.Length, histogram.Length);
        var state = new State(fast, slow, signal);
        for (var i = 0; i < close.Length; i++) (line[i], signalLine[i], histogram[i]) = state.Next(close[i]);
    }

    /// <summary>The three values at the last bar; NaN during warm-up.</summary>
    public static MacdPoint Last(ReadOnlySpan<double> close, int fast, int slow, int signal)
    {
        var state = new State(fast, slow, signal);
        var last = new MacdPoint(double.NaN, double.NaN, double.NaN);
        foreach (var value in close) last = state.Next(value);
        return last;
    }

    /// <summary>The three averages.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct State
    {
        private Smoothing _fast;
        private Smoothing _slow;
        private Smoothing _signal;

        public State(int fast, int slow, int signal)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fast, slow);
            (_fast, _slow, _signal) = (Smoothing.Exponential(fast), Smoothing.Exponential(slow), Smoothing.Exponential(signal));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public MacdPoint Next(double close)
        {
            var line = _fast.Next(close) - _slow.Next(close);
            var signal = _signal.Next(line);
            return new MacdPoint(line, signal, line - signal);
        }
    }
}

/// <summary><see cref="Macd"/> bar by bar, the same bits.</summary>
/// <param name="fast">At least 1, under <paramref name="slow"/>.</param>
/// <param name="slow">Slow period.</param>
/// <param name="signal">At least 1.</param>
public sealed class MacdStream(int fast, int slow, int signal)
{
    private Macd.State _state = new(fast, slow, signal);

    /// <summary>MACD with one more close; NaN during warm-up.</summary>
    public MacdPoint Next(double close) => _state.Next(close);
}

/// <summary>MACD of one bar, in price units, NaN during warm-up.</summary>
/// <param name="Line">EMA(fast) - EMA(slow).</param>
/// <param name="Signal">EMA of the line.</param>
/// <param name="Histogram">Line - signal.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MacdPoint(double Line, double Signal, double Histogram);
