namespace CryptoRun.Domain.Numerics;

/// <summary>
/// Residuals of columns, each on those before it: modified Gram-Schmidt with re-orthogonalisation ("twice is enough": Giraud, Langou, Rozloznik and van den
/// Eshof, Numerische Mathematik 101, 2005). Write <see cref="Column"/> and <see cref="Missing"/>, call <see cref="Run"/>, read the residuals in the same columns.
/// The memory is kept from run to run.
/// </summary>
/// <remarks>
/// For every present row i of column k: <c>value = Centre(k) + sum_j Coefficient(k, j) * residual_j[i] + residual_k[i]</c>,
/// to 1e-12 of the largest part (a collinear column: to 1e-8 of its norm, as its residual was set to 0).
/// <para>Missing rows. They take no part in their own column's fit and their residual is 0. The fit of column k runs over its own present rows, against a
/// constant and the earlier residuals restricted to those rows; because restriction makes them oblique, they are first orthogonalised among themselves there
/// and the coefficients are carried back. The residual is therefore orthogonal to the constant and to every earlier residual over the present rows, and,
/// being 0 elsewhere, over all rows: the correlation of any two residuals over all rows, zeros included, is 0 to rounding.</para>
/// <para>Collinear. A residual with a norm under 1e-8 of its centred column's, a column without variation and a column without a present row become all zero
/// and are flagged; later columns are not fitted on them.</para>
/// <para>Columns are scaled by powers of two inside, which is exact: their magnitude does not matter.</para>
/// </remarks>
/// <param name="columns">Number of columns, at least 1.</param>
public sealed class GramSchmidt(int columns)
{
    /// <summary>Residual norms under this share of the centred column's norm count as nothing.</summary>
    public const double CollinearBelow = 1e-8;

    /// <summary>Variation under this share of a column's largest value is rounding, not information.</summary>
    private const double ConstantBelow = 1e-13;

    /// <summary>A restricted basis column is dropped only when what is left of it cannot lift a correlation to 1e-9.</summary>
    private const double RestrictedBelow = 1e-10;

    private readonly double[] _centres = new double[columns];
    private readonly double[] _coefficients = new double[columns * columns];
    private readonly bool[] _collinear = new bool[columns];
    private readonly int[] _exponents = new int[columns];
    private readonly double[] _weights = new double[columns + 1];
    private readonly double[] _triangle = new double[(columns + 1) * (columns + 1)];
    private double[] _values = [];
    private double[] _basis = [];
    private double[] _local = [];
    private bool[] _missing = [];
    private int[] _present = [];

    /// <summary>Number of columns.</summary>
    public int Columns => columns;

    /// <summary>Number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Values of column <paramref name="k"/> before <see cref="Run"/>, its residuals after. In the caller's units.</summary>
    public Span<double> Column(int k) => _values.AsSpan(k * Rows, Rows);

    /// <summary>Marks of the rows that have no value in column <paramref name="k"/>; all false after <see cref="Reset"/>.</summary>
    public Span<bool> Missing(int k) => _missing.AsSpan(k * Rows, Rows);

    /// <summary>Constant of column <paramref name="k"/>'s fit: its mean where nothing is missing.</summary>
    public double Centre(int k) => _centres[k];

    /// <summary>What one unit of residual <paramref name="j"/> adds to column <paramref name="k"/>, summed over both passes; 0 for j at or after k.</summary>
    public double Coefficient(int k, int j) => _coefficients[(k * columns) + j];

    /// <summary>Whether column <paramref name="k"/> has no residual of its own.</summary>
    public bool IsCollinear(int k) => _collinear[k];

    /// <summary>Makes room for <paramref name="rows"/> rows; values are to be written, nothing is marked missing.</summary>
    public void Reset(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        Rows = rows;
        if (_values.Length < rows * columns)
        {
            _values = new double[rows * columns];
            _basis = new double[rows * columns];
            _missing = new bool[rows * columns];
            _local = new double[rows * (columns + 2)];
            _present = new int[rows];
        }

        _missing.AsSpan().Clear();
    }

