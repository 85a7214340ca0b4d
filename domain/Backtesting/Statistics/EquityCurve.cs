namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>Equity and its returns.</summary>
public static class EquityCurve
{
    /// <summary>Simple return of each period, fraction: one fewer than there are values of equity.</summary>
    /// <param name="equity">Account value at the end of each period, the first before any trade; positive and finite.</param>
    /// <exception cref="ArgumentException">A value that is not positive and finite: of a lost account there is no return.</exception>
    public static double[] Returns(ReadOnlySpan<double> equity)
    {
        Require(equity);
        var returns = new double[Math.Max(equity.Length - 1, 0)];
        for (var i = 0; i < returns.Length; i++) returns[i] = (equity[i + 1] / equity[i]) - 1;
        return returns;
    }

    /// <summary>Equity of reinvested returns: one value more than there are returns, the first is <paramref name="start"/>.</summary>
    /// <param name="returns">Simple returns, fraction, above -1.</param>
    /// <param name="start">Equity before the first period.</param>
    public static double[] Of(ReadOnlySpan<double> returns, double start = 1)
    {
        var equity = new double[returns.Length + 1];
        equity[0] = start;
        for (var i = 0; i < returns.Length; i++) equity[i + 1] = equity[i] * (1 + returns[i]);
        return equity;
    }

    /// <summary>Growth of the whole span, fraction: the product of (1 + return), minus 1.</summary>
    public static double TotalReturn(ReadOnlySpan<double> returns)
    {
        var equity = 1.0;
        foreach (var value in returns) equity *= 1 + value;
        return equity - 1;
    }

    /// <summary>Compound annual growth rate, fraction; -1 of a lost account, NaN of nothing.</summary>
    /// <param name="returns">Simple returns, fraction.</param>
    /// <param name="periodsPerYear">Returns in a year, for example 8,760 of hours.</param>
    public static double AnnualGrowth(ReadOnlySpan<double> returns, double periodsPerYear)
    {
        if (returns.IsEmpty) return double.NaN;

        var growth = 1 + TotalReturn(returns);
        return growth > 0 ? Math.Pow(growth, periodsPerYear / returns.Length) - 1 : -1;
    }

    internal static void Require(ReadOnlySpan<double> equity)
    {
        for (var i = 0; i < equity.Length; i++)
        {
            // Written so that NaN fails too.
            if (!(equity[i] > 0 && double.IsFinite(equity[i]))) throw new ArgumentException($"Equity {i} is {equity[i]}; allowed is any positive finite number.");
        }
    }
}
