using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Backtests;

/// <summary>
/// Runs what waits, one after another, at a node that does work. What was at work when its process ended waits again at its place: where this process alone serves the store that is known at
/// once, where others do too, when its signs of life stand still by our own clock.
/// </summary>
/// <param name="node">This node.</param>
/// <param name="isShared">Whether other nodes may serve the same store.</param>
/// <param name="store">Back-tests.</param>
/// <param name="attempts">Runs one.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="log">Log.</param>
internal sealed class BacktestQueue(string node, bool isShared, IBacktestStore store, BacktestAttempts attempts, TimeProvider wall, ILogger<BacktestQueue> log) : BackgroundService
{
    /// <summary>How often it looks whether something waits.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>How long signs of life may stand still.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(30);

    /// <summary>After so many processes have ended over a test it is the test.</summary>
    public const int MostAttempts = 3;

    private (string Id, int Attempt, long Beats, long Since)? _seen;
    private bool _fails;

    /// <summary>One look: gives up what is dead, runs what waits longest. True when something was run.</summary>
    internal async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var queue = await store.QueueAsync(cancellationToken);
        if (queue is [{ State: BacktestState.Running } running, ..])
        {
            if (!IsDead(running)) return false;
            BacktestsLog.GivenUp(log, running.Id, running.Node ?? "", running.Attempt);
            await store.GiveUpAsync(running, MostAttempts, wall.GetUtcNow(), cancellationToken);
            queue = await store.QueueAsync(cancellationToken);
        }

        if (queue.Count == 0 || await store.TakeAsync(node, wall.GetUtcNow(), cancellationToken) is not { } test) return false;
        await attempts.RunAsync(test, cancellationToken);
        return true;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Look, wall);
        try
        {
            do
            {
                while (await TryAsync(stoppingToken))
                {
                    // The next one waits already.
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var hasRun = await LookAsync(cancellationToken);
            _fails = false;
            return hasRun;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_fails) BacktestsLog.QueueFails(log, e);
            _fails = true;
            return false;
        }
    }

    /// <summary>Nothing is at work here while we look.</summary>
    private bool IsDead(StoredBacktest running)
    {
        if (!isShared || running.Node == node) return true;
        if (_seen is not { } seen || seen.Id != running.Id || seen.Attempt != running.Attempt || seen.Beats != running.Beats)
        {
            _seen = (running.Id, running.Attempt, running.Beats, wall.GetTimestamp());
            return false;
        }

        return wall.GetElapsedTime(seen.Since) >= LostAfter;
    }
}
