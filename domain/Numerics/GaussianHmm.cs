namespace CryptoRun.Domain.Numerics;

/// <summary>
/// A hidden Markov chain whose states show themselves as normal observations with a mean and a full covariance each (Rabiner, "A tutorial on hidden Markov
/// models", Proceedings of the IEEE 77, 1989; for time series Hamilton, Econometrica 57, 1989). All tables row by row.
/// </summary>
/// <param name="Initial">Probability of each state at the first observation.</param>
/// <param name="Transition">Probability of going from state i (row) to state j (column) in one step.</param>
/// <param name="Means">Means of the variables, a row a state.</param>
/// <param name="Covariances">Covariance matrices, one after the other.</param>
public sealed record GaussianHmm(IReadOnlyList<double> Initial, IReadOnlyList<double> Transition, IReadOnlyList<double> Means, IReadOnlyList<double> Covariances)
{
    /// <summary>Number of states.</summary>
    public int States => Initial.Count;

    /// <summary>Variables an observation has.</summary>
    public int Variables => Means.Count / Initial.Count;

    /// <summary>
    /// Filtered probabilities, those of each state at each observation given the observations up to it and none after, and the log-likelihood of all.
    /// The log-densities are shifted by their largest at each step, so that nothing under- or overflows.
    /// </summary>
    /// <param name="rows">Observations, row by row; all finite.</param>
    /// <exception cref="ArgumentException">No table of this model's variables, or a covariance that is not positive definite.</exception>
    public HmmFiltering Filter(ReadOnlySpan<double> rows)
    {
        if (rows.IsEmpty || rows.Length % Variables != 0) throw new ArgumentException($"{rows.Length} values are no table of {Variables} variables.", nameof(rows));

        var passes = new HmmPasses(rows.ToArray(), Variables, States);
        if (!passes.TrySet(this)) throw new ArgumentException("A covariance is not positive definite.", nameof(rows));

        var logLikelihood = passes.Filter();
        return new HmmFiltering(passes.Filtered.ToArray(), logLikelihood);
    }

    /// <summary>The same model with its states in ascending order of <paramref name="key"/>; the numbers of states mean nothing by themselves.</summary>
    /// <param name="key">The quantity of a state, by its number.</param>
    public GaussianHmm OrderedBy(Func<int, double> key)
    {
        var order = Enumerable.Range(0, States).OrderBy(key).ToArray();
        var square = Variables * Variables;
        return new GaussianHmm(
            [.. order.Select(s => Initial[s])],
            [.. order.SelectMany(i => order.Select(j => Transition[(i * States) + j]))],
            [.. order.SelectMany(s => Enumerable.Range(s * Variables, Variables).Select(i => Means[i]))],
            [.. order.SelectMany(s => Enumerable.Range(s * square, square).Select(i => Covariances[i]))]);
    }
}

/// <summary>What filtering gives.</summary>
/// <param name="Probabilities">A row an observation, a column a state; each row sums to 1.</param>
/// <param name="LogLikelihood">Natural logarithm of the observations' density.</param>
public sealed record HmmFiltering(IReadOnlyList<double> Probabilities, double LogLikelihood);
