using CryptoRun.Worker.Markets;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Puts schedules into the scheduler: each job has one trigger of its name, or none while it is paused.</summary>
/// <param name="schedulers">The market's scheduler.</param>
/// <param name="pace">Market time waits for the slots.</param>
/// <param name="clock">Market time.</param>
internal sealed class JobTimer([FromKeyedServices(MarketSchedule.Name)] ISchedulerFactory schedulers, MarketPace pace, MarketClock clock)
{
    /// <summary>From now on the job runs as its schedule says.</summary>
    public async Task ApplyAsync(JobSchedule schedule, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var key = new TriggerKey(schedule.Job);
        await pace.ExpectNextAsync(schedule.Job, async () =>
        {
            if (schedule.Paused)
            {
                await scheduler.UnscheduleJob(key, cancellationToken);
                return null;
            }

            var trigger = Trigger(schedule);
            if (await scheduler.GetTrigger(key, cancellationToken) is null) await scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
            else await scheduler.RescheduleJob(key, trigger, cancellationToken);
            return (await scheduler.GetTrigger(key, cancellationToken))?.NextFireTimeUtc;
        });
    }

    /// <summary>When a job fires next; null: it does not.</summary>
    public async Task<DateTimeOffset?> NextAsync(string job, CancellationToken cancellationToken) =>
        (await (await schedulers.GetScheduler(cancellationToken)).GetTrigger(new TriggerKey(job), cancellationToken))?.NextFireTimeUtc;

    /// <summary>Fires a job once, beside its schedule.</summary>
    public async Task FireAsync(string job, JobDataMap data, CancellationToken cancellationToken) =>
        await (await schedulers.GetScheduler(cancellationToken)).TriggerJob(new JobKey(job), data, cancellationToken);

    private ITrigger Trigger(JobSchedule schedule) => TriggerBuilder.Create(clock)
        .ForJob(schedule.Job)
        .WithIdentity(schedule.Job)
        .WithPriority(JobCatalogue.Find(schedule.Job)?.Priority ?? 1)
        .StartAt(clock.GetUtcNow())
        .WithCronSchedule(schedule.Cron, static c => c.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
        .Build();
}
