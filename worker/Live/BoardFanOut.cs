using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Live;

/// <summary>
/// Shares the newest board between nodes. A board made here is left in the channel; a newer one of another node is taken from it, by message at once, by a look every few seconds in
/// any case. Versions only grow: duplicates and older ones are dropped on both sides, and a channel that has lost everything is given the newest again.
/// </summary>
/// <param name="board">This node's board.</param>
/// <param name="node">Who works on no market of its own leaves no board: what it read at its start is older than what lies there.</param>
/// <param name="channel">The channel.</param>
/// <param name="connected">Beats when a connection has come.</param>
/// <param name="wall">Wall time.</param>
/// <param name="log">Log.</param>
internal sealed class BoardFanOut(LiveBoard board, NodeOptions node, BoardChannel channel, Pulse connected, TimeProvider wall, ILogger<BoardFanOut> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly Pulse _heard = new();
    private byte[]? _newest;
    private long _left;
    private long _taken;
    private long _dropped;
    private long _failures;
    private long _failuresInARow;

    /// <summary>Whether boards of others are heard as soon as they are made.</summary>
    public bool IsListening { get; private set; }

    /// <summary>What has happened so far.</summary>
    public FanOutReport Report => new(Interlocked.Read(ref _failuresInARow) == 0, Interlocked.Read(ref _left), Interlocked.Read(ref _taken), Interlocked.Read(ref _dropped), Interlocked.Read(ref _failures));

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What is there already comes first, so that the next version made here is later than any that was ever shown.
        var isThere = await TryAsync(TakeNewestAsync, stoppingToken);
        await Task.WhenAll(node.Works ? LeaveAsync(stoppingToken) : Task.CompletedTask, TakeAsync(isThere, stoppingToken));
    }

    private async Task LeaveAsync(CancellationToken cancellationToken)
    {
        var sent = 0L;
        var (sentAt, isSure) = (wall.GetTimestamp(), false);
        while (true)
        {
            var (next, again) = (board.Next, connected.Next);
            var state = board.Current;
            var isDue = state.Board is { } own && state.Origin == Origin.Own && (own.Version > sent || !isSure || wall.GetElapsedTime(sentAt) >= Look);
            if (isDue)
            {
                isSure = await TryAsync(() => OfferAsync(state), cancellationToken);
                if (isSure) (sent, sentAt) = (state.Board!.Version, wall.GetTimestamp());
            }

            var quiet = isDue && !isSure ? Again : Look;
            await Pulse.WaitAsync(isDue && !isSure ? again : Task.WhenAny(next, again), quiet, wall, cancellationToken);
            if (again.IsCompleted) isSure = false;
        }
    }

    private async Task TakeAsync(bool isThere, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (heard, again) = (_heard.Next, connected.Next);
            if (!IsListening) IsListening = await TryAsync(() => channel.ListenAsync(Hear), cancellationToken);
            if (Interlocked.Exchange(ref _newest, null) is { } message) Take(message);
            else isThere = await TryAsync(TakeNewestAsync, cancellationToken);
            await Pulse.WaitAsync(Task.WhenAny(heard, again), isThere && IsListening ? Look : Again, wall, cancellationToken);
        }
    }

    // Of several messages that wait the newest is enough.
    private void Hear(byte[] message)
    {
        Volatile.Write(ref _newest, message);
        _heard.Beat();
    }

    private async Task OfferAsync(BoardState state)
    {
        if (await channel.OfferAsync(state.Board!.Version, BoardWire.Write(state), wall)) Interlocked.Increment(ref _left);
    }

    private async Task TakeNewestAsync()
    {
        if (await channel.VersionAsync(wall) is { } version && version > board.Seen && await channel.FindAsync(wall) is { } message) Take(message);
    }

    private void Take(byte[] message)
    {
        if (BoardWire.VersionOf(message) <= board.Seen) Interlocked.Increment(ref _dropped);
        else if (BoardWire.Read(message) is not { } wire) LiveLog.BoardUnreadable(log);
        else if (board.Take(BoardRows.Kept(board.Current.Board, wire.Board), wire.Changes, wire.ChangesSince)) Interlocked.Increment(ref _taken);
        else Interlocked.Increment(ref _dropped);
    }

    private async Task<bool> TryAsync(Func<Task> attempt, CancellationToken cancellationToken)
    {
        try
        {
            await attempt().WaitAsync(cancellationToken);
            if (Interlocked.Exchange(ref _failuresInARow, 0) is var failures and > 0) LiveLog.SharedAgain(log, failures);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Interlocked.Increment(ref _failures);
            if (Interlocked.Increment(ref _failuresInARow) == 1) LiveLog.NotShared(log, e.Message);
            return false;
        }
    }
}

/// <summary>How the sharing does, since start.</summary>
/// <param name="IsUp">Whether the newest attempt succeeded.</param>
/// <param name="Left">Boards left for others.</param>
/// <param name="Taken">Boards taken from others.</param>
/// <param name="Dropped">Boards heard that were not newer; a node hears its own too.</param>
/// <param name="Failures">Attempts that failed.</param>
internal sealed record FanOutReport(bool IsUp, long Left, long Taken, long Dropped, long Failures);
