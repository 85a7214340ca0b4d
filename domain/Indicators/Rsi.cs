using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Indicators;

/// <summary>Relative strength index (J. Welles Wilder, New Concepts in Technical Trading Systems, 1978).</summary>
public static class Rsi
{
    /// <summary>
    /// RSI in [0, 100] at every bar; NaN for the first <paramref name="period"/>. Average gain and loss: simple mean of the first n changes, then
    /// (previous x (n - 1) + new)/n. No gain and no loss gives 50, no loss gives 100.
    /// </summary>
    /// <param name="close">Closes.</param>
    /// <param name="period">At least 1, usually 14.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 1 or an output of another length.</exception>
    public static void Series(ReadOnlySpan<double> close, int period, Span<double> into)
    {
        SeriesShape.RequireLength(close.Length, into.Length);
        var state = new State(period);
        for (var i = 0; i < close.Length; i++) into[i] = state.Next(close[i]);
    }

    /// <summary>RSI at the last bar; NaN where there are not more than <paramref name="period"/> bars.</summary>
    public static double Last(ReadOnlySpan<double> close, int period)
    {
        var state = new State(period);
        var last = double.NaN;
        foreach (var value in close) last = state.Next(value);
        return last;
    }

    /// <summary>Wilder's two averages.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct State(int period)
    {
        private Smoothing _gain = Smoothing.Wilder(period);
        private Smoothing _loss = Smoothing.Wilder(period);
        private double _previous = double.NaN;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double Next(double close)
        {
            // The first change is NaN, and the averages skip it.
            var change = close - _previous;
            _previous = close;
            var gain = _gain.Next(Math.Max(change, 0));
            var total = gain + _loss.Next(Math.Max(-change, 0));
            return total == 0 ? 50 : 100 * (gain / total);
        }
    }
}

/// <summary><see cref="Rsi"/> bar by bar, the same bits.</summary>
/// <param name="period">At least 1, usually 14.</param>
public sealed class RsiStream(int period)
{
    private Rsi.State _state = new(period);

    /// <summary>RSI with one more close, in [0, 100]; NaN for the first n bars.</summary>
    public double Next(double close) => _state.Next(close);
}
