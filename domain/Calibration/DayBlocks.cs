using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Calibration;

/// <summary>The UTC days of samples, the units of every bootstrap: all samples of a day are drawn together.</summary>
internal sealed class DayBlocks
{
    /// <summary>Numbers the days.</summary>
    /// <param name="samples">Oldest first.</param>
    public DayBlocks(IReadOnlyList<CalibrationSample> samples)
    {
        Unit = new int[samples.Count];
        for (var i = 0; i < samples.Count; i++)
        {
            var isNewDay = i == 0 || samples[i].At.UtcDateTime.Date != samples[i - 1].At.UtcDateTime.Date;
            Unit[i] = isNewDay ? Count++ : Count - 1;
        }
    }

    /// <summary>Number of days that have samples.</summary>
    public int Count { get; private set; }

    /// <summary>Day of each sample.</summary>
    public int[] Unit { get; }

    /// <summary>Interval of a mean over the samples where <paramref name="counts"/> holds; null where days are few.</summary>
    /// <param name="values">One a sample.</param>
    /// <param name="counts">Which samples count.</param>
    /// <param name="plan">The bootstrap.</param>
    public ConfidenceInterval? Mean(ReadOnlySpan<double> values, ReadOnlySpan<bool> counts, BootstrapPlan plan)
    {
        var (sums, numbers) = (new double[Count], new double[Count]);
        for (var i = 0; i < values.Length; i++)
        {
            if (!counts[i]) continue;
            sums[Unit[i]] += values[i];
            numbers[Unit[i]]++;
        }

        return BlockBootstrap.Interval(Count, plan, times =>
        {
            var (sum, number) = (0.0, 0.0);
            for (var day = 0; day < times.Length; day++)
            {
                sum += times[day] * sums[day];
                number += times[day] * numbers[day];
            }

            return sum / number;
        });
    }
}
