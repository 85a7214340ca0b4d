using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Validation;

/// <summary>Values of a figure over resampled paths.</summary>
public sealed class Distribution
{
    private readonly double[] _sorted;

    /// <summary>A distribution.</summary>
    /// <param name="values">Finite, at least one.</param>
    /// <exception cref="ArgumentException">No value, or one that is not finite.</exception>
    public Distribution(ReadOnlySpan<double> values)
    {
        _sorted = values.ToArray();
        Array.Sort(_sorted);
        if (_sorted.Length == 0 || !double.IsFinite(_sorted[0]) || !double.IsFinite(_sorted[^1])) throw new ArgumentException("There is at least one value, and all are finite.", nameof(values));
        Mean = Moments.Mean(_sorted);
    }

    /// <summary>Arithmetic mean.</summary>
    public double Mean { get; }

    /// <summary>Number of values.</summary>
    public int Count => _sorted.Length;

    /// <summary>The values, lowest first.</summary>
    public IReadOnlyList<double> Sorted => _sorted;

    /// <summary>Median.</summary>
    public double Median => Quantile(0.5);

    /// <summary>Quantile with linear interpolation.</summary>
    /// <param name="probability">In [0, 1].</param>
    public double Quantile(double probability) => probability is >= 0 and <= 1
        ? Quantiles.OfSorted(_sorted, probability)
        : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in [0, 1].");

    /// <summary>Share of the values that are at least <paramref name="value"/>, in [0, 1].</summary>
    public double ShareAtLeast(double value) => (double)AtLeast(value) / _sorted.Length;

    /// <summary>
    /// One-sided p-value of an observed figure against these as its null: (1 + those at least as high)/(1 + all), never 0 (B. Phipson and G. Smyth, Statistical Applications in Genetics
    /// and Molecular Biology 9, 2010).
    /// </summary>
    public double PValue(double observed) => (1.0 + AtLeast(observed)) / (1.0 + _sorted.Length);

    private int AtLeast(double value)
    {
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_sorted[middle] < value) low = middle + 1;
            else high = middle;
        }

        return _sorted.Length - low;
    }
}
