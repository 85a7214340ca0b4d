using System.Buffers;

namespace CryptoRun.Domain.Numerics;

/// <summary>Sample quantiles.</summary>
public static class Quantiles
{
    /// <summary>
    /// Quantile with linear interpolation between order statistics, type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", The American
    /// Statistician 50 (1996): the definition of R, NumPy and spreadsheets. NaN of nothing or where any value is NaN.
    /// </summary>
    /// <param name="values">Sample, any order; stays as it is.</param>
    /// <param name="probability">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A probability outside [0, 1].</exception>
    public static double Linear(ReadOnlySpan<double> values, double probability)
    {
        if (probability is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in [0, 1].");
        if (values.IsEmpty) return double.NaN;

        var rented = ArrayPool<double>.Shared.Rent(values.Length);
        var sorted = rented.AsSpan(0, values.Length);
        values.CopyTo(sorted);
        sorted.Sort();
        var quantile = OfSorted(sorted, probability);
        ArrayPool<double>.Shared.Return(rented);
        return quantile;
    }

    /// <summary>The same of values that are ascending already.</summary>
    internal static double OfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        // Sorting puts NaN first.
        if (double.IsNaN(sorted[0])) return double.NaN;

        var position = (sorted.Length - 1) * probability;
        var index = (int)position;
        var fraction = position - index;
        return fraction == 0 ? sorted[index] : sorted[index] + (fraction * (sorted[index + 1] - sorted[index]));
    }

    /// <summary>Percentile by nearest rank, <c>sorted[ceil(percent n / 100) - 1]</c>: always one of the values.</summary>
    /// <param name="sorted">Ascending, at least one value.</param>
    /// <param name="percent">1 to 100.</param>
    public static double NearestRank(ReadOnlySpan<double> sorted, int percent) => sorted[(int)((((long)percent * sorted.Length) + 99) / 100) - 1];
}
