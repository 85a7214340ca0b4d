namespace CryptoRun.Domain.Evidence;

/// <summary>Spearman's rank correlation (C. Spearman, "The proof and measurement of association between two things", 1904); equal values share the mean of their ranks.</summary>
public static class RankCorrelation
{
    /// <summary>In [-1, 1]; null of fewer than two pairs, or where one side is all equal.</summary>
    /// <param name="x">Finite values.</param>
    /// <param name="y">As many finite values.</param>
    public static double? Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"There are {x.Length} values against {y.Length}.", nameof(y));
        if (x.Length < 2) return null;

        var (a, b) = (Ranks(x), Ranks(y));
        var middle = (x.Length + 1) / 2.0;
        var (together, spreadA, spreadB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            together += (a[i] - middle) * (b[i] - middle);
            spreadA += (a[i] - middle) * (a[i] - middle);
            spreadB += (b[i] - middle) * (b[i] - middle);
        }

        return spreadA == 0 || spreadB == 0 ? null : together / Math.Sqrt(spreadA * spreadB);
    }

    private static double[] Ranks(ReadOnlySpan<double> values)
    {
        var (sorted, order) = (values.ToArray(), Enumerable.Range(0, values.Length).ToArray());
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (var from = 0; from < sorted.Length;)
        {
            var to = from + 1;
            while (to < sorted.Length && sorted[to].Equals(sorted[from])) to++;
            for (var i = from; i < to; i++) ranks[order[i]] = (from + 1 + to) / 2.0;
            from = to;
        }

        return ranks;
    }
}
