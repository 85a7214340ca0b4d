using CryptoRun.Worker.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CryptoRun.Worker.Scanning;

/// <summary>What an admin may do with scans: start one now, stop the one at work.</summary>
public sealed class ScanRuns
{
    private readonly JobRuns _runs;
    private readonly ISchedulerFactory _schedulers;

    internal ScanRuns(JobRuns runs, [FromKeyedServices(MarketSchedule.Name)] ISchedulerFactory schedulers) => (_runs, _schedulers) = (runs, schedulers);

    /// <summary>Runs at work, of any job.</summary>
    public IReadOnlyCollection<string> Active => _runs.Active;

    /// <summary>Asks a run to stop: it does within a second, leaves nothing half-written and ends as <c>cancelled</c>.</summary>
    /// <returns>False when no such run is at work.</returns>
    public Task<bool> CancelAsync(string runId) => _runs.CancelAsync(runId);

    /// <summary>Asks for a scan of the present instant; one at work is finished first.</summary>
    public Task RunNowAsync(CancellationToken cancellationToken) => TriggerAsync(JobNames.Scan, cancellationToken);

    /// <summary>Asks for the detection of the last boundary; one that is stored already stays as it is.</summary>
    public Task DetectNowAsync(CancellationToken cancellationToken) => TriggerAsync(JobNames.Regime, cancellationToken);

    private async Task TriggerAsync(string job, CancellationToken cancellationToken)
    {
        var scheduler = await _schedulers.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(new JobKey(job), new JobDataMap { [JobSlot.TriggerKey] = JobNames.ByCommand }, cancellationToken);
    }
}
