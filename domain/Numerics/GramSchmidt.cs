using System.Numerics;

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
/// <para>Digits. A column nearly said by the earlier ones leaves a small difference of large values: at 1e-6 of its norm a double knows it to 1e-10 only. Where
/// rows are missing, what two such residuals have not in common there may be rounding and nothing else, and would be fitted on as if it were information. So
/// from the first column on for which a direction in use kept less than 1e-3 of its norm, columns are those of a run in <see cref="DoubleDouble"/>, whose rounding lies far
/// below every threshold: no decision depends on the order of rows. Values are taken as exact; the columns before it keep their bits, whatever follows them.</para>
/// <para>Columns are scaled by powers of two inside, which is exact: their magnitude does not matter.</para>
/// </remarks>
/// <param name="columns">Number of columns, at least 1.</param>
public sealed class GramSchmidt(int columns)
{
    /// <summary>Residual norms under this share of the centred column's norm count as nothing.</summary>
    public const double CollinearBelow = 1e-8;

    /// <summary>From a direction that kept less than this share of its norm, three digits are gone: everything is done again with twice as many.</summary>
    private const double WideBelow = 1e-3;

    private readonly double[] _centres = new double[columns];
    private readonly double[] _coefficients = new double[columns * columns];
    private readonly bool[] _collinear = new bool[columns];
    private readonly ResidualFit<double> _plain = new(columns, static x => x, static x => x);
    private ResidualFit<DoubleDouble>? _wide;
    private double[] _values = [];
    private bool[] _missing = [];

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
            _missing = new bool[rows * columns];
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

        _plain.Run(_values, _missing, Rows);
        var plain = 0;
        while (plain < columns && _plain.LeastKept(plain) >= WideBelow) plain++;
        if (plain < columns)
        {
            _wide ??= new ResidualFit<DoubleDouble>(columns, static x => new DoubleDouble(x, 0), static x => x.High);
            _wide.Run(_values, _missing, Rows);
            WriteBack(_wide, plain, columns);
        }

        WriteBack(_plain, 0, plain);
    }

    /// <summary>Columns back to the caller's units.</summary>
    private void WriteBack<T>(ResidualFit<T> fit, int from, int to)
        where T : struct, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>
    {
        for (var k = from; k < to; k++)
        {
            var column = Column(k);
            for (var i = 0; i < Rows; i++) column[i] = Math.ScaleB(fit.Residual(k, i), fit.Exponent(k));
            _collinear[k] = fit.IsCollinear(k);
            _centres[k] = Math.ScaleB(fit.Centre(k), fit.Exponent(k));
            for (var j = 0; j < k; j++) _coefficients[(k * columns) + j] = Math.ScaleB(fit.Coefficient(k, j), fit.Exponent(k) - fit.Exponent(j));
        }
    }
}
