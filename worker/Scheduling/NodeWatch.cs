using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Scheduling;

/// <summary>
/// Beats for this node where several serve one store, gives up the runs of nodes that are gone and takes them over, fires runs that were asked for at a node that runs none,
/// takes over schedules that another has changed, and records slots that nobody ran. A node that runs no jobs beats and follows the schedules only.
/// </summary>
/// <param name="node">This node.</param>
/// <param name="sharing">Whether other nodes may serve the same store, and whether this one runs jobs.</param>
/// <param name="options">How often, how long.</param>
/// <param name="nodes">Nodes.</param>
/// <param name="runs">Runs.</param>
/// <param name="requests">Runs asked for elsewhere.</param>
/// <param name="book">Schedules.</param>
/// <param name="takeOver">Repeats what was lost.</param>
/// <param name="missed">Slots that nobody ran.</param>
/// <param name="clock">Market time.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="log">Log.</param>
internal sealed class NodeWatch(
    string node, StoreSharing sharing, JobsOptions options, INodeStore nodes, IRunStore runs, RunRequests requests, JobBook book, TakeOver takeOver, MissedSlots missed, MarketClock clock, TimeProvider wall, ILogger<NodeWatch> log) : BackgroundService
{
    private readonly NodePulses _pulses = new(node, options.NodeLostAfter, wall);
    private bool _fails;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(options.NodeBeat, wall);
            do await TryAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!sharing.IsShared || _fails) return;
        try
        {
            await nodes.ForgetAsync(node, cancellationToken);
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            // The others find out by themselves.
        }
    }

    /// <summary>One round.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        if (sharing.IsShared)
        {
            await nodes.BeatAsync(node, wall.GetUtcNow(), cancellationToken);
            if (book.IsOpen) await book.RefreshAsync(cancellationToken);
        }

        if (!sharing.Works) return;
        if (sharing.IsShared)
        {
            foreach (var gone in _pulses.Gone(await nodes.AllAsync(cancellationToken), await runs.NodesAtWorkAsync(cancellationToken)))
            {
                var lost = await runs.MarkLostAsync(gone, node, clock.GetUtcNow(), cancellationToken);
                await nodes.ForgetAsync(gone, cancellationToken);
                SchedulingLog.NodeGone(log, gone, lost.Count);
                await takeOver.RepeatAsync(lost, cancellationToken);
            }

            if (book.IsOpen) await requests.FireAsync(cancellationToken);
        }

        if (book.IsOpen) await missed.RecordAsync(node, cancellationToken);
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
            _fails = false;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_fails) SchedulingLog.NodeWatchFails(log, e);
            _fails = true;
        }
    }
}
