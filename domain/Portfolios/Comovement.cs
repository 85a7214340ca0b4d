using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Portfolios;

/// <summary>How two symbols moved together over the hours that both have.</summary>
/// <param name="Shared">Hours that both have.</param>
/// <param name="Correlation">Pearson correlation in [-1, 1]; null with too few shared hours or where one of them did not move.</param>
/// <param name="Beta">Slope of the first on the second by least squares; null likewise.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Comovement(int Shared, double? Correlation, double? Beta)
{
    /// <summary>Measures two rows of returns, NaN for missing. Two passes: means of the shared hours, then products of deviations.</summary>
    public static Comovement Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int sharedAtLeast)
    {
        var (shared, sumFirst, sumSecond) = (0, 0.0, 0.0);
        for (var i = 0; i < first.Length; i++)
        {
            if (double.IsNaN(first[i] + second[i])) continue;

            shared++;
            sumFirst += first[i];
            sumSecond += second[i];
        }

        if (shared < sharedAtLeast) return new Comovement(shared, null, null);

        var (meanFirst, meanSecond) = (sumFirst / shared, sumSecond / shared);
        var (squareFirst, squareSecond, product) = (0.0, 0.0, 0.0);
        for (var i = 0; i < first.Length; i++)
        {
            var (a, b) = (first[i] - meanFirst, second[i] - meanSecond);
            if (double.IsNaN(a + b)) continue;

            squareFirst += a * a;
            squareSecond += b * b;
            product += a * b;
        }

        var correlation = product / (Math.Sqrt(squareFirst) * Math.Sqrt(squareSecond));
        var beta = product / squareSecond;
        return new Comovement(shared, double.IsFinite(correlation) ? Math.Clamp(correlation, -1, 1) : null, double.IsFinite(beta) ? beta : null);
    }
}
