using Quartz;

namespace CryptoRun.Worker.Scheduling;

/// <summary>What a run is for.</summary>
/// <param name="Job">Job.</param>
/// <param name="Trigger"><c>schedule</c>, <c>start-up</c> or <c>command</c>.</param>
/// <param name="At">The slot, market time: the instant the run answers for.</param>
/// <param name="NextAt">The job's next slot, null when this firing is not the schedule's.</param>
internal sealed record JobSlot(string Job, string Trigger, DateTimeOffset At, DateTimeOffset? NextAt)
{
    /// <summary>Which attempt at it this is, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The run's id where it was given before; else it is made.</summary>
    public string? RunId { get; init; }

    /// <summary>Who asked; null for the program itself.</summary>
    public string? AskedBy { get; init; }

    /// <summary>Reads the slot out of a firing.</summary>
    /// <param name="context">The firing.</param>
    /// <param name="now">Market time: the instant of a run that no schedule asked for, unless its data name one.</param>
    public static JobSlot Of(IJobExecutionContext context, DateTimeOffset now)
    {
        var job = context.JobDetail.Key.Name;
        if (context.Trigger is not ICronTrigger cron)
        {
            var data = context.MergedJobDataMap;
            return new JobSlot(job, data.GetString(TriggerKey) ?? JobNames.ByCommand, data.TryGetDateTimeOffset(AtKey, out var at) ? at : WholeSecond(now), null)
            {
                Attempt = data.TryGetInt(AttemptKey, out var attempt) ? attempt : 1,
                RunId = data.GetString(RunKey),
                AskedBy = data.GetString(AskedByKey),
            };
        }

        // A firing that was missed is scheduled for the moment it is made up for; its slot is the last one before.
        var scheduled = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        var expression = CronExpression.Parse(cron.CronExpressionString!).WithTimeZone(TimeZoneInfo.Utc);
        var slot = expression.IsSatisfiedBy(scheduled) ? scheduled : expression.GetPreviousValidTimeBefore(scheduled) ?? scheduled;
        return new JobSlot(job, JobNames.BySchedule, slot.ToUniversalTime(), context.NextFireTimeUtc);
    }

    /// <summary>Key of the trigger's name in a firing's data.</summary>
    public const string TriggerKey = "trigger";

    /// <summary>Key of the instant in a firing's data.</summary>
    public const string AtKey = "at";

    /// <summary>Key of the attempt's number in a firing's data.</summary>
    public const string AttemptKey = "attempt";

    /// <summary>Key of the run's id in a firing's data.</summary>
    public const string RunKey = "run";

    /// <summary>Key of who asked in a firing's data.</summary>
    public const string AskedByKey = "by";

    /// <summary>An instant cut to its second.</summary>
    public static DateTimeOffset WholeSecond(DateTimeOffset t) => t.AddTicks(-(t.UtcTicks % TimeSpan.TicksPerSecond));
}
