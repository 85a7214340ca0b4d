using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Repeats runs whose process died, where their job's policy wants it. The slot decides who does: of several that try, one gets it.</summary>
/// <param name="timer">Fires.</param>
/// <param name="schedules">Policies.</param>
/// <param name="log">Log.</param>
internal sealed class TakeOver(JobTimer timer, CurrentSchedules schedules, ILogger<TakeOver> log)
{
    /// <summary>A run that has killed so many processes is left alone.</summary>
    public const int MostAttempts = 3;

    /// <summary>Repeats them.</summary>
    public async Task RepeatAsync(IReadOnlyList<JobRun> lost, CancellationToken cancellationToken)
    {
        foreach (var run in lost)
        {
            if (schedules.Find(run.Job)?.Retry.AfterLoss == false || run.Attempt >= MostAttempts) continue;
            var data = new JobDataMap { [JobSlot.TriggerKey] = JobNames.ByTakeOver, [JobSlot.AtKey] = run.ScheduledFor, [JobSlot.AttemptKey] = run.Attempt + 1 };
            if (run.AskedBy is { } by) data[JobSlot.AskedByKey] = by;
            await timer.FireAsync(run.Job, data, cancellationToken);
            SchedulingLog.TakenOver(log, run.Job, run.ScheduledFor, run.Node);
        }
    }
}
