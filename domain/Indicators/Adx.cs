using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Indicators;

/// <summary>Average directional movement index with +DI and -DI (Wilder 1978).</summary>
public static class Adx
{
    /// <summary>
    /// The three columns, in [0, 100]. Directional movement and true range need the bar before, so they start at the second bar; +DI and -DI from bar n
    /// (simple mean of the first n, then Wilder's smoothing), ADX from bar 2n - 1 (simple mean of the first n DX, then Wilder's smoothing); NaN before.
    /// DX = 0 where +DI + -DI = 0; both are 0 where nothing moved at all. TA-Lib's values differ during its first bars only (it seeds with n - 1 movements); warm-up and limit are the same.
    /// </summary>
    /// <param name="high">Highs.</param>
    /// <param name="low">Lows.</param>
    /// <param name="close">Closes.</param>
    /// <param name="period">At least 1, usually 14.</param>
    /// <param name="adx">One result per bar.</param>
    /// <param name="plusDi">One result per bar.</param>
    /// <param name="minusDi">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 1 or columns of different lengths.</exception>
    public static void Series(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period, Span<double> adx, Span<double> plusDi, Span<double> minusDi)
    {
        SeriesShape.RequireLength(close.Length, high.Length);
        SeriesShape.RequireLength(close.Length, low.Length);
        SeriesShape.RequireLength(close.Length, adx.Length);
        SeriesShape.RequireLength(close.Length, plusDi.Length);
        SeriesShape.RequireLength(close.Length, minusDi.Length);
        var state = new State(period);
        for (var i = 0; i < close.Length; i++) (adx[i], plusDi[i], minusDi[i]) = state.Next(high[i], low[i], close[i]);
    }

    /// <summary>The three values at the last bar; NaN during warm-up.</summary>
    public static AdxPoint Last(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period)
    {
        SeriesShape.RequireLength(close.Length, high.Length);
        SeriesShape.RequireLength(close.Length, low.Length);
        var state = new State(period);
        var last = new AdxPoint(double.NaN, double.NaN, double.NaN);
        for (var i = 0; i < close.Length; i++) last = state.Next(high[i], low[i], close[i]);
        return last;
    }

    /// <summary>The four averages and the bar before.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct State(int period)
    {
        private Smoothing _plus = Smoothing.Wilder(period);
        private Smoothing _minus = Smoothing.Wilder(period);
        private Smoothing _range = Smoothing.Wilder(period);
        private Smoothing _adx = Smoothing.Wilder(period);
        private double _previousHigh = double.NaN;
        private double _previousLow = double.NaN;
        private double _previousClose = double.NaN;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public AdxPoint Next(double high, double low, double close)
        {
            var (up, down) = (high - _previousHigh, _previousLow - low);
            var trueRange = Atr.TrueRange(high, low, _previousClose);
            var first = double.IsNaN(_previousClose);
            (_previousHigh, _previousLow, _previousClose) = (high, low, close);
            if (first) return new AdxPoint(double.NaN, double.NaN, double.NaN);

            var plus = _plus.Next(up > down && up > 0 ? up : 0);
            var minus = _minus.Next(down > up && down > 0 ? down : 0);
            var range = _range.Next(trueRange);
            var scale = range == 0 ? 0 : 100 / range;
            var total = plus + minus;

            // NaN until there is a DX: the last average skips it.
            var adx = _adx.Next(total == 0 ? 0 : 100 * (Math.Abs(plus - minus) / total));
            return new AdxPoint(adx, plus * scale, minus * scale);
        }
    }
}

/// <summary><see cref="Adx"/> bar by bar, the same bits.</summary>
/// <param name="period">At least 1, usually 14.</param>
public sealed class AdxStream(int period)
{
    private Adx.State _state = new(period);

    /// <summary>ADX and both directional indicators with one more bar; NaN during warm-up.</summary>
    public AdxPoint Next(double high, double low, double close) => _state.Next(high, low, close);
}

/// <summary>ADX and both directional indicators of one bar, in [0, 100], NaN during warm-up.</summary>
/// <param name="Adx">Average directional movement index.</param>
/// <param name="PlusDi">+DI.</param>
/// <param name="MinusDi">-DI.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AdxPoint(double Adx, double PlusDi, double MinusDi);
