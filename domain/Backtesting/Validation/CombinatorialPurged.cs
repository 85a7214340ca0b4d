namespace CryptoRun.Domain.Backtesting.Validation;

/// <summary>
/// Combinatorial purged cross-validation (M. Lopez de Prado, Advances in Financial Machine Learning, 2018, chapters 7 and 12): observations are cut into N groups in time order; every choice of k of
/// them is judged once on what the others taught, and the judged groups are put together to k/N x C(N, k) whole paths through time. With k = 1 it is purged k-fold.
/// </summary>
public static class CombinatorialPurged
{
    /// <summary>More splits than these are refused.</summary>
    public const int MostSplits = 200_000;

    /// <summary>The splits, test groups in lexicographic order.</summary>
    /// <param name="spans">Label spans in the order of their starts.</param>
    /// <param name="groups">N, 2 to the number of observations.</param>
    /// <param name="testGroups">k, 1 to N - 1.</param>
    /// <param name="embargo">Time after a tested stretch in which no observation to learn from may start, in the spans' unit, 0 or more: what the label does not say of serial dependence.</param>
    /// <exception cref="ArgumentException">Spans out of order or a number out of range.</exception>
    public static IReadOnlyList<CombinatorialSplit> Splits(IReadOnlyList<LabelSpan> spans, int groups, int testGroups, long embargo = 0)
    {
        ArgumentNullException.ThrowIfNull(spans);
        LabelSpan.Require(spans);
        if (groups < 2 || groups > spans.Count) throw new ArgumentException($"There are {groups} groups; allowed is 2 to {spans.Count}, the number of observations.");
        ArgumentOutOfRangeException.ThrowIfNegative(embargo);
        return [.. Choices(groups, testGroups).Select(chosen => Split(spans, groups, chosen, embargo))];
    }

    /// <summary>Which split judges which group of each path: path p takes a group from the p-th split that judges it.</summary>
    /// <param name="groups">N, 2 or more.</param>
    /// <param name="testGroups">k, 1 to N - 1.</param>
    /// <returns>Path, then group: index of a split.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Paths(int groups, int testGroups)
    {
        List<int>[] judges = [.. Enumerable.Range(0, groups).Select(static _ => new List<int>())];
        var split = 0;
        foreach (var chosen in Choices(groups, testGroups))
        {
            foreach (var group in chosen) judges[group].Add(split);
            split++;
        }

        return [.. Enumerable.Range(0, judges[0].Count).Select(path => (IReadOnlyList<int>)[.. judges.Select(splits => splits[path])])];
    }

    /// <summary>Puts what the splits said of their test observations together to whole paths.</summary>
    /// <param name="splits">All splits, as <see cref="Splits"/> gives them.</param>
    /// <param name="outcomes">For each split one value for each of its test observations.</param>
    /// <param name="groups">N.</param>
    /// <param name="testGroups">k.</param>
    /// <returns>For each path one value an observation.</returns>
    /// <exception cref="ArgumentException">Numbers that do not fit each other.</exception>
    public static IReadOnlyList<double[]> Assemble(IReadOnlyList<CombinatorialSplit> splits, IReadOnlyList<IReadOnlyList<double>> outcomes, int groups, int testGroups)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(outcomes);
        if (splits.Count != outcomes.Count) throw new ArgumentException($"{splits.Count} splits, but {outcomes.Count} outcomes.", nameof(outcomes));

        var paths = Paths(groups, testGroups);
        var count = splits.Max(static s => s.Test[^1]) + 1;
        double[][] assembled = [.. paths.Select(_ => new double[count])];
        for (var split = 0; split < splits.Count; split++)
        {
            if (outcomes[split].Count != splits[split].Test.Count)
                throw new ArgumentException($"Split {split} has {splits[split].Test.Count} test observations, but {outcomes[split].Count} outcomes.", nameof(outcomes));

            for (var place = 0; place < outcomes[split].Count; place++)
            {
                var observation = splits[split].Test[place];
                var group = GroupOf(observation, count, groups);
                for (var path = 0; path < paths.Count; path++)
                {
                    if (paths[path][group] == split) assembled[path][observation] = outcomes[split][place];
                }
            }
        }

