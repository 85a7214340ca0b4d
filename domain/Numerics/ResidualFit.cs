using System.Numerics;

namespace CryptoRun.Domain.Numerics;

/// <summary>The work of <see cref="GramSchmidt"/> in one kind of number. Results are in scaled units: those of the caller are <c>2^Exponent(k)</c> times as large.</summary>
/// <typeparam name="T">A double, or more than that.</typeparam>
/// <param name="columns">Number of columns.</param>
/// <param name="widen">The same number as a T.</param>
/// <param name="narrow">The nearest double.</param>
internal sealed class ResidualFit<T>(int columns, Func<double, T> widen, Func<T, double> narrow)
    where T : struct, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>
{
    /// <summary>Variation under this share of a column's largest value is rounding, not information.</summary>
    private readonly double[] _leastKept = new double[columns];
    private double _least;
    private const double ConstantBelow = 1e-13;

    /// <summary>A restricted basis column is dropped only when what is left of it, under this share of the whole residual, cannot lift a correlation to 1e-9.</summary>
    private const double RestrictedBelow = 1e-10;

    private readonly T[] _centres = new T[columns];
    private readonly T[] _coefficients = new T[columns * columns];
    private readonly bool[] _collinear = new bool[columns];
    private readonly int[] _exponents = new int[columns];
    private readonly double[] _norms = new double[columns];
    private readonly T[] _weights = new T[columns + 1];
    private readonly T[] _triangle = new T[(columns + 1) * (columns + 1)];
    private T[] _basis = [];
    private T[] _local = [];
    private int[] _present = [];
    private int _rows;

    /// <summary>Smallest share that a residual in use for columns up to <paramref name="k"/> has kept of its column's norm, or rows in use of a residual's; 1 where nothing was taken out.</summary>
    public double LeastKept(int k) => _leastKept[k];

    public double Residual(int k, int i) => narrow(_basis[(k * _rows) + i]);

    public double Centre(int k) => narrow(_centres[k]);

    public double Coefficient(int k, int j) => narrow(_coefficients[(k * columns) + j]);

    public int Exponent(int k) => _exponents[k];

    public bool IsCollinear(int k) => _collinear[k];

    /// <summary>Fits every column on those before it.</summary>
    /// <param name="values">Column after column; finite where not missing.</param>
    /// <param name="missing">Marks, laid out alike.</param>
    /// <param name="rows">Rows of a column.</param>
    public void Run(ReadOnlySpan<double> values, ReadOnlySpan<bool> missing, int rows)
    {
        _rows = rows;
        if (_basis.Length < rows * columns)
        {
            _basis = new T[rows * columns];
            _local = new T[rows * (columns + 2)];
            _present = new int[rows];
        }

        _least = 1;
        Array.Clear(_coefficients);
        for (var k = 0; k < columns; k++)
        {
            Fit(k, values.Slice(k * rows, rows), missing.Slice(k * rows, rows));
            _leastKept[k] = _least;
        }
    }

    private void Fit(int k, ReadOnlySpan<double> values, ReadOnlySpan<bool> missing)
    {
        var (count, largest) = Gather(values, missing);
        _basis.AsSpan(k * _rows, _rows).Clear();
        (_centres[k], _exponents[k], _collinear[k]) = (default, 0, true);
        if (count == 0) return;

        // Scaled values minus the first one: a constant column becomes exactly 0.
        var exponent = largest > 0 ? Math.ILogB(largest) : 0;
        var target = Local(columns + 1, count);
        for (var i = 0; i < count; i++) target[i] = widen(Math.ScaleB(values[_present[i]], -exponent));
        var centre = target[0];
        for (var i = 0; i < count; i++) target[i] -= centre;
        var mean = Mean(target);
        for (var i = 0; i < count; i++) target[i] -= mean;

        (_centres[k], _exponents[k]) = (centre + mean, exponent);
        var norm = Norm(target);
        if (norm <= ConstantBelow * Math.Sqrt(count)) return;

        RestrictBasis(k, count);
        Project(k, target);
        var left = Norm(target);
        if (left < GramSchmidt.CollinearBelow * norm) return;

        NoteKept(left, norm);
        (_collinear[k], _norms[k]) = (false, left);
        for (var i = 0; i < count; i++) _basis[(k * _rows) + _present[i]] = target[i];
    }

    /// <summary>Lists the present rows of a column.</summary>
    private (int Count, double Largest) Gather(ReadOnlySpan<double> values, ReadOnlySpan<bool> missing)
    {
        var (count, largest) = (0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            if (missing[i]) continue;
            _present[count++] = i;
            largest = Math.Max(largest, Math.Abs(values[i]));
        }

        return (count, largest);
    }

    /// <summary>Local column 0 is the constant, local column j + 1 residual j over the present rows, orthogonalised; _triangle remembers how.</summary>
    private void RestrictBasis(int k, int count)
    {
        Array.Clear(_triangle);
        Local(0, count).Fill(widen(1));
        for (var j = 0; j < k; j++)
        {
            var column = Local(j + 1, count);
            if (_collinear[j])
            {
                column.Clear();
                continue;
            }

            for (var i = 0; i < count; i++) column[i] = _basis[(j * _rows) + _present[i]];
            NoteKept(Norm(column), _norms[j]);
            for (var pass = 0; pass < 2; pass++)
            {
                for (var i = 0; i <= j; i++) _triangle[(i * (columns + 1)) + j + 1] += Subtract(Local(i, count), column);
            }

            var left = Norm(column);
            if (left <= RestrictedBelow * _norms[j]) column.Clear();
            else NoteKept(left, _norms[j]);
        }
    }

    /// <summary>Takes the restricted basis out of <paramref name="target"/>, twice, and carries the weights back to the unrestricted residuals.</summary>
    private void Project(int k, Span<T> target)
    {
        var weights = _weights.AsSpan(0, k + 1);
        weights.Clear();
        for (var pass = 0; pass < 2; pass++)
        {
            for (var j = 0; j <= k; j++) weights[j] += Subtract(Local(j, target.Length), target);
        }

        for (var j = k; j > 0; j--)
        {
            for (var i = 0; i < j; i++) weights[i] -= _triangle[(i * (columns + 1)) + j] * weights[j];
            _coefficients[(k * columns) + j - 1] = weights[j];
        }

        _centres[k] += weights[0];
    }

    /// <summary>Rounding has the size of the whole, not of what is left. Nothing at all is exact.</summary>
    private void NoteKept(double left, double whole)
    {
        if (left > 0) _least = Math.Min(_least, left / whole);
    }

    private Span<T> Local(int column, int count) => _local.AsSpan(column * _rows, count);

    /// <summary>Takes the part along <paramref name="direction"/> out of <paramref name="target"/> and returns its weight; 0 along nothing.</summary>
    private T Subtract(ReadOnlySpan<T> direction, Span<T> target)
    {
        var square = Dot(direction, direction);
        if (narrow(square) == 0) return default;

        var weight = Dot(direction, target) / square;
        for (var i = 0; i < target.Length; i++) target[i] -= weight * direction[i];
        return weight;
    }

    private double Norm(ReadOnlySpan<T> values) => Math.Sqrt(narrow(Dot(values, values)));

    private static T Dot(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
    {
        T sum = default;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>In the order of <see cref="Moments.Sum"/>.</summary>
    private T Mean(ReadOnlySpan<T> values)
    {
        var (a, b, c, d) = (default(T), default(T), default(T), default(T));
        var whole = values.Length & ~3;
        for (var i = 0; i < whole; i += 4) (a, b, c, d) = (a + values[i], b + values[i + 1], c + values[i + 2], d + values[i + 3]);
        var sum = (a + c) + (b + d);
        for (var i = whole; i < values.Length; i++) sum += values[i];
        return sum / widen(values.Length);
    }
}
