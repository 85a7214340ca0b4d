using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Live;

/// <summary>
/// Shares how the run at work does between nodes, so that a page shows its stages whatever node it is at. Told is the newest only, at once and then ten times a second at most; what goes on is told again every
/// few seconds, and a run of which nothing is heard any more is no longer shown as one at work.
/// </summary>
/// <param name="node">This node.</param>
/// <param name="board">This node's board.</param>
/// <param name="channel">The channel.</param>
/// <param name="connected">Beats when a connection has come.</param>
/// <param name="wall">Wall time.</param>
/// <param name="log">Log.</param>
internal sealed class ProgressFanOut(string node, LiveBoard board, ProgressChannel channel, Pulse connected, TimeProvider wall, ILogger<ProgressFanOut> log) : BackgroundService
{
    /// <summary>Outcome of a run of which nothing was heard any more.</summary>
    public const string Unheard = "unheard";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = Repeat * 3;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly Pulse _heard = new();
    private byte[]? _newest;
    private bool _fails;

    /// <summary>Whether the others are heard.</summary>
    public bool IsListening { get; private set; }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(TellAsync(stoppingToken), HearAsync(stoppingToken));

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        ProgressEvent? told = null;
        var toldAt = wall.GetTimestamp();
        while (true)
        {
            var (next, again) = (board.NextReport, connected.Next);
            var own = board.OwnProgress;

            // How a node fills its own history is nobody else's run.
            var isDue = own is { RunId: not ProgressEvent.StartUp } && (!ReferenceEquals(own, told) || (!own.Finished && wall.GetElapsedTime(toldAt) >= Repeat));
            var failed = false;
            if (isDue)
            {
                failed = !await TryAsync(() => channel.LeaveAsync(new NodeProgress(node, own!), Silence, wall), cancellationToken);
                if (!failed) (told, toldAt) = (own, wall.GetTimestamp());
                await Task.Delay(Pace, wall, cancellationToken);
            }

            await Pulse.WaitAsync(failed ? again : next, failed ? Again : Repeat, wall, cancellationToken);
        }
    }

    private async Task HearAsync(CancellationToken cancellationToken)
    {
        ProgressEvent? taken = null;
        var takenAt = wall.GetTimestamp();
        while (true)
        {
            var (heard, again) = (_heard.Next, connected.Next);
            if (!IsListening && await TryAsync(() => channel.ListenAsync(Hear), cancellationToken))
            {
                // What was told before is looked for once; from here on every message is heard.
                IsListening = await TryAsync(async () => Interlocked.CompareExchange(ref _newest, await channel.FindAsync(wall), null), cancellationToken);
            }

            if (Interlocked.Exchange(ref _newest, null) is { } message)
            {
                if (NodeProgress.Read(message) is not { } other) LiveLog.ProgressUnreadable(log);
                else if (!string.Equals(other.Node, node, StringComparison.Ordinal))
                {
                    (taken, takenAt) = (other.Progress, wall.GetTimestamp());
                    board.TakeProgress(taken);
                }
            }
            else if (taken is { Finished: false } && wall.GetElapsedTime(takenAt) >= Silence)
            {
                taken = taken with { Finished = true, Outcome = Unheard, EtaSeconds = null };
                board.TakeProgress(taken);
            }

            await Pulse.WaitAsync(Task.WhenAny(heard, IsListening ? heard : again), IsListening ? Repeat : Again, wall, cancellationToken);
        }
    }

    // Of several messages that wait the newest is enough.
    private void Hear(byte[] message)
    {
        Volatile.Write(ref _newest, message);
        _heard.Beat();
    }

    private async Task<bool> TryAsync(Func<Task> attempt, CancellationToken cancellationToken)
    {
        try
        {
            await attempt().WaitAsync(cancellationToken);
            _fails = false;
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_fails) LiveLog.ProgressNotShared(log, e.Message);
            _fails = true;
            return false;
        }
    }
}
