using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Indicators;

/// <summary>Average true range (Wilder 1978).</summary>
public static class Atr
{
    /// <summary>
    /// ATR in price units at every bar; NaN for the first period - 1. True range = max(high, previous close) - min(low, previous close), of the first bar
    /// high - low. Simple mean of the first n, then (previous x (n - 1) + new)/n. (TA-Lib leaves the first bar out and starts one bar later.)
    /// </summary>
    /// <param name="high">Highs.</param>
    /// <param name="low">Lows.</param>
    /// <param name="close">Closes.</param>
    /// <param name="period">At least 1, usually 14.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 1 or columns of different lengths.</exception>
    public static void Series(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period, Span<double> into)
    {
        SeriesShape.RequireLength(close.Length, high.Length);
        SeriesShape.RequireLength(close.Length, low.Length);
        SeriesShape.RequireLength(close.Length, into.Length);
        var state = new State(period);
        for (var i = 0; i < close.Length; i++) into[i] = state.Next(high[i], low[i], close[i]);
    }

    /// <summary>ATR at the last bar; NaN under <paramref name="period"/> bars.</summary>
    public static double Last(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period)
    {
        SeriesShape.RequireLength(close.Length, high.Length);
        SeriesShape.RequireLength(close.Length, low.Length);
        var state = new State(period);
        var last = double.NaN;
        for (var i = 0; i < close.Length; i++) last = state.Next(high[i], low[i], close[i]);
        return last;
    }

    /// <summary>True range of a bar that has a bar before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double TrueRange(double high, double low, double previousClose) => Math.Max(high, previousClose) - Math.Min(low, previousClose);

    /// <summary>The average and the close before.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct State(int period)
    {
        private Smoothing _average = Smoothing.Wilder(period);
        private double _previousClose = double.NaN;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double Next(double high, double low, double close)
        {
            var range = double.IsNaN(_previousClose) ? high - low : TrueRange(high, low, _previousClose);
            _previousClose = close;
            return _average.Next(range);
        }
    }
}

/// <summary><see cref="Atr"/> bar by bar, the same bits.</summary>
/// <param name="period">At least 1, usually 14.</param>
public sealed class AtrStream(int period)
{
    private Atr.State _state = new(period);

    /// <summary>ATR with one more bar, in price units; NaN for the first n - 1 bars.</summary>
    public double Next(double high, double low, double close) => _state.Next(high, low, close);
}
