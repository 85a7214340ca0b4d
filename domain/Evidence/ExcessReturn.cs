using System.Buffers;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Evidence;

/// <summary>What picks returned over the mean of all symbols of their scan. Every pick counts the same.</summary>
/// <param name="Picks">Picks with an outcome.</param>
/// <param name="Scans">Scans that had one.</param>
/// <param name="Mean">Mean excess before costs, fraction; null without picks.</param>
/// <param name="Median">Median excess before costs.</param>
/// <param name="BeatShare">Share of the picks above the mean of all, in [0, 1]; never an edge by itself.</param>
/// <param name="Interval">95 % interval of the mean by a bootstrap of blocks of days; null where days are too few.</param>
/// <param name="Cost">Cost of a round trip, fraction.</param>
public sealed record ExcessReturn(int Picks, int Scans, double? Mean, double? Median, double? BeatShare, ConfidenceInterval? Interval, double Cost)
{
    /// <summary>Mean excess after costs.</summary>
    public double? Net => Mean - Cost;

    /// <summary>Interval of <see cref="Net"/>.</summary>
    public ConfidenceInterval? NetInterval => Interval is { } i ? new ConfidenceInterval(i.Low - Cost, i.High - Cost) : null;

    /// <summary>Measures picks.</summary>
    /// <param name="panel">Scans with outcomes.</param>
    /// <param name="picked">Indices of a scan's picks; those without an outcome do not count.</param>
    /// <param name="options">Costs, bootstrap.</param>
    internal static ExcessReturn Of(OutcomePanel panel, Func<PanelScan, IEnumerable<int>> picked, EvidenceOptions options)
    {
        using var picks = new PickedReturns(panel, picked);
        if (picks.Excess.IsEmpty) return new ExcessReturn(0, 0, null, null, null, null, options.Cost);

        var (sums, numbers) = (picks.Sums, picks.Numbers);
        var interval = Numbered(numbers) < EvidenceOptions.FewestDays(panel.Hours)
            ? null
            : BlockBootstrap.Interval(panel.Days, options.Bootstrap(panel.Hours), times => Ratio(sums, numbers, times));
        var (mean, above) = (Moments.Mean(picks.Excess), 0);
        foreach (var value in picks.Excess) above += value > 0 ? 1 : 0;
        return new ExcessReturn(picks.Excess.Length, picks.Scans, mean, RobustStatistics.MedianInPlace(picks.Excess), above / (double)picks.Excess.Length, interval, options.Cost);
    }

    /// <summary>Difference of the means of two ways to pick, on the same days; null where one picked nothing.</summary>
    internal static ReturnDifference? Difference(OutcomePanel panel, Func<PanelScan, IEnumerable<int>> one, Func<PanelScan, IEnumerable<int>> other, EvidenceOptions options)
    {
        using var first = new PickedReturns(panel, one);
        using var second = new PickedReturns(panel, other);
        if (first.Excess.IsEmpty || second.Excess.IsEmpty) return null;

        var (a, aNumbers, b, bNumbers) = (first.Sums, first.Numbers, second.Sums, second.Numbers);
        var interval = Numbered(aNumbers) < EvidenceOptions.FewestDays(panel.Hours)
            ? null
            : BlockBootstrap.Interval(panel.Days, options.Bootstrap(panel.Hours), times => Ratio(a, aNumbers, times) - Ratio(b, bNumbers, times));
        return new ReturnDifference(Moments.Mean(first.Excess) - Moments.Mean(second.Excess), interval);
    }

    private static int Numbered(double[] numbers) => numbers.Count(n => n > 0);

    private static double Ratio(double[] sums, double[] numbers, ReadOnlySpan<int> times)
    {
        var (sum, number) = (0.0, 0.0);
        for (var day = 0; day < times.Length; day++)
        {
            sum += times[day] * sums[day];
            number += times[day] * numbers[day];
        }

        return sum / number;
    }

    /// <summary>Excess returns of picks, and their sums by day. A gate may block a million of them: they are written into a rented array.</summary>
    private readonly ref struct PickedReturns : IDisposable
    {
        private readonly double[] _rented;

        public PickedReturns(OutcomePanel panel, Func<PanelScan, IEnumerable<int>> picked)
        {
            (Sums, Numbers) = (new double[panel.Days], new double[panel.Days]);
            _rented = ArrayPool<double>.Shared.Rent(panel.Scans.Sum(static s => s.Known));
            var count = 0;
            foreach (var scan in panel.Scans)
            {
                var before = count;
                foreach (var i in picked(scan))
                {
                    if (double.IsNaN(scan.Returns[i])) continue;
                    var excess = scan.Returns[i] - scan.Universe;
                    _rented[count++] = excess;
                    Sums[scan.Day] += excess;
                    Numbers[scan.Day]++;
                }

                Scans += count > before ? 1 : 0;
            }

            Excess = _rented.AsSpan(0, count);
        }

        public double[] Sums { get; }

        public double[] Numbers { get; }

        public int Scans { get; }

        public Span<double> Excess { get; }

        public void Dispose() => ArrayPool<double>.Shared.Return(_rented);
    }
}

/// <summary>Difference of two mean returns; costs are on both sides.</summary>
/// <param name="Mean">Fraction.</param>
/// <param name="Interval">95 % interval; null where days are too few.</param>
public sealed record ReturnDifference(double Mean, ConfidenceInterval? Interval);
