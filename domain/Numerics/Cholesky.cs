namespace CryptoRun.Domain.Numerics;

/// <summary>Cholesky factors of small symmetric matrices, row by row in one span: A = L L'.</summary>
internal static class Cholesky
{
    /// <summary>Writes the lower triangle; false where the matrix is not positive definite or holds what is not a number.</summary>
    /// <param name="a">Symmetric matrix, size x size; only its lower triangle is read.</param>
    /// <param name="size">Rows.</param>
    /// <param name="lower">Receives L with zeros above the diagonal. May be the same memory as <paramref name="a"/>.</param>
    public static bool TryFactor(ReadOnlySpan<double> a, int size, Span<double> lower)
    {
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[(i * size) + j];
                for (var k = 0; k < j; k++) sum -= lower[(i * size) + k] * lower[(j * size) + k];

                if (i != j) lower[(i * size) + j] = sum / lower[(j * size) + j];
                else if (sum > 0 && double.IsFinite(sum)) lower[(i * size) + i] = Math.Sqrt(sum);
                else return false;
            }

            lower.Slice((i * size) + i + 1, size - i - 1).Clear();
        }

        return true;
    }

    /// <summary>Natural logarithm of the determinant of A.</summary>
    public static double LogDeterminant(ReadOnlySpan<double> lower, int size)
    {
        var sum = 0.0;
        for (var i = 0; i < size; i++) sum += Math.Log(lower[(i * size) + i]);
        return 2 * sum;
    }

    /// <summary>Replaces v by the solution of L x = v.</summary>
    public static void SolveLower(ReadOnlySpan<double> lower, int size, Span<double> v)
    {
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < i; k++) v[i] -= lower[(i * size) + k] * v[k];
            v[i] /= lower[(i * size) + i];
        }
    }
}
