namespace CryptoRun.Domain.Backtesting.Weights;

/// <summary>A table of bars x columns (one column an instrument), bar after bar in memory, so that a cross-section is one piece. NaN is what is not known. Immutable once made: the array is its own.</summary>
public sealed class BarPanel
{
    private readonly double[] _values;

    /// <summary>A table.</summary>
    /// <param name="columns">Columns, 1 or more.</param>
    /// <param name="values">Bar after bar, oldest first; not copied and not to be changed later.</param>
    /// <exception cref="ArgumentException">A number of values that is no multiple of the columns.</exception>
    public BarPanel(int columns, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.Length % columns != 0) throw new ArgumentException($"{values.Length} values are no whole number of bars of {columns} columns.", nameof(values));

        (Columns, Bars, _values) = (columns, values.Length / columns, values);
    }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Number of bars.</summary>
    public int Bars { get; }

    /// <summary>The values of a bar, one a column.</summary>
    public ReadOnlySpan<double> this[int bar] => _values.AsSpan(bar * Columns, Columns);

    /// <summary>A value.</summary>
    public double this[int bar, int column] => _values[(bar * Columns) + column];

    /// <summary>A column through time.</summary>
    public double[] Column(int column)
    {
        var values = new double[Bars];
        for (var bar = 0; bar < Bars; bar++) values[bar] = this[bar, column];
        return values;
    }

    /// <summary>A table whose values are a function of bar and column.</summary>
    public static BarPanel Of(int bars, int columns, Func<int, int, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var values = new double[bars * columns];
        for (var bar = 0; bar < bars; bar++)
        {
            for (var column = 0; column < columns; column++) values[(bar * columns) + column] = value(bar, column);
        }

        return new BarPanel(columns, values);
    }

    /// <summary>Each value kept where <paramref name="isKept"/> says so, else NaN.</summary>
    public BarPanel Where(Func<int, int, bool> isKept)
    {
        ArgumentNullException.ThrowIfNull(isKept);
        return Of(Bars, Columns, (bar, column) => isKept(bar, column) ? this[bar, column] : double.NaN);
    }

    internal void RequireShapeOf(BarPanel other)
    {
        if (other.Bars != Bars || other.Columns != Columns) throw new ArgumentException($"{Bars} bars x {Columns} columns against {other.Bars} x {other.Columns}.");
    }
}
