namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>A fall of the equity from a high until that high is reached again.</summary>
/// <param name="Depth">Lowest equity over the high, minus 1: a fraction in (-1, 0].</param>
/// <param name="Peak">Index of the high, the last of equal ones.</param>
/// <param name="Trough">Index of the lowest equity, the first of equal ones.</param>
/// <param name="Recovered">Index at which the high is reached again; null while it is not.</param>
/// <param name="End">Index of the last equity that was looked at.</param>
public sealed record Drawdown(double Depth, int Peak, int Trough, int? Recovered, int End)
{
    /// <summary>Periods from the high to its recovery, or to the end.</summary>
    public int Length => (Recovered ?? End) - Peak;

    /// <summary>Periods from the high to the trough.</summary>
    public int Fall => Trough - Peak;

    /// <summary>Periods from the trough to the recovery; null while there is none.</summary>
    public int? Recovery => Recovered - Trough;

    /// <summary>Every drawdown in order of time.</summary>
    /// <param name="equity">Account value at the end of each period; positive.</param>
    /// <exception cref="ArgumentException">A value that is not positive and finite.</exception>
    public static IReadOnlyList<Drawdown> All(ReadOnlySpan<double> equity)
    {
        EquityCurve.Require(equity);
        List<Drawdown> found = [];
        var (peak, trough) = (0, 0);
        for (var i = 1; i < equity.Length; i++)
        {
            if (equity[i] >= equity[peak])
            {
                if (trough > peak) found.Add(Between(equity, peak, trough, i));
                (peak, trough) = (i, i);
            }
            else if (trough == peak || equity[i] < equity[trough])
            {
                trough = i;
            }
        }

        if (trough > peak) found.Add(Between(equity, peak, trough, null));
        return found;
    }

    /// <summary>The deepest one, the first of equal ones; null where equity never falls.</summary>
    /// <param name="equity">Account value at the end of each period; positive.</param>
    public static Drawdown? Deepest(ReadOnlySpan<double> equity) => All(equity).MinBy(static d => d.Depth);

    /// <summary>The longest one, the first of equal ones; null where equity never falls.</summary>
    /// <param name="equity">Account value at the end of each period; positive.</param>
    public static Drawdown? Longest(ReadOnlySpan<double> equity) => All(equity).MaxBy(static d => d.Length);

    /// <summary>Depth of the deepest drawdown of reinvested returns, a fraction in [-1, 0].</summary>
    /// <param name="returns">Simple returns, fraction. Peaks are of the equity after each of them: the span's own first period counts from the start's equity 1.</param>
    public static double DepthOf(ReadOnlySpan<double> returns)
    {
        var (equity, peak, deepest) = (1.0, 1.0, 0.0);
        foreach (var value in returns)
        {
            equity *= 1 + value;
            peak = Math.Max(peak, equity);
            deepest = Math.Min(deepest, (equity / peak) - 1);
        }

        return Math.Max(deepest, -1);
    }

    /// <summary>Equity over its high so far, minus 1, at every period: what a chart under water shows; fractions in (-1, 0].</summary>
    /// <param name="equity">Account value at the end of each period; positive.</param>
    public static double[] UnderWater(ReadOnlySpan<double> equity)
    {
        EquityCurve.Require(equity);
        var (depth, peak) = (new double[equity.Length], 0.0);
        for (var i = 0; i < equity.Length; i++)
        {
            peak = Math.Max(peak, equity[i]);
            depth[i] = (equity[i] / peak) - 1;
        }

        return depth;
    }

    private static Drawdown Between(ReadOnlySpan<double> equity, int peak, int trough, int? recovered) => new((equity[trough] / equity[peak]) - 1, peak, trough, recovered, equity.Length - 1);
}
