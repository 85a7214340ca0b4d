using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// Cross-sectional robust z: <c>(x - median) / (1.4826 x MAD)</c>, cut at +-3. NaN means missing: it takes no part in median and MAD and gets 0.
/// Used for the factors and, alike, for the components that a factor averages.
/// </summary>
public static class RobustZ
{
    /// <summary>Where z is cut.</summary>
    public const double Limit = 3;

    /// <summary>Scales the MAD of a normal distribution to its sd.</summary>
    public const double MadToSigma = 1.4826;

    /// <summary>
    /// A spread below this share of the median's size (or of 1, all measures here being of that order) counts as MAD = 0: measures are defined to 1e-9, and a
    /// z of their rounding would tell equal coins apart.
    /// </summary>
    public const double SameWithin = 1e-9;

    /// <summary>Fills <paramref name="z"/>; true when the column has a spread, false when MAD is 0 (then all z are 0).</summary>
    /// <param name="x">Raw values, finite or NaN for missing.</param>
    /// <param name="z">Receives z.</param>
    /// <param name="scratch">Room for as many numbers.</param>
    public static bool Standardise(ReadOnlySpan<double> x, Span<double> z, Span<double> scratch) => Standardise(x, z, scratch, out _, out _);

    /// <summary>The same, and what it was standardised with: <c>z = (x - centre) / scale</c> before the cut; scale 0 where MAD is 0.</summary>
    public static bool Standardise(ReadOnlySpan<double> x, Span<double> z, Span<double> scratch, out double centre, out double scale)
    {
        (centre, scale) = (0, 0);
        var present = 0;
        foreach (var value in x)
        {
            if (!double.IsNaN(value)) scratch[present++] = value;
        }

        z.Clear();
        if (present == 0) return false;

        var values = scratch[..present];
        var median = centre = RobustStatistics.MedianInPlace(values);
        for (var i = 0; i < present; i++) values[i] = Math.Abs(values[i] - median);
        var mad = RobustStatistics.MedianInPlace(values);
        if (mad <= SameWithin * Math.Max(1, Math.Abs(median))) return false;

        scale = MadToSigma * mad;
        for (var i = 0; i < x.Length; i++)
        {
            if (!double.IsNaN(x[i])) z[i] = Math.Clamp((x[i] - median) / scale, -Limit, Limit);
        }

        return true;
    }
}
