using CryptoRun.Worker.Scheduling;
using Quartz;

namespace CryptoRun.Worker.Premove;

/// <summary>When sweeps are due.</summary>
/// <param name="jobs">Schedules.</param>
public sealed class SweepSchedule(JobsOptions jobs)
{
    private readonly CronExpression _cron = CronExpression.Parse(jobs.PremoveCron).WithTimeZone(TimeZoneInfo.Utc);

    /// <summary>The first slot after an instant; null: there is none.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset at) => _cron.GetNextValidTimeAfter(at);
}
