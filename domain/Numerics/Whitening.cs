namespace CryptoRun.Domain.Numerics;

/// <summary>Observations in coordinates in which their mean is 0 and their covariance the identity: units and levels do not matter to what is fitted there.</summary>
internal sealed class Whitening
{
    private readonly int _variables;
    private readonly double[] _mean;
    private readonly double[] _lower;

    private Whitening(int variables, double[] mean, double[] lower, double[] whitened) =>
        (_variables, _mean, _lower, Whitened) = (variables, mean, lower, whitened);

    /// <summary>The observations, row by row.</summary>
    public double[] Whitened { get; }

    /// <summary>Logarithm of the volume that one unit of whitened volume has.</summary>
    public double LogDeterminant => Cholesky.LogDeterminant(_lower, _variables) / 2;

    /// <summary>Whitens; null, with what is wrong in words, where a variable is constant or explained by others.</summary>
    public static Whitening? Of(ReadOnlySpan<double> rows, int variables, double constantBelow, double collinearBelow, out string? problem)
    {
        var (mean, matrix, lower) = (new double[variables], new double[variables * variables], new double[variables * variables]);
        var white = Covariance.Centre(rows, variables, mean);
        Covariance.Of(white, variables, matrix);
        problem = null;
        for (var v = 0; v < variables; v++)
        {
            var largest = 0.0;
            for (var i = v; i < rows.Length; i += variables) largest = Math.Max(largest, Math.Abs(rows[i]));
            var sd = Math.Sqrt(matrix[(v * variables) + v]);
            if (!(sd > constantBelow * largest) || !double.IsFinite(sd)) problem ??= $"Variable {v + 1} does not vary.";
        }

        var isDefinite = Cholesky.TryFactor(matrix, variables, lower);
        for (var v = 0; v < variables && problem is null; v++)
        {
            var own = lower[(v * variables) + v];
            if (!isDefinite || own * own < collinearBelow * matrix[(v * variables) + v]) problem = "The variables are collinear.";
        }

        if (problem is not null) return null;

        for (var start = 0; start < white.Length; start += variables) Cholesky.SolveLower(lower, variables, white.AsSpan(start, variables));
        return new Whitening(variables, mean, lower, white);
    }

    /// <summary>The model in the coordinates of the observations.</summary>
    public GaussianHmm Undo(GaussianHmm model)
    {
        var (means, covariances) = (new double[model.Means.Count], new double[model.Covariances.Count]);
        for (var s = 0; s < model.States; s++)
        {
            for (var i = 0; i < _variables; i++)
            {
                means[(s * _variables) + i] = _mean[i];
                for (var k = 0; k <= i; k++) means[(s * _variables) + i] += _lower[(i * _variables) + k] * model.Means[(s * _variables) + k];
                for (var j = 0; j <= i; j++)
                {
                    var (sum, offset) = (0.0, s * _variables * _variables);
                    for (var k = 0; k <= i; k++)
                    {
                        for (var l = 0; l <= j; l++) sum += _lower[(i * _variables) + k] * model.Covariances[offset + (k * _variables) + l] * _lower[(j * _variables) + l];
                    }

                    (covariances[offset + (i * _variables) + j], covariances[offset + (j * _variables) + i]) = (sum, sum);
                }
            }
        }

        return model with { Means = means, Covariances = covariances };
    }
}
