namespace CryptoRun.Domain.Backtesting.Validation;

/// <summary>A figure over a grid of parameters: whether good results stand together, as where there is an effect, or alone, as where the best of many draws was chosen.</summary>
public sealed class SensitivityMap
{
    private readonly double[] _results;
    private readonly int[] _strides;

    /// <summary>A map.</summary>
    /// <param name="axes">The parameters, one or more.</param>
    /// <param name="results">Figure of each combination, the last parameter running fastest; finite, higher is better.</param>
    /// <exception cref="ArgumentException">A number of results that is not that of the combinations, or one that is not finite.</exception>
    public SensitivityMap(IReadOnlyList<ParameterAxis> axes, ReadOnlySpan<double> results)
    {
        ArgumentNullException.ThrowIfNull(axes);
        var cells = 1;
        _strides = new int[axes.Count];
        for (var axis = axes.Count - 1; axis >= 0; axis--)
        {
            if (axes[axis].Values.Count == 0) throw new ArgumentException($"{axes[axis].Name} has no value.", nameof(axes));
            _strides[axis] = cells;
            cells *= axes[axis].Values.Count;
        }

        if (axes.Count == 0 || cells != results.Length) throw new ArgumentException($"There are {results.Length} results; {axes.Count} parameters make {cells} combinations.", nameof(results));
        for (var i = 0; i < results.Length; i++)
        {
            if (!double.IsFinite(results[i])) throw new ArgumentException($"Result {i} is {results[i]}; allowed is any finite number.", nameof(results));
        }

        (Axes, _results) = (axes, results.ToArray());
        for (var cell = 1; cell < _results.Length; cell++)
        {
            if (_results[cell] > _results[Best]) Best = cell;
            if (NeighbourhoodMean(cell) > NeighbourhoodMean(Stable)) Stable = cell;
        }
    }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<ParameterAxis> Axes { get; }

    /// <summary>Figure of each combination, the last parameter running fastest.</summary>
    public IReadOnlyList<double> Results => _results;

    /// <summary>Combination with the highest figure, the first of equal ones.</summary>
    public int Best { get; }

    /// <summary>Combination with the highest <see cref="NeighbourhoodMean"/>: the one to take, if any.</summary>
    public int Stable { get; }

    /// <summary>What the best combination's neighbours reach of its lead over the mean of all: 1 is a plateau, 0 or less a lone peak. Null where results do not vary.</summary>
    public double? BestRetention
    {
        get
        {
            var (mean, neighbours) = (Numerics.Moments.Mean(_results), Neighbours(Best));
            return neighbours.Count > 0 && _results[Best] > mean ? (neighbours.Average(n => _results[n]) - mean) / (_results[Best] - mean) : null;
        }
    }

    /// <summary>
    /// Geary's C (R. Geary, "The contiguity ratio and statistical mapping", The Incorporated Statistician 5, 1954), 0 or more: squared differences of neighbours over those of any two. Near 0 the map
    /// is smooth, near 1 it is noise. Null where results do not vary.
    /// </summary>
    public double? Roughness
    {
        get
        {
            var (differences, pairs) = (0.0, 0);
            for (var cell = 0; cell < _results.Length; cell++)
            {
                foreach (var neighbour in Neighbours(cell))
                {
                    differences += (_results[cell] - _results[neighbour]) * (_results[cell] - _results[neighbour]);
                    pairs++;
                }
            }

            var sd = Numerics.Moments.SampleSd(_results);
            return pairs > 0 && sd > 0 ? differences / pairs / (2 * sd * sd) : null;
        }
    }

    /// <summary>The values of a combination, in the order of the parameters.</summary>
    public IReadOnlyList<double> Values(int cell) => [.. Axes.Select((axis, i) => axis.Values[Place(cell, i)])];

    /// <summary>Combinations one step away in one parameter.</summary>
    public IReadOnlyList<int> Neighbours(int cell)
    {
        List<int> found = [];
        for (var axis = 0; axis < Axes.Count; axis++)
        {
            if (Place(cell, axis) > 0) found.Add(cell - _strides[axis]);
            if (Place(cell, axis) < Axes[axis].Values.Count - 1) found.Add(cell + _strides[axis]);
        }

        return found;
    }

    /// <summary>Mean figure of a combination and its neighbours.</summary>
    public double NeighbourhoodMean(int cell)
    {
        var neighbours = Neighbours(cell);
        return (_results[cell] + neighbours.Sum(n => _results[n])) / (neighbours.Count + 1);
    }

    private int Place(int cell, int axis) => cell / _strides[axis] % Axes[axis].Values.Count;
}

/// <summary>A parameter and the values it was tried with.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Values">In order, one or more.</param>
public sealed record ParameterAxis(string Name, IReadOnlyList<double> Values);
