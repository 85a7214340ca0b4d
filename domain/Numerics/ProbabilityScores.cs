namespace CryptoRun.Domain.Numerics;

/// <summary>How well stated probabilities agree with what happened. NaN of nothing.</summary>
public static class ProbabilityScores
{
    /// <summary>Probabilities nearer to 0 or 1 are moved here before a logarithm, so that one wrong certainty costs 34.5 and not everything.</summary>
    public const double LogLossClip = 1e-15;

    /// <summary>Mean squared difference of probability and outcome, in [0, 1], 0 is best (G. W. Brier, Monthly Weather Review 78, 1950).</summary>
    /// <exception cref="ArgumentException">Lengths that differ or a probability outside [0, 1].</exception>
    public static double Brier(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> successes)
    {
        Require(probabilities, successes);
        var sum = 0.0;
        for (var i = 0; i < successes.Length; i++)
        {
            var miss = probabilities[i] - (successes[i] ? 1 : 0);
            sum += miss * miss;
        }

        return sum / successes.Length;
    }

    /// <summary>Mean of minus the log of the probability that was given to what happened, 0 is best, clipped at <see cref="LogLossClip"/>.</summary>
    /// <exception cref="ArgumentException">Lengths that differ or a probability outside [0, 1].</exception>
    public static double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> successes)
    {
        Require(probabilities, successes);
        var sum = 0.0;
        for (var i = 0; i < successes.Length; i++)
        {
            var probability = Math.Clamp(probabilities[i], LogLossClip, 1 - LogLossClip);
            sum -= Math.Log(successes[i] ? probability : 1 - probability);
        }

        return sum / successes.Length;
    }

    /// <summary>
    /// Expected calibration error: mean over the samples of their bin's |mean probability - share of successes| (Naeini, Cooper and Hauskrecht, AAAI 2015, with bins
    /// of equal count).
    /// </summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="successes">One for each.</param>
    /// <param name="bins">1 or more.</param>
    /// <exception cref="ArgumentException">Lengths that differ, a probability outside [0, 1], or no bin.</exception>
    public static double CalibrationError(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> successes, int bins)
    {
        var error = 0.0;
        foreach (var bin in Reliability(probabilities, successes, bins)) error += bin.Samples * Math.Abs(bin.MeanProbability - bin.SuccessShare);
        return error / probabilities.Length;
    }

    /// <summary>
    /// Bins of equal count, lowest probabilities first. Edges are the quantiles (type 7); what equals an edge belongs to the bin below it, so that equal
    /// probabilities share a bin and the order of samples does not matter. Bins that ties leave empty are left out.
    /// </summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="successes">One for each.</param>
    /// <param name="bins">1 or more.</param>
    /// <exception cref="ArgumentException">Lengths that differ, a probability outside [0, 1], or no bin.</exception>
    public static IReadOnlyList<ReliabilityBin> Reliability(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> successes, int bins)
    {
        Require(probabilities, successes);
        if (bins < 1) throw new ArgumentOutOfRangeException(nameof(bins), bins, "There is at least one bin.");

        var (sorted, labels) = (probabilities.ToArray(), successes.ToArray());
        Array.Sort(sorted, labels);
        var result = new List<ReliabilityBin>(bins);
        var from = 0;
        for (var bin = 1; bin <= bins && from < sorted.Length; bin++)
        {
            var edge = bin == bins ? 1 : Quantiles.OfSorted(sorted, (double)bin / bins);
            var (count, sum, hits) = (0, 0.0, 0);
            for (; from < sorted.Length && sorted[from] <= edge; from++)
            {
                count++;
                sum += sorted[from];
                hits += labels[from] ? 1 : 0;
            }

            if (count > 0) result.Add(new ReliabilityBin(count, hits, sum / count));
        }

        return result;
    }

    private static void Require(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> successes)
    {
        if (probabilities.Length != successes.Length)
            throw new ArgumentException($"{probabilities.Length} probabilities, but {successes.Length} outcomes.", nameof(probabilities));

        for (var i = 0; i < probabilities.Length; i++)
        {
            // Written so that NaN fails too.
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) throw new ArgumentException($"Probability {i} is {probabilities[i]}; allowed is 0 to 1.", nameof(probabilities));
        }
    }
}

/// <summary>Samples of like probability and what became of them.</summary>
/// <param name="Samples">Samples in the bin, at least 1.</param>
/// <param name="Successes">Successes among them.</param>
/// <param name="MeanProbability">Mean of the stated probabilities.</param>
public sealed record ReliabilityBin(int Samples, int Successes, double MeanProbability)
{
    /// <summary>Successes / samples.</summary>
    public double SuccessShare => (double)Successes / Samples;
}
