using CryptoRun.Worker.Scheduling;

namespace CryptoRun.Worker.Premove;

/// <summary>When sweeps are due.</summary>
/// <param name="jobs">Schedules.</param>
public sealed class SweepSchedule(JobsOptions jobs)
{
    /// <summary>The schedules in force, once they are read.</summary>
    internal CurrentSchedules? Current { get; init; }

    /// <summary>The first slot after an instant; null: there is none, or the job is paused.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset at)
    {
        var schedule = Current?.Find(JobNames.Premove);
        return schedule is { Paused: true } ? null : CronWords.Next(schedule?.Cron ?? jobs.PremoveCron, at, 1) is [var next] ? next : null;
    }
}
