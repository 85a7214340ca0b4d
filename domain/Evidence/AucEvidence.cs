using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Evidence;

/// <summary>
/// How well a signal told the symbols that would do better than their scan's mean from those that would not: the area under the ROC curve within each scan, and its mean.
/// A half is chance. Like a rank correlation it is no edge by itself.
/// </summary>
/// <param name="Signal">The signal.</param>
/// <param name="Scans">Scans that have one: with a symbol above and one under the mean.</param>
/// <param name="Outcomes">Symbols in them.</param>
/// <param name="MeanAuc">Mean over the scans, in [0, 1]; null without any.</param>
/// <param name="Interval">95 % interval by a bootstrap of blocks of days; null where days are too few.</param>
public sealed record AucEvidence(Signal Signal, int Scans, int Outcomes, double? MeanAuc, ConfidenceInterval? Interval)
{
    /// <summary>Whether the interval holds a half, or is not there: then nothing can be told.</summary>
    public bool IsTooLittle => Interval is not { } i || (i.Low <= 0.5 && i.High >= 0.5);

    internal static AucEvidence Of(OutcomePanel panel, Signal signal, EvidenceOptions options)
    {
        var (sums, numbers) = (new double[panel.Days], new double[panel.Days]);
        var (all, scans, outcomes) = (0.0, 0, 0);
        foreach (var scan in panel.Scans)
        {
            var order = scan.OrderedBy(signal);
            if (order.Length < options.FewestSymbols || Auc([.. order.Select(i => scan.Scan.Scores[i][signal]!.Value)], [.. order.Select(i => scan.Returns[i] > scan.Universe)]) is not { } auc) continue;
            sums[scan.Day] += auc;
            numbers[scan.Day]++;
            (all, scans, outcomes) = (all + auc, scans + 1, outcomes + order.Length);
        }

        if (scans == 0) return new AucEvidence(signal, 0, 0, null, null);
        var interval = numbers.Count(static n => n > 0) < EvidenceOptions.FewestDays(panel.Hours) ? null : BlockBootstrap.Interval(panel.Days, options.Bootstrap(panel.Hours), times =>
        {
            var (sum, number) = (0.0, 0.0);
            for (var day = 0; day < times.Length; day++) (sum, number) = (sum + (times[day] * sums[day]), number + (times[day] * numbers[day]));
            return sum / number;
        });
        return new AucEvidence(signal, scans, outcomes, all / scans, interval);
    }

    /// <summary>Share of the pairs of one that did better and one that did not in which the better one had the higher value; equal values count half. Null where one kind is missing.</summary>
    /// <param name="ascending">Values, lowest first.</param>
    /// <param name="better">Whether each did better.</param>
    internal static double? Auc(ReadOnlySpan<double> ascending, ReadOnlySpan<bool> better)
    {
        var (won, under, above) = (0.0, 0, 0);
        for (var from = 0; from < ascending.Length;)
        {
            var (to, up) = (from, 0);
            for (; to < ascending.Length && ascending[to].Equals(ascending[from]); to++) up += better[to] ? 1 : 0;
            var down = to - from - up;
            won += up * (under + (down / 2.0));
            (under, above, from) = (under + down, above + up, to);
        }

        return under == 0 || above == 0 ? null : won / ((double)under * above);
    }
}
