namespace CryptoRun.Domain.Numerics;

/// <summary>
/// Circular moving-block bootstrap (Politis and Romano, "A circular block-resampling procedure for stationary data", 1992): units in time order, such as days,
/// are drawn in runs of neighbours, so that what lasts longer than a unit stays together. A unit's samples always come together.
/// </summary>
public static class BlockBootstrap
{
    /// <summary>Fewest blocks that a series of units must hold: of fewer, every resample is nearly the sample itself and an interval would claim a certainty that is not there.</summary>
    public const int LeastBlocks = 4;

    /// <summary>Largest share of resamples without a value (for example of one class only) that an interval can stand.</summary>
    public const double LargestUndefinedShare = 0.05;

    /// <summary>
    /// Percentile interval of a statistic, expanded for few blocks (<see cref="ExpandedPercentile"/>). Null where there are fewer than <see cref="LeastBlocks"/> blocks of units, or where more than
    /// <see cref="LargestUndefinedShare"/> of the resamples have no value. Equal arguments give equal bits.
    /// </summary>
    /// <param name="units">Number of units, in time order.</param>
    /// <param name="plan">Block length, resamples, seed, confidence.</param>
    /// <param name="statistic">The statistic where unit u counts times[u] times; NaN where it has no value.</param>
    /// <exception cref="ArgumentException">Fewer than 0 units or a plan out of range.</exception>
    public static ConfidenceInterval? Interval(int units, BootstrapPlan plan, ResampledStatistic statistic)
    {
        plan.Require();
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        if (units < LeastBlocks * plan.BlockLength) return null;

        var random = new CounterRandom(plan.Seed);
        var (values, defined, times, counter) = (new double[plan.Resamples], 0, new int[units], 0ul);
        for (var resample = 0; resample < plan.Resamples; resample++)
        {
            plan.Stop.ThrowIfCancellationRequested();
            Draw(times, plan.BlockLength, random, ref counter);
            var value = statistic(times);
            if (!double.IsNaN(value)) values[defined++] = value;
        }

        if (defined < (1 - LargestUndefinedShare) * plan.Resamples) return null;

        var sorted = values.AsSpan(0, defined);
        sorted.Sort();
        var tail = ExpandedPercentile.Tail(plan.Confidence, (double)units / plan.BlockLength);
        return new ConfidenceInterval(Quantiles.OfSorted(sorted, tail), Quantiles.OfSorted(sorted, 1 - tail));
    }

    /// <summary>Counts how often each unit is drawn; as many are drawn as there are, the last block cut short.</summary>
    private static void Draw(Span<int> times, int blockLength, CounterRandom random, ref ulong counter)
    {
        times.Clear();
        for (var drawn = 0; drawn < times.Length;)
        {
            var start = random.Below(counter++, times.Length);
            for (var step = 0; step < blockLength && drawn < times.Length; step++, drawn++) times[(start + step) % times.Length]++;
        }
    }
}

/// <summary>How to resample.</summary>
/// <param name="BlockLength">Units in a block, 1 or more; at least as many as dependence lasts.</param>
/// <param name="Resamples">Number of resamples, 100 or more.</param>
/// <param name="Seed">Seed of the draws.</param>
/// <param name="Confidence">Two-sided confidence, in (0, 1).</param>
public sealed record BootstrapPlan(int BlockLength, int Resamples, ulong Seed, double Confidence = 0.95)
{
    /// <summary>Looked at before each resample: intervals are most of the time that a report takes.</summary>
    internal CancellationToken Stop { get; init; }

    internal void Require()
    {
        if (BlockLength < 1) throw new ArgumentException($"BlockLength is {BlockLength}; allowed is 1 or more.");
        if (Resamples < 100) throw new ArgumentException($"Resamples is {Resamples}; allowed is 100 or more.");
        if (!(Confidence > 0 && Confidence < 1)) throw new ArgumentException($"Confidence is {Confidence}; allowed is between 0 and 1.");
    }
}

/// <summary>A statistic of a resample.</summary>
/// <param name="times">How often each unit counts.</param>
public delegate double ResampledStatistic(ReadOnlySpan<int> times);
