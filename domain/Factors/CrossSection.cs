using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// The factors of all symbols side by side: robust z, then what each factor says beyond the earlier ones (modified Gram-Schmidt, done twice), then unit sd.
/// A symbol without a factor is left out of that factor's fit and stays at 0: the residuals of any two factors are uncorrelated over the universe whatever
/// is missing.
/// </summary>
public sealed class CrossSection
{
    /// <summary>From this many symbols on factors are residualised.</summary>
    public const int SmallestResidualised = 10;

    private CrossSection(int count, IReadOnlyList<FactorColumn> columns) => (Count, Columns) = (count, columns);

    /// <summary>Symbols.</summary>
    public int Count { get; }

    /// <summary>One column a factor, in order.</summary>
    public IReadOnlyList<FactorColumn> Columns { get; }

    /// <summary>The sixth column; null where nobody has sentiment.</summary>
    public FactorColumn? Social => Columns.Count > (int)Factor.Social ? Columns[(int)Factor.Social] : null;

    /// <summary>Whether the universe was too small to residualise: e is the robust z.</summary>
    public bool IsSmall => Count < SmallestResidualised;

    /// <summary>Standardises and residualises.</summary>
    /// <param name="raw">Raw values, factor by factor in order, each as long as the universe; NaN where missing, else finite.</param>
    public static CrossSection Of(IReadOnlyList<double[]> raw)
    {
        var count = raw.Count == 0 ? 0 : raw[0].Length;
        var scratch = new double[count];
        var columns = new FactorColumn[raw.Count];
        for (var k = 0; k < columns.Length; k++) columns[k] = FactorColumn.Standardised(raw[k], scratch);

        var section = new CrossSection(count, columns);
        if (section.IsSmall)
        {
            foreach (var column in columns) column.TakeWhole();
        }
        else
        {
            Residualise(columns, count);
        }

        return section;
    }

    private static void Residualise(FactorColumn[] columns, int count)
    {
        var fit = new GramSchmidt(columns.Length);
        fit.Reset(count);
        for (var k = 0; k < columns.Length; k++)
        {
            columns[k].Z.CopyTo(fit.Column(k));
            for (var i = 0; i < count; i++) fit.Missing(k)[i] = columns[k].IsMissing(i);
        }

        fit.Run();
        for (var k = 0; k < columns.Length; k++) columns[k].TakeResidual(fit, k, columns);
    }
}
