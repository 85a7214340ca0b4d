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

    /// <summary>Skewness of the population, third central moment over sd cubed; 0 for the normal distribution, NaN where nothing varies.</summary>
    public static double Skewness(ReadOnlySpan<double> values) => Standardised(values, 3);

    /// <summary>Kurtosis of the population, fourth central moment over the squared variance (Pearson's, not the excess); 3 for the normal distribution, NaN where nothing varies.</summary>
    public static double Kurtosis(ReadOnlySpan<double> values) => Standardised(values, 4);

    private static double Standardised(ReadOnlySpan<double> values, int power)
    {
        if (values.IsEmpty) return double.NaN;

        var moments = WindowMoments.Of(values);
        if (!(moments.SquaredDeviations > 0)) return double.NaN;

        var sd = Math.Sqrt(moments.SquaredDeviations / values.Length);
        var sum = 0.0;
        foreach (var value in values)
        {
            var z = (value - moments.Mean) / sd;
            sum += power == 3 ? z * z * z : z * z * (z * z);
        }

        return sum / values.Length;
    }
}
