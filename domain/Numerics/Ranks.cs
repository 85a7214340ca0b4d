using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CryptoRun.Domain.Numerics;

/// <summary>Rank statistics.</summary>
public static class Ranks
{
    /// <summary>Values nearer to each other than this share of the larger one count as equal: rescaling a price must not break a tie.</summary>
    public const double RelativeTolerance = 1e-12;

    private const int JustWritten = 8;

    /// <summary>
    /// Percentile rank of <paramref name="current"/> among <paramref name="values"/>, which include it: (number below + 0.5 x number equal) / number, in [0, 1].
    /// NaN of nothing.
    /// </summary>
    public static double PercentileRank(ReadOnlySpan<double> values, double current)
    {
        // Four at a time: counting has no order, so the bits are those of the loop below.
        var (below, equal) = (0, 0);
        var (currents, magnitudes) = (Vector256.Create(current), Vector256.Create(Math.Abs(current)));
        var whole = values.Length & ~3;
        for (var i = 0; i < whole; i += 4)
        {
            // The newest values may just have been written one by one, which a processor cannot read over at once without waiting.
            var four = i + 4 + JustWritten <= values.Length ? Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i) : Vector256.Create(values[i], values[i + 1], values[i + 2], values[i + 3]);
            var reach = RelativeTolerance * Vector256.Max(Vector256.Abs(four), magnitudes);
            var same = Vector256.Equals(four, currents) | Vector256.LessThanOrEqual(Vector256.Abs(four - currents), reach);
            if (double.IsNaN(current)) same |= ~Vector256.Equals(four, four);
            equal += BitOperations.PopCount(same.ExtractMostSignificantBits());
            below += BitOperations.PopCount(Vector256.AndNot(Vector256.LessThan(four, currents), same).ExtractMostSignificantBits());
        }

        foreach (var value in values[whole..])
        {
            if (AreEqual(value, current)) equal++;
            else if (value < current) below++;
        }

        return (below + (0.5 * equal)) / values.Length;
    }

    /// <summary>Equality within <see cref="RelativeTolerance"/>.</summary>
    public static bool AreEqual(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= RelativeTolerance * Math.Max(Math.Abs(a), Math.Abs(b));
}
