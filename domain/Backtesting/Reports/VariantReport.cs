using CryptoRun.Domain.Backtesting.Statistics;
using CryptoRun.Domain.Backtesting.Validation;
using CryptoRun.Domain.Backtesting.Weights;
using CryptoRun.Domain.Exits;

namespace CryptoRun.Domain.Backtesting.Reports;

/// <summary>
/// The same scans traded with other parameters: whether good results stand together on the map, whether the one that was best in one part of the span is any good in another, and what choosing the best in the past
/// would have earned later. Nothing is adopted from it.
/// </summary>
/// <param name="Axes">Parameters that were varied.</param>
/// <param name="Sharpe">Annualised Sharpe ratio of each combination, the last parameter running fastest; 0 where it did not trade.</param>
/// <param name="Own">Combination that is this back-test's, or nearest to it.</param>
/// <param name="Best">Combination with the highest ratio.</param>
/// <param name="BestRetention">What its neighbours keep of its lead: 1 a plateau, 0 a lone peak; null where nothing varies.</param>
/// <param name="Roughness">Geary's C: near 0 smooth, near 1 noise.</param>
/// <param name="OverfittingProbability">Probability that the best of one half is under the median in the other (CSCV), in [0, 1]; null of a short span.</param>
/// <param name="DeflatedSharpe">Probability that the best ratio is not the luck of so many tries, in [0, 1].</param>
/// <param name="WalkForward">Annualised Sharpe ratio of always taking what was best in the 60 days before, over the 20 days after; null of a short span.</param>
/// <param name="WalkForwardReturn">Its total return, fraction.</param>
/// <param name="PathRatios">The same by combinatorial purged cross-validation: the ratio of each of its five paths; empty of a short span.</param>
public sealed record VariantReport(
    IReadOnlyList<ParameterAxis> Axes,
    IReadOnlyList<double> Sharpe,
    int Own,
    int Best,
    double? BestRetention,
    double? Roughness,
    double? OverfittingProbability,
    double? DeflatedSharpe,
    double? WalkForward,
    double? WalkForwardReturn,
    IReadOnlyList<double> PathRatios)
{
    private const int Groups = 6;
    private const int TestGroups = 2;
    private const int TrainDays = 60;
    private const int TestDays = 20;

    /// <summary>Days of a position, and of what a scan still remembers of them: left out between learning and judging.</summary>
    private const int GapDays = 2;

    private static readonly double[] Floors = [75, 80, 85];
    private static readonly double[] Holds = [24, 48, 72];
    private static readonly double[] Stops = [0.04, 0.06, 0.10];

    /// <summary>Trades the scans of a back-test in 27 ways; null where they asked for nothing.</summary>
    internal static VariantReport? Of(BacktestMarket market, BacktestResult result, CancellationToken cancellationToken)
    {
        if (!result.Scanned.Signals.Any(static s => s.Entries.Count > 0)) return null;

        ParameterAxis[] axes = [new("least score", Floors), new("Exits:HoldHours", Holds), new("Exits:MostStop", Stops)];
        double[][] days = [.. Floors.SelectMany(floor => Holds.SelectMany(hold => Stops.Select(stop => Days(market, result, floor, hold, stop, cancellationToken))))];
        double[] ratios = [.. days.Select(Ratio)];
        var map = new SensitivityMap(axes, ratios);
        var panel = BarPanel.Of(days[0].Length, days.Length, (day, variant) => days[variant][day]);
        cancellationToken.ThrowIfCancellationRequested();
        var walked = Walk(days);
        return new VariantReport(
            axes,
            [.. ratios.Select(static r => r * Math.Sqrt(Performance.DaysPerYear))],
            Nearest(result.Options.Exits),
            map.Best,
            map.BestRetention,
            map.Roughness,
            Blocks(days[0].Length) is { } blocks ? Validation.OverfittingProbability.Of(panel, blocks).Probability : null,
            Statistics.DeflatedSharpe.Of(days[map.Best], ratios),
            walked.Length > 1 ? Ratio(walked) * Math.Sqrt(Performance.DaysPerYear) : null,
            walked.Length > 1 ? EquityCurve.TotalReturn(walked) : null,
            Paths(days));
    }

    private static double[] Days(BacktestMarket market, BacktestResult result, double floor, double hold, double stop, CancellationToken cancellationToken)
    {
        var signals = result.Scanned.Signals.Select(s => s with { Entries = [.. s.Entries.Where(e => e.Score >= floor)] });
        var exits = result.Options.Exits with { HoldHours = hold, MostStop = stop, LeastStop = Math.Min(result.Options.Exits.LeastStop, stop) };
        return [.. DailyReturns.Of(BacktestRun.Trade(market, [.. signals], result.Options with { Exits = exits }, cancellationToken).Equity)];
    }

    private static double Ratio(double[] returns) => SharpeRatio.Plain(returns) is var ratio && double.IsFinite(ratio) ? ratio : 0;

    /// <summary>The variant with the best ratio over some days; of equal ones the first.</summary>
    private static int BestOf(double[][] days, IReadOnlyList<int> observations)
    {
        double[] ratios = [.. days.Select(variant => Ratio([.. observations.Select(o => variant[o])]))];
        return Array.IndexOf(ratios, ratios.Max());
    }

    private static double[] Walk(double[][] days) =>
        [.. new WalkForward(TrainDays, TestDays, GapDays).Splits(days[0].Length).SelectMany(split => BestOf(days, split.Train) is var best ? split.Test.Select(o => days[best][o]) : [])];

    private static IReadOnlyList<double> Paths(double[][] days)
    {
        var count = days[0].Length;
        if (count < Groups * (GapDays + 3)) return [];

        LabelSpan[] spans = [.. Enumerable.Range(0, count).Select(static d => new LabelSpan(d, d + GapDays + 1))];
        var splits = CombinatorialPurged.Splits(spans, Groups, TestGroups);
        IReadOnlyList<double>[] outcomes = [.. splits.Select(split => BestOf(days, split.Train) is var best ? (IReadOnlyList<double>)[.. split.Test.Select(o => days[best][o])] : [])];
        return [.. CombinatorialPurged.Assemble(splits, outcomes, Groups, TestGroups).Select(static path => Ratio(path) * Math.Sqrt(Performance.DaysPerYear))];
    }

    /// <summary>As many blocks as leave five days in each, at most the paper's sixteen; null where there are fewer than four.</summary>
    private static int? Blocks(int days) => Math.Min(16, days / 5 / 2 * 2) is var blocks and >= 4 ? blocks : null;

    private static int Nearest(ExitOptions exits) => (NearestOf(Holds, exits.HoldHours) * Stops.Length) + NearestOf(Stops, exits.MostStop);

    private static int NearestOf(double[] values, double value) => Array.IndexOf(values, values.MinBy(v => Math.Abs(v - value)));
}
