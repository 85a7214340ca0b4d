namespace CryptoRun.Domain.Numerics;

/// <summary>A hidden Markov model fitted to a series by EM.</summary>
/// <param name="Model">The parameters, states in no particular order.</param>
/// <param name="LogLikelihood">Their log-likelihood.</param>
/// <param name="Steps">Log-likelihood before each step of the winning start and after the last; it never falls.</param>
/// <param name="IsConverged">Whether the last step gained less than the tolerance.</param>
/// <param name="Expected">Observations that each state expects; they sum to the number of observations.</param>
public sealed record HmmFit(GaussianHmm Model, double LogLikelihood, IReadOnlyList<double> Steps, bool IsConverged, IReadOnlyList<double> Expected)
{
    /// <summary>Variation under this share of a variable's largest value is rounding, not information.</summary>
    private const double ConstantBelow = 1e-12;

    /// <summary>A variable of whose variance a smaller share is its own, not explained by those before it, is collinear.</summary>
    private const double CollinearBelow = 1e-9;

    private const int FewestAState = 10;

    /// <summary>Why no model can be fitted, or null: a value that is not finite, too few observations, a constant variable, collinear variables.</summary>
    /// <param name="rows">Observations, row by row.</param>
    /// <param name="variables">Values an observation, at most 16.</param>
    /// <param name="states">States.</param>
    public static string? WhyNot(ReadOnlySpan<double> rows, int variables, int states)
    {
        var count = rows.Length / variables;
        if (count < FewestAState * states) return $"{count} observations are too few for {states} states; {FewestAState * states} are needed.";
        foreach (var value in rows)
        {
            if (!double.IsFinite(value)) return "An observation is not a finite number.";
        }

        return Whitening.Of(rows, variables, ConstantBelow, CollinearBelow, out var problem) is null ? problem : null;
    }

    /// <summary>
    /// Fits by EM. Several starts (<see cref="HmmStarts"/>) from k-means++ clusters run a few steps; those that have come furthest run on until a step gains less than
    /// <see cref="HmmFitOptions.Tolerance"/>; the largest likelihood wins, among those without a state that lives on a few outliers. Covariances are full, and in no direction smaller than
    /// <see cref="HmmFitOptions.Floor"/> times the series' own. Smoothing over the series happens inside, so a fit up to t must be given nothing after t.
    /// </summary>
    /// <param name="rows">Observations, row by row.</param>
    /// <param name="variables">Values an observation, at most 16.</param>
    /// <param name="states">States, at least 1.</param>
    /// <param name="options">Parameters of the search; null: the defaults.</param>
    /// <exception cref="ArgumentException">See <see cref="WhyNot"/>.</exception>
    public static HmmFit Of(ReadOnlySpan<double> rows, int variables, int states, HmmFitOptions? options = null)
    {
        if (WhyNot(rows, variables, states) is { } reason) throw new ArgumentException(reason, nameof(rows));

        options ??= new HmmFitOptions();
        var whitening = Whitening.Of(rows, variables, ConstantBelow, CollinearBelow, out _)!;
        var white = whitening.Whitened;
        var climbs = new List<HmmClimb>(options.Starts);
        for (var start = 0; start < options.Starts; start++)
        {
            var climb = new HmmClimb(white, variables, states, HmmStarts.Guess(white, variables, states, start, options.Seed), options);
            climb.Run(options.ShortSteps);
            climbs.Add(climb);
        }

        var finalists = Ranked(climbs, options).Take(options.Finalists).ToList();
        foreach (var finalist in finalists) finalist.Run(options.MostSteps);
        var best = Ranked(finalists, options).First();

        // The density of x is that of its whitened form divided by the determinant of the whitening's factor.
        var shift = rows.Length / variables * whitening.LogDeterminant;
        return new HmmFit(whitening.Undo(best.Model), best.LogLikelihood - shift, [.. best.Steps.Select(step => step - shift)], best.IsConverged, best.Expected);
    }

    private static IEnumerable<HmmClimb> Ranked(IEnumerable<HmmClimb> climbs, HmmFitOptions options) =>
        climbs.OrderByDescending(climb => climb.Expected.Min() >= options.FewestExpected).ThenByDescending(climb => climb.LogLikelihood);
}

/// <summary>Parameters of <see cref="HmmFit"/>.</summary>
/// <param name="Starts">Starts, at least 1.</param>
/// <param name="ShortSteps">Steps that each start runs.</param>
/// <param name="Finalists">Starts that run on.</param>
/// <param name="MostSteps">Steps that these run at most.</param>
/// <param name="Tolerance">Gain in log-likelihood of a step under which it has converged.</param>
/// <param name="Floor">Least variance of a state in any direction, as a share of the series' own; above 0.</param>
/// <param name="FewestExpected">A fit with a state that expects fewer observations wins only where all have one.</param>
/// <param name="Seed">Seed of the starts.</param>
public sealed record HmmFitOptions(int Starts = 10, int ShortSteps = 20, int Finalists = 3, int MostSteps = 1000, double Tolerance = 1e-6, double Floor = 0.01, double FewestExpected = 5, ulong Seed = 1);
