namespace CryptoRun.Domain.Numerics;

/// <summary>Segments of constant mean in a series: where the penalised sum of squared errors is least.</summary>
/// <param name="Changes">Observations before each change, ascending: 28 says that the 29th observation is the first of a new segment.</param>
/// <param name="SquaredError">Sum over the segments of squared deviations from the segment's mean.</param>
/// <param name="Penalty">What each change costs, in the same unit.</param>
public sealed record ChangePoints(IReadOnlyList<int> Changes, double SquaredError, double Penalty)
{
    /// <summary>Costs that differ by less than this share of the series' own squared error are held to be equal when candidates are pruned: rounding never prunes the best one.</summary>
    private const double Slack = 1e-9;

    /// <summary>Squared error plus penalties: what is minimised.</summary>
    public double PenalisedCost => SquaredError + (Penalty * Changes.Count);

    /// <summary>
    /// PELT: Killick, Fearnhead and Eckley, "Optimal detection of changepoints with a linear computational cost", Journal of the American Statistical Association
    /// 107 (2012). Exact. Of equally good segmentations the one whose last segment is the longest is taken, and so on backwards.
    /// </summary>
    /// <param name="series">Values, all finite.</param>
    /// <param name="penalty">Cost of a change, in squared units of the series; 0 or more.</param>
    /// <param name="shortest">Observations a segment has at least, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A penalty that is negative or not a number, or a shortest segment under 1.</exception>
    public static ChangePoints Pelt(ReadOnlySpan<double> series, double penalty, int shortest = 1)
    {
        if (penalty is not (>= 0 and < double.PositiveInfinity)) throw new ArgumentOutOfRangeException(nameof(penalty), penalty, "A penalty is 0 or more.");
        if (shortest < 1) throw new ArgumentOutOfRangeException(nameof(shortest), shortest, "A segment has at least 1 observation.");
        if (series.Length < 2 * shortest) return Whole(series, penalty);

        var errors = new SegmentErrors(series);
        var slack = Slack * errors.Of(0, series.Length);
        var (best, last) = (new double[series.Length + 1], new int[series.Length + 1]);
        best[0] = -penalty;
        var candidates = new List<(int Start, int DropAt)>(64);
        for (var end = shortest; end <= series.Length; end++)
        {
            candidates.RemoveAll(c => c.DropAt <= end);
            var newest = end - shortest;
            if (newest == 0 || newest >= shortest) candidates.Add((newest, int.MaxValue));

            best[end] = double.PositiveInfinity;
            foreach (var (start, _) in candidates)
            {
                var cost = best[start] + errors.Of(start, end) + penalty;
                if (cost < best[end]) (best[end], last[end]) = (cost, start);
            }

            // A start that is no use at this end is none for any end that a change here can serve, which begins one shortest segment on.
            for (var i = 0; i < candidates.Count; i++)
            {
                var (start, dropAt) = candidates[i];
                if (dropAt == int.MaxValue && best[start] + errors.Of(start, end) > best[end] + slack) candidates[i] = (start, end + shortest);
            }
        }

        return Backwards(errors, last, series.Length, penalty);
    }

    /// <summary>
    /// The penalty of the Bayesian information criterion for a change of mean in normal noise: 2 s² ln n, as a change adds two parameters, its place and a mean.
    /// s is the noise's sd, from the median absolute first difference: 1.4826 / sqrt(2) x median |x_t - x_(t-1)|, which changes of mean do not move; where
    /// the median is 0, the root mean square difference / sqrt(2).
    /// </summary>
    /// <param name="series">Values, at least 2.</param>
    public static double BicPenalty(ReadOnlySpan<double> series)
    {
        if (series.Length < 2) return 0;

        var (differences, squares) = (new double[series.Length - 1], 0.0);
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = Math.Abs(series[i + 1] - series[i]);
            squares += differences[i] * differences[i];
        }

        var median = RobustStatistics.MedianInPlace(differences);
        var variance = median > 0 ? 1.4826 * 1.4826 * median * median / 2 : squares / differences.Length / 2;
        return 2 * variance * Math.Log(series.Length);
    }

    private static ChangePoints Whole(ReadOnlySpan<double> series, double penalty) =>
        new([], series.IsEmpty ? 0 : new SegmentErrors(series).Of(0, series.Length), penalty);

    private static ChangePoints Backwards(SegmentErrors errors, int[] last, int end, double penalty)
    {
        var (changes, sum) = (new List<int>(), 0.0);
        while (end > 0)
        {
            var start = last[end];
            sum += errors.Of(start, end);
            if (start > 0) changes.Add(start);
            end = start;
        }

        changes.Reverse();
        return new ChangePoints(changes, sum, penalty);
    }
}
