using CryptoRun.Domain.Backtesting.Weights;
using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>Later returns by tenth (or another share) of a signal: within each time symbols are put in order and cut into groups of equal number; a group's return is the mean of its times.</summary>
/// <param name="Groups">Lowest signal first.</param>
/// <param name="Spread">Highest group minus lowest, mean of the times that have both; null without one.</param>
/// <param name="SpreadHacT">Spread over its Newey-West error; null of fewer than two times.</param>
/// <param name="Monotonicity">Spearman's correlation of group number and mean return, in [-1, 1]: 1 rises from group to group; null where it has no value.</param>
/// <param name="Times">Times with every group filled.</param>
public sealed record DecileCurve(IReadOnlyList<SignalGroup> Groups, double? Spread, double? SpreadHacT, double? Monotonicity, int Times)
{
    /// <summary>Measures a signal. Times with fewer symbols than groups do not count.</summary>
    /// <param name="signal">Times x symbols, NaN where missing.</param>
    /// <param name="forward">Return that followed, of the same shape, NaN where missing.</param>
    /// <param name="overlap">Later times whose horizons overlap a time's: horizon in steps, minus 1.</param>
    /// <param name="groups">2 or more; 10 are deciles.</param>
    /// <exception cref="ArgumentException">Shapes that differ or fewer than two groups.</exception>
    public static DecileCurve Of(BarPanel signal, BarPanel forward, int overlap, int groups = 10)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 2);
        signal.RequireShapeOf(forward);

        var (x, y) = (new double[signal.Columns], new double[signal.Columns]);
        double[][] means = [.. Enumerable.Range(0, groups).Select(_ => new double[signal.Bars])];
        var (symbols, times) = (new int[groups], 0);
        for (var bar = 0; bar < signal.Bars; bar++)
        {
            var known = InformationCoefficient.Known(signal[bar], forward[bar], x, y);
            if (known < groups) continue;

            // Equal signals stay in the order of their columns.
            var order = Enumerable.Range(0, known).OrderBy(i => x[i]).ToArray();
            for (var group = 0; group < groups; group++)
            {
                var (from, to) = ((int)((long)group * known / groups), (int)((long)(group + 1) * known / groups));
                var sum = 0.0;
                for (var place = from; place < to; place++) sum += y[order[place]];
                means[group][times] = sum / (to - from);
                symbols[group] += to - from;
            }

            times++;
        }

        return Summary(means, symbols, times, overlap);
    }

    private static DecileCurve Summary(double[][] means, int[] symbols, int times, int overlap)
    {
        if (times == 0) return new DecileCurve([.. symbols.Select(static n => new SignalGroup(n, null))], null, null, null, 0);

        double[] curve = [.. means.Select(m => Moments.Mean(m.AsSpan(0, times)))];
        double[] spread = [.. Enumerable.Range(0, times).Select(t => means[^1][t] - means[0][t])];
        return new DecileCurve(
            [.. curve.Select((mean, group) => new SignalGroup(symbols[group], mean))],
            Moments.Mean(spread),
            NeweyWest.Mean(spread, NeweyWest.LagsFor(times, overlap))?.T,
            RankCorrelation.Of([.. curve.Select(static (_, group) => (double)group)], curve),
            times);
    }
}

/// <summary>Symbols of like signal.</summary>
/// <param name="Symbols">Symbols over all times.</param>
/// <param name="MeanReturn">Mean of the times' mean returns, fraction; null without a time.</param>
public sealed record SignalGroup(int Symbols, double? MeanReturn);
