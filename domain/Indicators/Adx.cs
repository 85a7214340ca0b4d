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
        Check(high, low, close, period);
        SeriesShape.RequireLength(close.Length, adx.Length);
        SeriesShape.RequireLength(close.Length, plusDi.Length);
        SeriesShape.RequireLength(close.Length, minusDi.Length);
        var count = close.Length;
        plusDi[..Math.Min(period, count)].Fill(double.NaN);
        minusDi[..Math.Min(period, count)].Fill(double.NaN);
        adx[..Math.Min((2 * period) - 1, count)].Fill(double.NaN);

        var state = new State(period);
        for (var i = 1; i < count; i++)
        {
            state.Add(high[i], low[i], high[i - 1], low[i - 1], close[i - 1]);
            if (i < period) continue;

            (plusDi[i], minusDi[i]) = (state.PlusDi, state.MinusDi);
            if (i >= (2 * period) - 1) adx[i] = state.Adx;
        }
    }

    /// <summary>The three values at the last bar; NaN during warm-up.</summary>
    public static AdxPoint Last(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period)
    {
        Check(high, low, close, period);
        if (close.Length <= period) return new AdxPoint(double.NaN, double.NaN, double.NaN);

        var state = new State(period);
        for (var i = 1; i < close.Length; i++) state.Add(high[i], low[i], high[i - 1], low[i - 1], close[i - 1]);
        return new AdxPoint(close.Length < 2 * period ? double.NaN : state.Adx, state.PlusDi, state.MinusDi);
    }

    private static void Check(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period)
    {
        SeriesShape.RequirePeriod(period);
        SeriesShape.RequireLength(close.Length, high.Length);
        SeriesShape.RequireLength(close.Length, low.Length);
    }

    /// <summary>
    /// The smoothed quantities. Until n values are there each average is value/n summed up (a mean in the making, so seed and smoothing share one
    /// loop: keep = 1, then (n - 1)/n); multiplying by 1/n keeps divisions out of the chain from bar to bar.
    /// </summary>
    [StructLayout(LayoutKind.Auto)]
    private struct State(int period)
    {
        private readonly double _smooth = (period - 1.0) / period;
        private readonly double _take = 1.0 / period;
        private double _keep = 1;
        private double _keepDx = 1;
        private int _seen;
        private double _range;
        private double _plus;
        private double _minus;

        public double Adx { get; private set; }

        public double PlusDi { get; private set; }

        public double MinusDi { get; private set; }

        public void Add(double high, double low, double previousHigh, double previousLow, double previousClose)
        {
            var up = high - previousHigh;
            var down = previousLow - low;
            _plus = (_plus * _keep) + (up > down && up > 0 ? up * _take : 0);
            _minus = (_minus * _keep) + (down > up && down > 0 ? down * _take : 0);
            _range = (_range * _keep) + (Atr.TrueRange(high, low, previousClose) * _take);
            if (++_seen < period) return;

            _keep = _smooth;
            var scale = _range == 0 ? 0 : 100 / _range;
            (PlusDi, MinusDi) = (_plus * scale, _minus * scale);
            var total = _plus + _minus;
            var dx = total == 0 ? 0 : 100 * (Math.Abs(_plus - _minus) / total);
            Adx = (Adx * _keepDx) + (dx * _take);
            if (_seen >= (2 * period) - 1) _keepDx = _smooth;
        }
    }
}

/// <summary>ADX and both directional indicators of one bar, in [0, 100], NaN during warm-up.</summary>
/// <param name="Adx">Average directional movement index.</param>
/// <param name="PlusDi">+DI.</param>
/// <param name="MinusDi">-DI.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AdxPoint(double Adx, double PlusDi, double MinusDi);
