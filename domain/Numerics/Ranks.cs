namespace CryptoRun.Domain.Numerics;

/// <summary>Rank statistics.</summary>
public static class Ranks
{
    /// <summary>Values nearer to each other than this share of the larger one count as equal: rescaling a price must not break a tie.</summary>
    public const double RelativeTolerance = 1e-12;

    /// <summary>
    /// Percentile rank of <paramref name="current"/> among <paramref name="values"/>, which include it: (number below + 0.5 x number equal) / number, in [0, 1].
    /// NaN of nothing.
    /// </summary>
    public static double PercentileRank(ReadOnlySpan<double> values, double current)
    {
        var (below, equal) = (0, 0);
        foreach (var value in values)
        {
            if (AreEqual(value, current)) equal++;
            else if (value < current) below++;
        }

        return (below + (0.5 * equal)) / values.Length;
    }

    /// <summary>Equality within <see cref="RelativeTolerance"/>.</summary>
    public static bool AreEqual(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= RelativeTolerance * Math.Max(Math.Abs(a), Math.Abs(b));
}
