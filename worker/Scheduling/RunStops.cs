using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Stops runs of this node that were asked to stop at another. It asks the store often enough to keep the promise of a second, and only while something runs.</summary>
/// <param name="node">This node.</param>
/// <param name="runs">Runs.</param>
/// <param name="atWork">Runs at work here.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="log">Log.</param>
internal sealed class RunStops(string node, IRunStore runs, JobRuns atWork, TimeProvider wall, ILogger<RunStops> log) : BackgroundService
{
    /// <summary>How often it asks.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private bool _fails;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, wall);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (atWork.Active.Count == 0) continue;
            try
            {
                foreach (var runId in await runs.ToStopAsync(node, stoppingToken)) await atWork.CancelAsync(runId);
                _fails = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_fails) SchedulingLog.StopsNotRead(log, e);
                _fails = true;
            }
        }
    }
}
