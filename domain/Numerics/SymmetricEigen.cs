namespace CryptoRun.Domain.Numerics;

/// <summary>Eigenvalues and eigenvectors of small symmetric matrices by Jacobi's cyclic rotations (Golub and Van Loan, "Matrix Computations", 8.5).</summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>Turns <paramref name="a"/> into a diagonal of eigenvalues and writes the eigenvectors as columns.</summary>
    /// <param name="a">Symmetric matrix, row by row.</param>
    /// <param name="size">Rows.</param>
    /// <param name="vectors">Receives the eigenvectors, size x size.</param>
    public static void Decompose(Span<double> a, int size, Span<double> vectors)
    {
        vectors.Clear();
        for (var i = 0; i < size; i++) vectors[(i * size) + i] = 1;

        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var rotated = false;
            for (var p = 0; p < size; p++)
            {
                for (var q = p + 1; q < size; q++) rotated |= Rotate(a, size, vectors, p, q);
            }

            if (!rotated) return;
        }
    }

    private static bool Rotate(Span<double> a, int size, Span<double> vectors, int p, int q)
    {
        var (off, app, aqq) = (a[(p * size) + q], a[(p * size) + p], a[(q * size) + q]);
        if (Math.Abs(off) <= 1e-300 || Math.Abs(off) <= 1e-17 * Math.Sqrt(Math.Abs(app * aqq))) return false;

        var theta = (aqq - app) / (2 * off);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        for (var k = 0; k < size; k++)
        {
            var (kp, kq) = (a[(k * size) + p], a[(k * size) + q]);
            (a[(k * size) + p], a[(k * size) + q]) = ((c * kp) - (s * kq), (s * kp) + (c * kq));
        }

        for (var k = 0; k < size; k++)
        {
            var (pk, qk) = (a[(p * size) + k], a[(q * size) + k]);
            (a[(p * size) + k], a[(q * size) + k]) = ((c * pk) - (s * qk), (s * pk) + (c * qk));
            var (vp, vq) = (vectors[(k * size) + p], vectors[(k * size) + q]);
            (vectors[(k * size) + p], vectors[(k * size) + q]) = ((c * vp) - (s * vq), (s * vp) + (c * vq));
        }

        (a[(p * size) + q], a[(q * size) + p]) = (0, 0);
        return true;
    }
}