        return assembled;
    }

    /// <summary>Group of an observation: groups are as equal in number as can be.</summary>
    internal static int GroupOf(int observation, int count, int groups)
    {
        var group = (int)((long)observation * groups / count);
        while (group + 1 < groups && observation >= Start(group + 1, count, groups)) group++;
        return group;
    }

    private static int Start(int group, int count, int groups) => (int)((long)group * count / groups);

    private static CombinatorialSplit Split(IReadOnlyList<LabelSpan> spans, int groups, int[] chosen, long embargo)
    {
        List<int> test = [];
        List<LabelSpan> closed = [];
        for (var at = 0; at < chosen.Length;)
        {
            // Neighbouring groups are one stretch.
            var (first, next) = (chosen[at], at + 1);
            while (next < chosen.Length && chosen[next] == chosen[next - 1] + 1) next++;
            var (from, to) = (Start(first, spans.Count, groups), Start(chosen[next - 1] + 1, spans.Count, groups));
            var last = spans[from].To;
            for (var i = from; i < to; i++)
            {
                test.Add(i);
                last = Math.Max(last, spans[i].To);
            }

            closed.Add(new LabelSpan(spans[from].From, last + embargo));
            at = next;
        }

        var tested = test.ToHashSet();
        List<int> train = [];
        for (var i = 0; i < spans.Count; i++)
        {
            if (!tested.Contains(i) && !closed.Exists(spans[i].Overlaps)) train.Add(i);
        }

        return new CombinatorialSplit(chosen, train, test);
    }

    /// <summary>Choices of k out of n in lexicographic order.</summary>
    internal static IEnumerable<int[]> Choices(int n, int k)
    {
        if (k < 1 || k >= n) throw new ArgumentException($"There are {k} test groups; allowed is 1 to {n - 1}.");

        var splits = 1.0;
        for (var i = 0; i < k; i++) splits = splits * (n - i) / (i + 1);
        if (splits > MostSplits + 0.5) throw new ArgumentException($"{k} of {n} groups are {splits:0} splits; allowed is up to {MostSplits}.");

        return Enumerated();

        IEnumerable<int[]> Enumerated()
        {
            int[] chosen = [.. Enumerable.Range(0, k)];
            while (true)
            {
                yield return [.. chosen];
                var at = k - 1;
                while (at >= 0 && chosen[at] == n - k + at) at--;
                if (at < 0) yield break;
                chosen[at]++;
                for (var i = at + 1; i < k; i++) chosen[i] = chosen[i - 1] + 1;
            }
        }
    }
}

/// <summary>A split of combinatorial purged cross-validation.</summary>
/// <param name="TestGroups">Groups that are judged, ascending.</param>
/// <param name="Train">Observations to learn from: their labels share no time with a tested stretch, nor start in the embargo after one.</param>
/// <param name="Test">Observations to judge on.</param>
public sealed record CombinatorialSplit(IReadOnlyList<int> TestGroups, IReadOnlyList<int> Train, IReadOnlyList<int> Test);

/// <summary>Purged k-fold cross-validation with embargo (M. Lopez de Prado, Advances in Financial Machine Learning, 2018, chapter 7).</summary>
public static class PurgedKFold
{
    /// <summary>One split a fold, in order of time.</summary>
    /// <param name="spans">Label spans in the order of their starts.</param>
    /// <param name="folds">2 to the number of observations.</param>
    /// <param name="embargo">Time after the tested fold in which no observation to learn from may start, in the spans' unit.</param>
    public static IReadOnlyList<TrainTestSplit> Splits(IReadOnlyList<LabelSpan> spans, int folds, long embargo = 0) =>
        [.. CombinatorialPurged.Splits(spans, folds, 1, embargo).Select(static s => new TrainTestSplit(s.Train, s.Test))];
}