    /// <summary>Replaces every column by its residual on the columns before it; the first one is centred only.</summary>
    /// <exception cref="ArgumentException">A present value that is not finite; nothing has changed then.</exception>
    public void Run()
    {
        for (var i = 0; i < Rows * columns; i++)
        {
            if (!_missing[i] && !double.IsFinite(_values[i])) throw new ArgumentException($"Column {i / Rows}, row {i % Rows}: {_values[i]} is not finite and not marked missing.");
        }

        Array.Clear(_coefficients);
        for (var k = 0; k < columns; k++) Fit(k);
        for (var k = 0; k < columns; k++) WriteBack(k);
    }

    private void Fit(int k)
    {
        var (count, largest) = Gather(k);
        _basis.AsSpan(k * Rows, Rows).Clear();
        (_centres[k], _exponents[k], _collinear[k]) = (0, 0, true);
        if (count == 0) return;

        // Scaled values minus the first one: a constant column becomes exactly 0.
        var exponent = largest > 0 ? Math.ILogB(largest) : 0;
        var target = Local(columns + 1, count);
        var values = Column(k);
        for (var i = 0; i < count; i++) target[i] = Math.ScaleB(values[_present[i]], -exponent);
        var centre = target[0];
        for (var i = 0; i < count; i++) target[i] -= centre;
        var mean = Moments.Mean(target);
        for (var i = 0; i < count; i++) target[i] -= mean;

        (_centres[k], _exponents[k]) = (centre + mean, exponent);
        var norm = Math.Sqrt(Dot(target, target));
        if (norm <= ConstantBelow * Math.Sqrt(count)) return;

        RestrictBasis(k, count);
        Project(k, target);
        if (Math.Sqrt(Dot(target, target)) < CollinearBelow * norm) return;

        _collinear[k] = false;
        for (var i = 0; i < count; i++) _basis[(k * Rows) + _present[i]] = target[i];
    }

    /// <summary>Lists the present rows of column k.</summary>
    private (int Count, double Largest) Gather(int k)
    {
        var values = Column(k);
        var missing = Missing(k);
        var (count, largest) = (0, 0.0);
        for (var i = 0; i < Rows; i++)
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
        Local(0, count).Fill(1);
        for (var j = 0; j < k; j++)
        {
            var column = Local(j + 1, count);
            if (_collinear[j])
            {
                column.Clear();
                continue;
            }

            for (var i = 0; i < count; i++) column[i] = _basis[(j * Rows) + _present[i]];
            var norm = Math.Sqrt(Dot(column, column));
            for (var pass = 0; pass < 2; pass++)
            {
                for (var i = 0; i <= j; i++) _triangle[(i * (columns + 1)) + j + 1] += Subtract(Local(i, count), column);
            }

            if (Math.Sqrt(Dot(column, column)) <= RestrictedBelow * norm) column.Clear();
        }
    }

    /// <summary>Takes the restricted basis out of <paramref name="target"/>, twice, and carries the weights back to the unrestricted residuals.</summary>
    private void Project(int k, Span<double> target)
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

    /// <summary>Back to the caller's units.</summary>
    private void WriteBack(int k)
    {
        var column = Column(k);
        for (var i = 0; i < Rows; i++) column[i] = Math.ScaleB(_basis[(k * Rows) + i], _exponents[k]);
        _centres[k] = Math.ScaleB(_centres[k], _exponents[k]);
        for (var j = 0; j < k; j++)
        {
            ref var coefficient = ref _coefficients[(k * columns) + j];
            coefficient = Math.ScaleB(coefficient, _exponents[k] - _exponents[j]);
        }
    }

    private Span<double> Local(int column, int count) => _local.AsSpan(column * Rows, count);

    /// <summary>Takes the part along <paramref name="direction"/> out of <paramref name="target"/> and returns its weight; 0 along nothing.</summary>
    private static double Subtract(ReadOnlySpan<double> direction, Span<double> target)
    {
        var square = Dot(direction, direction);
        if (square == 0) return 0;

        var weight = Dot(direction, target) / square;
        for (var i = 0; i < target.Length; i++) target[i] -= weight * direction[i];
        return weight;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
