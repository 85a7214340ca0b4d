using CryptoRun.Domain.Backtesting.Weights;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Validation;

/// <summary>What entries without any knowledge would have earned: a figure is compared with that of as many random ones in the same market.</summary>
/// <param name="Observed">The figure that was observed.</param>
/// <param name="Null">The same figure of random entries.</param>
public sealed record RandomEntryNull(double Observed, Distribution Null)
{
    /// <summary>One-sided p-value: how often random entries did at least as well.</summary>
    public double PValue => Null.PValue(Observed);

    /// <summary>Any figure.</summary>
    /// <param name="observed">The figure of the strategy.</param>
    /// <param name="statistic">The same figure of a run with random entries, a function of a seed alone; finite.</param>
    /// <param name="draws">Random runs, 1 or more.</param>
    /// <param name="seed">Equal seeds give equal runs.</param>
    public static RandomEntryNull Of(double observed, Func<ulong, double> statistic, int draws, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var seeds = new CounterRandom(seed);
        var values = new double[draws];
        for (var i = 0; i < draws; i++) values[i] = statistic(seeds.Bits((ulong)i));
        return new RandomEntryNull(observed, new Distribution(values));
    }

    /// <summary>Mean return of entries: as many random instruments, each once, at each time as the strategy chose there.</summary>
    /// <param name="forward">Return that follows an entry, times x instruments, NaN where it could not be entered.</param>
    /// <param name="entries">Columns that the strategy entered at each time; those without a return do not count.</param>
    /// <param name="draws">Random runs, 1 or more.</param>
    /// <param name="seed">Equal seeds give equal runs.</param>
    /// <returns>Null without an entry that has a return.</returns>
    /// <exception cref="ArgumentException">A number of times that differs.</exception>
    public static RandomEntryNull? Of(BarPanel forward, IReadOnlyList<IReadOnlyList<int>> entries, int draws, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count != forward.Bars) throw new ArgumentException($"{entries.Count} times have entries, but {forward.Bars} have returns.", nameof(entries));

        List<(double[] Known, int Count)> times = [];
        var (sum, all) = (0.0, 0);
        for (var time = 0; time < entries.Count; time++)
        {
            var counted = 0;
            foreach (var column in entries[time])
            {
                if (double.IsNaN(forward[time, column])) continue;
                sum += forward[time, column];
                counted++;
            }

            if (counted == 0) continue;
            times.Add(([.. forward[time].ToArray().Where(static r => !double.IsNaN(r))], counted));
            all += counted;
        }

        return all == 0 ? null : Of(sum / all, s => Mean(times, all, new CounterRandom(s)), draws, seed);
    }

    /// <summary>Chooses without replacement, each time from a fresh copy: a run is a function of its seed alone.</summary>
    private static double Mean(List<(double[] Known, int Count)> times, int all, CounterRandom random)
    {
        var (sum, counter) = (0.0, 0ul);
        foreach (var (known, count) in times)
        {
            double[] left = [.. known];
            for (var i = 0; i < count; i++)
            {
                var pick = i + random.Below(counter++, left.Length - i);
                sum += left[pick];
                left[pick] = left[i];
            }
        }

        return sum / all;
    }
}
