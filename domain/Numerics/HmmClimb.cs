namespace CryptoRun.Domain.Numerics;

/// <summary>One start of EM on its way up.</summary>
internal sealed class HmmClimb
{
    private readonly HmmPasses _passes;
    private readonly HmmFitOptions _options;
    private readonly List<double> _steps = [];

    /// <summary>Stands at the guess.</summary>
    /// <param name="white">Whitened observations.</param>
    /// <param name="variables">Values an observation.</param>
    /// <param name="states">States.</param>
    /// <param name="labels">A first guess at each observation's state.</param>
    /// <param name="options">Parameters.</param>
    public HmmClimb(double[] white, int variables, int states, int[] labels, HmmFitOptions options)
    {
        (_passes, _options) = (new HmmPasses(white, variables, states), options);
        _passes.TrySet(Guess(white, variables, states, labels, options.Floor));
        LogLikelihood = _passes.Filter();
        _steps.Add(LogLikelihood);
        Model = _passes.Model;
    }

    public double LogLikelihood { get; private set; }

    public bool IsConverged { get; private set; }

    public GaussianHmm Model { get; private set; }

    public IReadOnlyList<double> Steps => _steps;

    public IReadOnlyList<double> Expected => _passes.Expected;

    /// <summary>Climbs until it has converged, at most so many steps.</summary>
    public void Run(int steps)
    {
        for (var i = 0; i < steps && !IsConverged; i++)
        {
            if (!_passes.TryStep(_options.Floor)) return;

            var reached = _passes.Filter();
            IsConverged = reached - LogLikelihood < _options.Tolerance;
            if (reached > LogLikelihood) (LogLikelihood, Model) = (reached, _passes.Model);
            _steps.Add(reached);
        }
    }

    /// <summary>Clusters as states: their means and covariances, and how often one follows another, each pair counted once more than seen.</summary>
    private static GaussianHmm Guess(double[] white, int variables, int states, int[] labels, double floor)
    {
        var transition = new double[states * states];
        Array.Fill(transition, 1);
        for (var t = 1; t < labels.Length; t++) transition[(labels[t - 1] * states) + labels[t]]++;
        for (var i = 0; i < states; i++)
        {
            var row = transition.AsSpan(i * states, states);
            var sum = 0.0;
            foreach (var value in row) sum += value;
            for (var j = 0; j < states; j++) row[j] /= sum;
        }

        var (means, covariances) = (new double[states * variables], new double[states * variables * variables]);
        for (var s = 0; s < states; s++)
        {
            double[] members = [.. Enumerable.Range(0, labels.Length).Where(t => labels[t] == s).SelectMany(t => white[(t * variables)..((t + 1) * variables)])];
            var covariance = covariances.AsSpan(s * variables * variables, variables * variables);
            if (members.Length > 0) Covariance.Of(members, variables, means.AsSpan(s * variables, variables), covariance);
            CovarianceFloor.Raise(covariance, variables, floor);
        }

        return new GaussianHmm([.. Enumerable.Repeat(1.0 / states, states)], transition, means, covariances);
    }
}
