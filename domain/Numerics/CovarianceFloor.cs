namespace CryptoRun.Domain.Numerics;

/// <summary>
/// Raises the eigenvalues of a covariance to a floor. Among the matrices with no smaller eigenvalue this is the likeliest one (the likelihood decouples over the
/// eigenvectors; Won, Lim, Kim and Rajaratnam, Journal of the Royal Statistical Society B 75, 2013), so that EM under the floor still never loses likelihood.
/// </summary>
internal static class CovarianceFloor
{
    private const int MostVariables = 16;

    public static void Raise(Span<double> covariance, int variables, double floor)
    {
        if (variables > MostVariables) throw new ArgumentOutOfRangeException(nameof(variables), variables, $"At most {MostVariables} variables.");

        Span<double> copy = stackalloc double[MostVariables * MostVariables];
        copy = copy[..(variables * variables)];
        covariance.CopyTo(copy);
        for (var i = 0; i < copy.Length; i += variables + 1) copy[i] -= floor;
        Span<double> vectors = stackalloc double[MostVariables * MostVariables];
        vectors = vectors[..(variables * variables)];
        if (Cholesky.TryFactor(copy, variables, vectors)) return;

        covariance.CopyTo(copy);
        SymmetricEigen.Decompose(copy, variables, vectors);
        for (var i = 0; i < variables; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < variables; k++)
                    sum += vectors[(i * variables) + k] * vectors[(j * variables) + k] * Math.Max(copy[(k * variables) + k], floor);
                (covariance[(i * variables) + j], covariance[(j * variables) + i]) = (sum, sum);
            }
        }
    }
}
