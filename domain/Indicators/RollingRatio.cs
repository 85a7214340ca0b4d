using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Indicators;

/// <summary>Sum of one quantity over the sum of its weights in the last n bars: the form of every volume-weighted mean.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct RollingRatio
{
    private readonly int _period;
    private RollingSum _sum;
    private RollingSum _weight;
    private int _seen;

    public RollingRatio(int period)
    {
        SeriesShape.RequirePeriod(period);
        _period = period;
    }

    /// <summary>The ratio with one more bar and without the one that leaves (0 while none does); NaN before the n-th and without any weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Next(double value, double leavingValue, double weight, double leavingWeight)
    {
        _sum.Replace(leavingValue, value);
        _weight.Replace(leavingWeight, weight);
        if (_seen < _period && ++_seen < _period) return double.NaN;

        var total = _weight.Value;
        return total == 0 ? double.NaN : _sum.Value / total;
    }
}
