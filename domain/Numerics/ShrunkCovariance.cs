namespace CryptoRun.Domain.Numerics;

/// <summary>
/// A covariance matrix pulled towards a multiple of the identity: (1 - s) S + s m I, with S the covariance with divisor n and m the mean of its diagonal. It can
/// be inverted also where there are more variables than observations.
/// </summary>
/// <param name="Mean">Means of the variables.</param>
/// <param name="Matrix">The shrunk matrix, row by row.</param>
/// <param name="Shrinkage">s, in [0, 1].</param>
public sealed record ShrunkCovariance(IReadOnlyList<double> Mean, IReadOnlyList<double> Matrix, double Shrinkage)
{
    /// <summary>
    /// The shrinkage of Ledoit and Wolf, "A well-conditioned estimator for large-dimensional covariance matrices", Journal of Multivariate Analysis 88 (2004):
    /// s = min(b, d) / d with d = |S - m I|² / p and b = (mean over the observations of |x x' - S|²) / (n p), norms those of Frobenius.
    /// </summary>
    /// <param name="rows">Observations, row by row; all finite.</param>
    /// <param name="variables">Values an observation.</param>
    /// <exception cref="ArgumentException">No table of observations.</exception>
    public static ShrunkCovariance LedoitWolf(ReadOnlySpan<double> rows, int variables) => Shrink(rows, variables, LedoitWolf);

    /// <summary>
    /// Oracle approximating shrinkage of Chen, Wiesel, Eldar and Hero, "Shrinkage algorithms for MMSE covariance estimation", IEEE Transactions on Signal
    /// Processing 58 (2010), without the terms in 2 / p: s = min(1, (tr S² + tr² S) / ((n + 1) (tr S² - tr² S / p))).
    /// </summary>
    /// <param name="rows">Observations, row by row; all finite.</param>
    /// <param name="variables">Values an observation.</param>
    /// <exception cref="ArgumentException">No table of observations.</exception>
    public static ShrunkCovariance OracleApproximating(ReadOnlySpan<double> rows, int variables) => Shrink(rows, variables, OracleApproximating);

    private static ShrunkCovariance Shrink(ReadOnlySpan<double> rows, int variables, Rule rule)
    {
        var (mean, matrix) = (new double[variables], new double[variables * variables]);
        var centred = Covariance.Centre(rows, variables, mean);
        Covariance.Of(centred, variables, matrix);

        var trace = 0.0;
        for (var i = 0; i < matrix.Length; i += variables + 1) trace += matrix[i];
        var shrinkage = rule(centred, matrix, variables, trace);
        for (var i = 0; i < matrix.Length; i++) matrix[i] *= 1 - shrinkage;
        for (var i = 0; i < matrix.Length; i += variables + 1) matrix[i] += shrinkage * trace / variables;
        return new ShrunkCovariance(mean, matrix, shrinkage);
    }

    private static double LedoitWolf(ReadOnlySpan<double> centred, ReadOnlySpan<double> matrix, int variables, double trace)
    {
        // The mean of |x x' - S|² over the observations is the mean of |x|^4 less |S|².
        var (count, fourth) = (centred.Length / variables, 0.0);
        for (var start = 0; start < centred.Length; start += variables)
        {
            var length = SumOfSquares(centred.Slice(start, variables));
            fourth += length * length;
        }

        var squares = SumOfSquares(matrix);
        var distance = squares - (trace * trace / variables);
        var noise = ((fourth / count) - squares) / count;
        return distance > 0 && noise > 0 ? Math.Min(noise / distance, 1) : 0;
    }

    private static double OracleApproximating(ReadOnlySpan<double> centred, ReadOnlySpan<double> matrix, int variables, double trace)
    {
        var squares = SumOfSquares(matrix);
        var distance = squares - (trace * trace / variables);
        var count = centred.Length / variables;
        return distance > 0 ? Math.Min((squares + (trace * trace)) / ((count + 1) * distance), 1) : 1;
    }

    private static double SumOfSquares(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value * value;
        return sum;
    }

    private delegate double Rule(ReadOnlySpan<double> centred, ReadOnlySpan<double> matrix, int variables, double trace);
}
