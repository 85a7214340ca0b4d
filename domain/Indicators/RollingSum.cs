using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Indicators;

/// <summary>
/// A running sum with compensation (Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54, 1974): its error does not grow with
/// the number of bars. It counts what is not 0, so that a window of zeros is exactly 0 whatever was in it before.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct RollingSum
{
    private double _sum;
    private double _lost;
    private int _nonZero;

    /// <summary>The sum.</summary>
    public readonly double Value => _sum + _lost;

    /// <summary>Adds one value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        Plus(value);
        _nonZero += value != 0 ? 1 : 0;
    }

    /// <summary>Adds one value and takes out another that was added before, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Replace(double leaving, double entering)
    {
        Plus(entering);
        Plus(-leaving);
        _nonZero += (entering != 0 ? 1 : 0) - (leaving != 0 ? 1 : 0);
        if (_nonZero == 0) (_sum, _lost) = (0, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Plus(double value)
    {
        // Knuth's two-sum: Neumaier's lost part without his comparison, which no processor could predict.
        var next = _sum + value;
        var shadow = next - _sum;
        _lost += _sum - (next - shadow) + (value - shadow);
        _sum = next;
    }
}
