using CryptoRun.Domain.Backtesting.Statistics;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Validation;

/// <summary>What else could have happened: figures of a strategy over paths resampled from its own returns. Equal arguments give equal bits.</summary>
/// <param name="TotalReturn">Growth of a path, fraction.</param>
/// <param name="MaxDrawdown">Depth of a path's deepest drawdown, fraction in [-1, 0]: low quantiles are the bad ones.</param>
/// <param name="Sharpe">Sharpe ratio of one period (of a trade, of trades), 0 where a path does not vary.</param>
public sealed record MonteCarlo(Distribution TotalReturn, Distribution MaxDrawdown, Distribution Sharpe)
{
    /// <summary>Share of the paths that lose, in [0, 1].</summary>
    public double LossProbability => 1 - TotalReturn.ShareAtLeast(0);

    /// <summary>Paths of periods, by <see cref="StationaryBootstrap"/>.</summary>
    /// <param name="returns">Net return of each period in time order, fraction, finite; one or more.</param>
    /// <param name="meanLength">Mean length of a stretch in periods, 1 or more; longer than dependence lasts.</param>
    /// <param name="paths">1 or more.</param>
    /// <param name="seed">Equal seeds give equal paths.</param>
    /// <exception cref="ArgumentException">No return, one that is not finite, or a number out of range.</exception>
    public static MonteCarlo Blocks(ReadOnlySpan<double> returns, double meanLength, int paths, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(paths, 1);
        if (returns.IsEmpty) throw new ArgumentException("There is at least one return.", nameof(returns));
        for (var i = 0; i < returns.Length; i++)
        {
            if (!double.IsFinite(returns[i])) throw new ArgumentException($"Return {i} is {returns[i]}; allowed is any finite number.", nameof(returns));
        }

        var seeds = new CounterRandom(seed);
        var (drawn, path) = (new int[returns.Length], new double[returns.Length]);
        var (totals, depths, ratios) = (new double[paths], new double[paths], new double[paths]);
        for (var p = 0; p < paths; p++)
        {
            StationaryBootstrap.Draw(drawn, returns.Length, meanLength, new CounterRandom(seeds.Bits((ulong)p)));
            for (var i = 0; i < drawn.Length; i++) path[i] = returns[drawn[i]];
            totals[p] = EquityCurve.TotalReturn(path);
            depths[p] = Drawdown.DepthOf(path);
            ratios[p] = SharpeRatio.Plain(path) is var ratio && double.IsFinite(ratio) ? ratio : 0;
        }

        return new MonteCarlo(new Distribution(totals), new Distribution(depths), new Distribution(ratios));
    }

    /// <summary>Paths of trades in another order and number, each drawn by itself: how much of a result hung on few of them. Trades that were open together are taken one after the other.</summary>
    /// <param name="results">Net result of each trade over the equity at its entry, fraction.</param>
    /// <param name="paths">1 or more.</param>
    /// <param name="seed">Equal seeds give equal paths.</param>
    public static MonteCarlo Trades(ReadOnlySpan<double> results, int paths, ulong seed) => Blocks(results, 1, paths, seed);
}
