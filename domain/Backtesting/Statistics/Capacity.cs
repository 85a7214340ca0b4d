using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>
/// How much money a strategy bears before its own trading eats what it earns. A trade of <c>q</c> USD moves the price by <c>Y sd sqrt(q/ADV)</c> (the square-root law: R. Almgren et al., "Direct
/// estimation of equity market impact", Risk 2005; B. Toth et al., Physical Review X 1, 2011), so that what impact costs a period grows with the root of the equity.
/// </summary>
/// <param name="NetBeforeImpact">Mean return of a period after costs that do not grow with size, fraction.</param>
/// <param name="ImpactPerRootUsd">Mean impact cost of a period at an equity of one USD, fraction; at A USD it is sqrt(A) times that.</param>
public sealed record Capacity(double NetBeforeImpact, double ImpactPerRootUsd)
{
    /// <summary>Equity at which nothing is left, USD: (net/impact)^2; 0 where nothing is earned before impact, infinite without impact.</summary>
    public double BreakEvenUsd => NetBeforeImpact <= 0 ? 0 : Square(NetBeforeImpact / ImpactPerRootUsd);

    /// <summary>Equity at which most USD are earned, 4/9 of <see cref="BreakEvenUsd"/>.</summary>
    public double BestUsd => 4.0 / 9 * BreakEvenUsd;

    /// <summary>Mean return of a period with an equity, fraction.</summary>
    /// <param name="equityUsd">0 or more.</param>
    public double NetAt(double equityUsd) => NetBeforeImpact - (ImpactPerRootUsd * Math.Sqrt(equityUsd));

    /// <summary>Capacity of a strategy from its trades.</summary>
    /// <param name="net">Return of each period after spread and fees, before impact, fraction; one or more.</param>
    /// <param name="trades">Every trade of those periods. One whose volume is not positive cannot be traded at any size: it makes the capacity 0.</param>
    /// <param name="coefficient">Y of the law, near 1.</param>
    /// <exception cref="ArgumentException">No period, or a figure below 0.</exception>
    public static Capacity Of(ReadOnlySpan<double> net, IEnumerable<SizedTrade> trades, double coefficient = 1)
    {
        ArgumentNullException.ThrowIfNull(trades);
        if (net.IsEmpty) throw new ArgumentException("There is at least one period.", nameof(net));
        if (!(coefficient >= 0)) throw new ArgumentException($"The coefficient is {coefficient}; allowed is 0 or more.", nameof(coefficient));

        var impact = 0.0;
        foreach (var trade in trades)
        {
            if (!(trade.Share >= 0 && trade.DailyVolatility >= 0)) throw new ArgumentException($"{trade} has a share or a volatility below 0.", nameof(trades));
            if (trade.Share > 0) impact += trade.Share * trade.DailyVolatility * (trade.AdvUsd > 0 ? Math.Sqrt(trade.Share / trade.AdvUsd) : double.PositiveInfinity);
        }

        return new Capacity(Moments.Mean(net), coefficient * impact / net.Length);
    }

    private static double Square(double x) => x * x;
}

/// <summary>A trade relative to its market.</summary>
/// <param name="Share">Bought or sold over equity, 0 or more.</param>
/// <param name="DailyVolatility">Standard deviation of the instrument's daily return, fraction.</param>
/// <param name="AdvUsd">Average daily volume, USD.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct SizedTrade(double Share, double DailyVolatility, double AdvUsd);
