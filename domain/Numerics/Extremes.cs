using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CryptoRun.Domain.Numerics;

/// <summary>Largest and smallest of a few values, four at a time: no order of comparing changes them. Values are numbers, not NaN.</summary>
internal static class Extremes
{
    /// <summary>The largest of at least one value.</summary>
    public static double Highest(ReadOnlySpan<double> values)
    {
        var highest = values[0];
        var whole = values.Length & ~3;
        if (whole > 0)
        {
            ref var start = ref MemoryMarshal.GetReference(values);
            var four = Vector256.LoadUnsafe(ref start);
            for (var i = 4; i < whole; i += 4) four = Vector256.MaxNative(four, Vector256.LoadUnsafe(ref start, (nuint)i));
            var two = Vector128.MaxNative(four.GetLower(), four.GetUpper());
            highest = double.MaxNative(two.GetElement(0), two.GetElement(1));
        }

        for (var i = whole; i < values.Length; i++) highest = double.MaxNative(highest, values[i]);
        return highest;
    }

    /// <summary>The smallest of at least one value.</summary>
    public static double Lowest(ReadOnlySpan<double> values)
    {
        var lowest = values[0];
        var whole = values.Length & ~3;
        if (whole > 0)
        {
            ref var start = ref MemoryMarshal.GetReference(values);
            var four = Vector256.LoadUnsafe(ref start);
            for (var i = 4; i < whole; i += 4) four = Vector256.MinNative(four, Vector256.LoadUnsafe(ref start, (nuint)i));
            var two = Vector128.MinNative(four.GetLower(), four.GetUpper());
            lowest = double.MinNative(two.GetElement(0), two.GetElement(1));
        }

        for (var i = whole; i < values.Length; i++) lowest = double.MinNative(lowest, values[i]);
        return lowest;
    }
}
