using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Indicators;

/// <summary>
/// The recursive average of Wilder's and of exponential smoothing: simple mean of the first n values, then previous x (1 - k) + new x k. Leading NaN are skipped, so
/// that an indicator of an indicator starts where its input does. Multiplying by k keeps a division out of the chain from bar to bar.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct Smoothing
{
    private readonly int _period;
    private readonly double _keep;
    private readonly double _take;
    private double _average;
    private int _seen;

    private Smoothing(int period, double keep, double take) => (_period, _keep, _take) = (period, keep, take);

    /// <summary>k = 1/n (Wilder 1978).</summary>
    public static Smoothing Wilder(int period) => new(Period(period), (period - 1.0) / period, 1.0 / period);

    /// <summary>k = 2/(n + 1).</summary>
    public static Smoothing Exponential(int period) => new(Period(period), 1 - (2.0 / (period + 1)), 2.0 / (period + 1));

    /// <summary>The average with one more value; NaN before the n-th.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Next(double value)
    {
        if (_seen >= _period) return _average = (_average * _keep) + (value * _take);
        if (_seen == 0 && double.IsNaN(value)) return double.NaN;

        _average += value;
        if (++_seen < _period) return double.NaN;
        return _average /= _period;
    }

    private static int Period(int period)
    {
        SeriesShape.RequirePeriod(period);
        return period;
    }
}
