using System.Buffers;

namespace CryptoRun.Domain.Numerics;

/// <summary>Median and median absolute deviation. The median of an even count is the mean of the middle two; NaN of nothing or where any value is NaN.</summary>
public static class RobustStatistics
{
    private const int OnStack = 256;

    /// <summary>Median of <paramref name="values"/>, which stay as they are.</summary>
    public static double Median(ReadOnlySpan<double> values)
    {
        var rented = values.Length > OnStack ? ArrayPool<double>.Shared.Rent(values.Length) : null;
        var copy = rented is null ? stackalloc double[OnStack] : rented;
        copy = copy[..values.Length];
        values.CopyTo(copy);
        var median = MedianInPlace(copy);
        if (rented is not null) ArrayPool<double>.Shared.Return(rented);
        return median;
    }

    /// <summary>Median by quickselect (Hoare 1961, median of three): O(n) on average, no memory, the order of <paramref name="values"/> changes.</summary>
    public static double MedianInPlace(Span<double> values)
    {
        if (values.IsEmpty || values.ContainsNaN()) return double.NaN;

        var middle = values.Length / 2;
        Select(values, middle);
        var upper = values[middle];
        if ((values.Length & 1) == 1) return upper;

        var lower = values[0];
        for (var i = 1; i < middle; i++) lower = Math.Max(lower, values[i]);
        return Middle(lower, upper);
    }

    /// <summary>Median of values in ascending order without NaN; NaN of nothing.</summary>
    public static double MedianOfSorted(ReadOnlySpan<double> sorted)
    {
        if (sorted.IsEmpty) return double.NaN;
        var middle = sorted.Length / 2;
        return (sorted.Length & 1) == 1 ? sorted[middle] : Middle(sorted[middle - 1], sorted[middle]);
    }

    /// <summary>Median of |x - median|, not scaled (times 1.4826 it estimates a normal distribution's sd).</summary>
    public static double Mad(ReadOnlySpan<double> values) => Mad(values, Median(values));

    /// <summary>Median of |x - <paramref name="median"/>| where the median is known already.</summary>
    public static double Mad(ReadOnlySpan<double> values, double median)
    {
        var rented = values.Length > OnStack ? ArrayPool<double>.Shared.Rent(values.Length) : null;
        var deviations = rented is null ? stackalloc double[OnStack] : rented;
        deviations = deviations[..values.Length];
        for (var i = 0; i < values.Length; i++) deviations[i] = Math.Abs(values[i] - median);
        var mad = MedianInPlace(deviations);
        if (rented is not null) ArrayPool<double>.Shared.Return(rented);
        return mad;
    }

    private static double Middle(double lower, double upper)
    {
        var sum = lower + upper;
        return double.IsFinite(sum) ? sum / 2 : (lower / 2) + (upper / 2);
    }

    private static bool ContainsNaN(this Span<double> values)
    {
        foreach (var value in values)
        {
            if (double.IsNaN(value)) return true;
        }

        return false;
    }

    /// <summary>Moves the k-th smallest value to place k, smaller ones before it, larger ones behind.</summary>
    private static void Select(Span<double> values, int k)
    {
        var (left, right) = (0, values.Length - 1);
        while (left < right)
        {
            var pivot = MedianOfThree(values[left], values[left + ((right - left) / 2)], values[right]);
            var (i, j) = (left, right);
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }

            if (k <= j) right = j;
            else if (k >= i) left = i;
            else return;
        }
    }

    private static double MedianOfThree(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
