using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Starts the jobs when the market's history is there: first a detection, a scan and a sweep at once, then the schedule.</summary>
/// <param name="ready">Completes when the feed can answer.</param>
/// <param name="schedulers">The market's scheduler.</param>
/// <param name="book">Schedules.</param>
/// <param name="current">The schedules in force.</param>
/// <param name="timer">Fires the first runs.</param>
/// <param name="runs">Rows of runs; those of a dead process are marked.</param>
/// <param name="sharing">Whether other nodes may serve the store.</param>
/// <param name="takeOver">Repeats what was lost.</param>
/// <param name="clock">Market time.</param>
/// <param name="pace">Lets time go.</param>
/// <param name="lifetime">Ends the program when there is nothing to schedule.</param>
/// <param name="log">Log.</param>
internal sealed class JobsStart(
    MarketReady ready,
    [FromKeyedServices(MarketSchedule.Name)] ISchedulerFactory schedulers,
    JobBook book,
    CurrentSchedules current,
    JobTimer timer,
    IRunStore runs,
    StoreSharing sharing,
    TakeOver takeOver,
    MarketClock clock,
    MarketPace pace,
    IHostApplicationLifetime lifetime,
    ILogger<JobsStart> log) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!sharing.Works)
            {
                await book.FollowAsync(stoppingToken);
                return;
            }

            var lost = await runs.MarkLostAsync(sharing.IsShared ? JobRuns.Node : null, JobRuns.Node, clock.GetUtcNow(), stoppingToken);
            if (lost.Count > 0) SchedulingLog.RunsLost(log, lost.Count);
            await ready.WaitAsync(stoppingToken);
            await StartAsync(await schedulers.GetScheduler(stoppingToken), stoppingToken);

            // Whose job has just been run for the present is not run for the past.
            await takeOver.RepeatAsync([.. lost.Where(static r => JobCatalogue.Find(r.Job) is { RunsAtStart: false })], stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends before the market was ready.
        }
        catch (Exception e)
        {
            SchedulingLog.JobsNotStarted(log, e);
            lifetime.StopApplication();
        }
    }

    private async Task StartAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        await book.OpenAsync(cancellationToken);
        var at = JobSlot.WholeSecond(clock.GetUtcNow());
        List<string> first = [.. JobCatalogue.All.Where(k => k.RunsAtStart && current.Find(k.Name) is { Paused: false }).OrderByDescending(static k => k.Priority).Select(static k => k.Name)];
        foreach (var job in first) pace.Expect(job, JobNames.AtStartUp, at);
        SchedulingLog.JobsStart(log, at, await timer.NextAsync(JobNames.Scan, cancellationToken), await timer.NextAsync(JobNames.Regime, cancellationToken));
        var data = new JobDataMap { [JobSlot.TriggerKey] = JobNames.AtStartUp, [JobSlot.AtKey] = at };
        foreach (var job in first) await timer.FireAsync(job, data, cancellationToken);
        await scheduler.Start(cancellationToken);
        pace.Begin();
    }
}

/// <summary>When the market can be scanned.</summary>
/// <param name="WaitAsync">Completes when it can.</param>
internal sealed record MarketReady(Func<CancellationToken, Task> WaitAsync);

/// <summary>Whether other nodes may serve the same store.</summary>
/// <param name="IsShared">Whether they may.</param>
internal sealed record StoreSharing(bool IsShared)
{
    /// <summary>Whether this node runs jobs; one that does not only shows and changes them.</summary>
    public bool Works { get; init; } = true;
}
