using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Evidence;

/// <summary>How a signal's ranking of symbols agreed with what they did: the mean of the scans' rank correlations. Not an edge by itself: volatility alone has a large one and earns nothing.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Scans">Scans with a correlation.</param>
/// <param name="MeanIc">Mean, in [-1, 1]; null without any.</param>
/// <param name="Interval">95 % interval by a bootstrap of blocks of days; null where days are too few.</param>
/// <param name="T">Mean over its standard error, of scans whose horizons do not overlap; null of fewer than 5.</param>
/// <param name="Apart">Number of those scans.</param>
public sealed record SignalEvidence(Signal Signal, int Scans, double? MeanIc, ConfidenceInterval? Interval, double? T, int Apart)
{
    private const int FewestApart = 5;

    internal static SignalEvidence Of(OutcomePanel panel, Signal signal, EvidenceOptions options)
    {
        var (sums, numbers) = (new double[panel.Days], new double[panel.Days]);
        List<double> all = [], apart = [];
        DateTimeOffset? free = null;
        foreach (var scan in panel.Scans)
        {
            if (Correlation(scan, signal, options) is not { } ic) continue;
            all.Add(ic);
            sums[scan.Day] += ic;
            numbers[scan.Day]++;
            var entry = ForwardReturn.KnownAt(scan.Scan.At, 0);
            if (free is { } from && entry < from) continue;
            apart.Add(ic);
            free = entry.AddHours(panel.Hours);
        }

        if (all.Count == 0) return new SignalEvidence(signal, 0, null, null, null, 0);
        var interval = numbers.Count(n => n > 0) < EvidenceOptions.FewestDays(panel.Hours) ? null : BlockBootstrap.Interval(panel.Days, options.Bootstrap(panel.Hours), times =>
        {
            var (sum, number) = (0.0, 0.0);
            for (var day = 0; day < times.Length; day++) (sum, number) = (sum + (times[day] * sums[day]), number + (times[day] * numbers[day]));
            return sum / number;
        });
        return new SignalEvidence(signal, all.Count, all.Average(), interval, TOf([.. apart]), apart.Count);
    }

    private static double? Correlation(PanelScan scan, Signal signal, EvidenceOptions options)
    {
        var known = scan.Having(signal);
        return known.Length < options.FewestSymbols ? null : RankCorrelation.Of(Array.ConvertAll(known, i => scan.Scan.Scores[i][signal]!.Value), Array.ConvertAll(known, i => scan.Returns[i]));
    }

    private static double? TOf(double[] values)
    {
        if (values.Length < FewestApart) return null;
        var error = Moments.SampleSd(values) / Math.Sqrt(values.Length);
        return error > 0 ? Moments.Mean(values) / error : null;
    }
}
