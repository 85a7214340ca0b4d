namespace CryptoRun.Domain.Numerics;

/// <summary>
/// How far out a bootstrap's percentiles must be taken to hold the confidence they promise. Of few blocks the plain ones are too narrow, as z is against t and
/// divisor n against n - 1 (T. Hesterberg, "What teachers should know about the bootstrap", The American Statistician 69, 2015, section 4.5).
/// </summary>
internal static class ExpandedPercentile
{
    /// <summary>Probability of each tail: <c>Phi(-sqrt(k/(k - 1)) t)</c>, t the Student quantile with k - 1 degrees of freedom. Tends to (1 - confidence)/2 with many blocks.</summary>
    /// <param name="confidence">Two-sided, in (0, 1).</param>
    /// <param name="blocks">Independent blocks k, <see cref="BlockBootstrap.LeastBlocks"/> or more; may be broken.</param>
    public static double Tail(double confidence, double blocks) =>
        NormalDistribution.Cdf(-Math.Sqrt(blocks / (blocks - 1)) * StudentQuantile(NormalDistribution.Quantile((1 + confidence) / 2), blocks - 1));

    /// <summary>Quantile of Student's t from that of the normal (Abramowitz and Stegun 26.7.5): within 1 % of it from 3 degrees of freedom at 95 %.</summary>
    private static double StudentQuantile(double z, double degrees)
    {
        var square = z * z;
        var (cube, fifth, seventh) = (z * square, z * square * square, z * square * square * square);
        return z
            + ((cube + z) / (4 * degrees))
            + (((5 * fifth) + (16 * cube) + (3 * z)) / (96 * degrees * degrees))
            + (((3 * seventh) + (19 * fifth) + (17 * cube) - (15 * z)) / (384 * degrees * degrees * degrees));
    }
}
