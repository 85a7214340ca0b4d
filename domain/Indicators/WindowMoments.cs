using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CryptoRun.Domain.Indicators;

/// <summary>
/// Mean and squared deviations of one window, computed afresh: equal values give exactly 0 and no rounding travels from bar to bar. Sums run in four interleaved
/// parts, added as (0 + 2) + (1 + 3), then what is left over: the same order, and so the same bits, whether the machine adds four at once or one by one.
/// </summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="SquaredDeviations">Sum of squared deviations from the mean.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WindowMoments(double Mean, double SquaredDeviations)
{
    /// <summary>Both moments of at least one value. Deviations are first taken from the first value, so a large level costs no digits.</summary>
    public static WindowMoments Of(ReadOnlySpan<double> window)
    {
        var pivot = window[0];
        var (pivots, parts) = (Vector256.Create(pivot), Vector256<double>.Zero);
        var whole = window.Length & ~3;
        ref var start = ref MemoryMarshal.GetReference(window);
        for (var i = 0; i < whole; i += 4) parts += Vector256.LoadUnsafe(ref start, (nuint)i) - pivots;
        var sum = Together(parts);
        for (var i = whole; i < window.Length; i++) sum += window[i] - pivot;

        var shift = sum / window.Length;
        var shifts = Vector256.Create(shift);
        parts = Vector256<double>.Zero;
        for (var i = 0; i < whole; i += 4)
        {
            var deviations = Vector256.LoadUnsafe(ref start, (nuint)i) - pivots - shifts;
            parts += deviations * deviations;
        }

        var squares = Together(parts);
        for (var i = whole; i < window.Length; i++)
        {
            var deviation = window[i] - pivot - shift;
            squares += deviation * deviation;
        }

        return new WindowMoments(pivot + shift, squares);
    }

    private static double Together(Vector256<double> parts)
    {
        var pairs = parts.GetLower() + parts.GetUpper();
        return pairs.GetElement(0) + pairs.GetElement(1);
    }
}
