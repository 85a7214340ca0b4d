using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CryptoRun.Domain.Numerics;

/// <summary>
/// Mean and squared deviations of one window, computed afresh: equal values give exactly 0 and no rounding travels from bar to bar. Sums run in four interleaved
/// parts, added as (0 + 2) + (1 + 3), then what is left over: the same order, and so the same bits, whether the machine adds four at once or one by one.
/// </summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="SquaredDeviations">Sum of squared deviations from the mean.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WindowMoments(double Mean, double SquaredDeviations)
{
    /// <summary>
    /// Newest values that are not read four at once: a stream has only just written them one by one, and a processor waits until such writes have reached its cache before it
    /// can read over several of them. Without this a stream takes five times as long as its series.
    /// </summary>
    private const int JustWritten = 8;

    /// <summary>Both moments of at least one value. Deviations are first taken from the first value, so a large level costs no digits.</summary>
    public static WindowMoments Of(ReadOnlySpan<double> window)
    {
        var pivot = window[0];
        var (pivots, parts) = (Vector256.Create(pivot), Vector256<double>.Zero);
        var whole = window.Length & ~3;
        for (var i = 0; i < whole; i += 4) parts += Four(window, i) - pivots;
        var sum = Together(parts);
        for (var i = whole; i < window.Length; i++) sum += window[i] - pivot;

        var shift = sum / window.Length;
        var shifts = Vector256.Create(shift);
        parts = Vector256<double>.Zero;
        for (var i = 0; i < whole; i += 4)
        {
            var deviations = Four(window, i) - pivots - shifts;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Four(ReadOnlySpan<double> window, int i) => i + 4 + JustWritten <= window.Length
        ? Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(window), (nuint)i)
        : Vector256.Create(window[i], window[i + 1], window[i + 2], window[i + 3]);

    internal static double Together(Vector256<double> parts)
    {
        var pairs = parts.GetLower() + parts.GetUpper();
        return pairs.GetElement(0) + pairs.GetElement(1);
    }
}
