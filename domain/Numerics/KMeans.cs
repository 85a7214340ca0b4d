namespace CryptoRun.Domain.Numerics;

/// <summary>
/// Clusters by Lloyd's algorithm from k-means++ centres (Arthur and Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007). Random numbers
/// come from a seed: the same seed gives the same clusters.
/// </summary>
internal static class KMeans
{
    private const int MostRounds = 50;

    /// <summary>The cluster of each row.</summary>
    /// <param name="rows">Observations, row by row.</param>
    /// <param name="variables">Values an observation.</param>
    /// <param name="clusters">Clusters, at most as many as there are observations.</param>
    /// <param name="random">Where the first centres come from.</param>
    public static int[] Cluster(ReadOnlySpan<double> rows, int variables, int clusters, CounterRandom random)
    {
        var centres = Spread(rows, variables, clusters, random);
        var labels = new int[rows.Length / variables];
        Array.Fill(labels, -1);
        for (var round = 0; round < MostRounds && Assign(rows, variables, centres, labels); round++) Move(rows, variables, centres, labels);
        return labels;
    }

    private static double[] Spread(ReadOnlySpan<double> rows, int variables, int clusters, CounterRandom random)
    {
        var count = rows.Length / variables;
        var (centres, nearest) = (new double[clusters * variables], new double[count]);
        Array.Fill(nearest, double.PositiveInfinity);
        var chosen = random.Below(0, count);
        for (var c = 0; c < clusters; c++)
        {
            rows.Slice(chosen * variables, variables).CopyTo(centres.AsSpan(c * variables));
            var total = 0.0;
            for (var t = 0; t < count; t++)
            {
                nearest[t] = Math.Min(nearest[t], SquaredDistance(rows.Slice(t * variables, variables), centres.AsSpan(c * variables, variables)));
                total += nearest[t];
            }

            // The next centre: a row with a probability in proportion to its squared distance from the centres so far.
            var left = random.Uniform((ulong)c + 1) * total;
            for (chosen = 0; chosen < count - 1 && (left -= nearest[chosen]) >= 0; chosen++)
            {
            }
        }

        return centres;
    }

    private static bool Assign(ReadOnlySpan<double> rows, int variables, ReadOnlySpan<double> centres, int[] labels)
    {
        var changed = false;
        for (var t = 0; t < labels.Length; t++)
        {
            var (best, label) = (double.PositiveInfinity, 0);
            for (var c = 0; c < centres.Length / variables; c++)
            {
                var distance = SquaredDistance(rows.Slice(t * variables, variables), centres.Slice(c * variables, variables));
                if (distance < best) (best, label) = (distance, c);
            }

            changed |= labels[t] != label;
            labels[t] = label;
        }

        return changed;
    }

    /// <summary>Centres become the means of their rows; a centre without rows stays.</summary>
    private static void Move(ReadOnlySpan<double> rows, int variables, double[] centres, int[] labels)
    {
        var (sums, counts) = (new double[centres.Length], new int[centres.Length / variables]);
        for (var t = 0; t < labels.Length; t++)
        {
            counts[labels[t]]++;
            for (var v = 0; v < variables; v++) sums[(labels[t] * variables) + v] += rows[(t * variables) + v];
        }

        for (var i = 0; i < centres.Length; i++)
        {
            if (counts[i / variables] > 0) centres[i] = sums[i] / counts[i / variables];
        }
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
