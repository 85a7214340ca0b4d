namespace CryptoRun.Domain.Numerics;

/// <summary>
/// Weighted linear least squares by Householder reflections (Golub, Numerische Mathematik 7, 1965): the normal equations would square the condition number.
/// The memory is kept from one solution to the next.
/// </summary>
/// <param name="rows">Observations, at least <paramref name="columns"/>.</param>
/// <param name="columns">Columns of the design, the constant included if there is to be one; at least 1.</param>
public sealed class LeastSquares(int rows, int columns)
{
    /// <summary>A column whose part beyond the earlier ones is under this share of itself is collinear.</summary>
    public const double CollinearBelow = 1e-10;

    private readonly double[] _design = new double[rows * columns];
    private readonly double[] _response = new double[rows];
    private readonly double[] _norms = new double[columns];

    /// <summary>Minimises the sum of weight x (response - design x coefficients)^2.</summary>
    /// <param name="design">Column after column, <c>columns x rows</c> numbers.</param>
    /// <param name="response">One number a row.</param>
    /// <param name="weights">Weights of the rows, 0 or more.</param>
    /// <param name="coefficients">Receives one coefficient a column.</param>
    /// <returns>False where a column is collinear under these weights; the coefficients then mean nothing.</returns>
    public bool Solve(ReadOnlySpan<double> design, ReadOnlySpan<double> response, ReadOnlySpan<double> weights, Span<double> coefficients)
    {
        for (var i = 0; i < rows; i++)
        {
            var root = Math.Sqrt(weights[i]);
            _response[i] = root * response[i];
            for (var j = 0; j < columns; j++) _design[(j * rows) + i] = root * design[(j * rows) + i];
        }

        for (var j = 0; j < columns; j++) _norms[j] = Norm(Column(j));
        for (var k = 0; k < columns; k++)
        {
            if (!Reflect(k)) return false;
        }

        for (var k = columns - 1; k >= 0; k--)
        {
            var sum = _response[k];
            for (var j = k + 1; j < columns; j++) sum -= _design[(j * rows) + k] * coefficients[j];
            coefficients[k] = sum / _design[(k * rows) + k];
        }

        return true;
    }

    /// <summary>Reflects column k onto its first k + 1 rows and everything behind it along.</summary>
    private bool Reflect(int k)
    {
        var column = Column(k)[k..];
        var norm = Norm(column);

        // Written so that NaN fails too.
        if (!(norm > CollinearBelow * _norms[k])) return false;

        var pivot = column[0] > 0 ? -norm : norm;
        column[0] -= pivot;
        var scale = -1 / (pivot * column[0]);
        for (var j = k + 1; j < columns; j++) Apply(column, Column(j)[k..], scale);
        Apply(column, _response.AsSpan(k), scale);
        column[0] = pivot;
        return true;
    }

    private static void Apply(ReadOnlySpan<double> reflector, Span<double> target, double scale)
    {
        var amount = 0.0;
        for (var i = 0; i < target.Length; i++) amount += reflector[i] * target[i];
        amount *= scale;
        for (var i = 0; i < target.Length; i++) target[i] -= amount * reflector[i];
    }

    private static double Norm(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value * value;
        return Math.Sqrt(sum);
    }

    private Span<double> Column(int j) => _design.AsSpan(j * rows, rows);
}
