using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CryptoRun.Domain.Numerics;

/// <summary>Mean and standard deviations, two passes: the second works on deviations, so a large level costs no digits.</summary>
public static class Moments
{
    /// <summary>Sum in four interleaved parts, added as (0 + 2) + (1 + 3), then what is left over: the same bits on every machine, and four times as fast as one by one.</summary>
    public static double Sum(ReadOnlySpan<double> values)
    {
        var parts = Vector256<double>.Zero;
        var whole = values.Length & ~3;
        ref var start = ref MemoryMarshal.GetReference(values);
        for (var i = 0; i < whole; i += 4) parts += Vector256.LoadUnsafe(ref start, (nuint)i);
        var sum = WindowMoments.Together(parts);
        for (var i = whole; i < values.Length; i++) sum += values[i];
        return sum;
    }

    /// <summary>Arithmetic mean; NaN of nothing.</summary>
    public static double Mean(ReadOnlySpan<double> values) => Sum(values) / values.Length;

    /// <summary>Standard deviation with divisor n - 1, the house's "sd"; NaN under two values.</summary>
    public static double SampleSd(ReadOnlySpan<double> values) =>
        values.Length < 2 ? double.NaN : Math.Sqrt(WindowMoments.Of(values).SquaredDeviations / (values.Length - 1));

    /// <summary>Standard deviation with divisor n, as Bollinger bands use it; NaN of nothing.</summary>
    public static double PopulationSd(ReadOnlySpan<double> values) => values.IsEmpty ? double.NaN : Math.Sqrt(WindowMoments.Of(values).SquaredDeviations / values.Length);
}
