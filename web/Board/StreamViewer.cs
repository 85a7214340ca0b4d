using CryptoRun.Worker.Live;
using CryptoRun.Worker.Telemetry;

namespace CryptoRun.Web.Board;

/// <summary>One viewer of the stream: what it has, and therefore what it must be sent.</summary>
/// <param name="events">Where events go.</param>
/// <param name="wall">Wall clock of the heartbeat.</param>
/// <param name="market">Market time, which a heartbeat tells.</param>
/// <param name="version">Version it has already, null for none.</param>
/// <param name="history">How many alerts that stand already it wants.</param>
internal sealed class StreamViewer(EventWriter events, TimeProvider wall, TimeProvider market, long? version, int history = 0)
{
    private long? _version = version;
    private ProgressEvent? _progress;
    private BoardRegime? _regime;
    private IReadOnlyList<BoardAlert>? _alerts;
    private byte[]? _regimeBytes;

    // Who comes back may have missed the event, and a delta does not carry the regime.
    private readonly bool _resumed = version is not null;

    /// <summary>Sends until it is cancelled, the board ends, or the viewer stops reading.</summary>
    public async Task FollowAsync(LiveBoard live, CancellationToken cancellationToken)
    {
        events.Retry(TimeSpan.FromSeconds(2));
        events.Heartbeat(market.GetUtcNow());
        var beat = wall.GetTimestamp();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var states = live.ReadAsync(-1, gone.Token).GetAsyncEnumerator(gone.Token);
        var next = states.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                if (await ArrivesAsync(next, StreamEndpoints.Heartbeat - wall.GetElapsedTime(beat), cancellationToken))
                {
                    if (!await next) return;
                    Write(states.Current);
                }

                if (wall.GetElapsedTime(beat) >= StreamEndpoints.Heartbeat)
                {
                    events.Heartbeat(market.GetUtcNow());
                    beat = wall.GetTimestamp();
                }

                if (!await events.FlushAsync(cancellationToken)) return;
                if (next.IsCompleted) next = states.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // An enumerator must not be disposed while it is asked.
            await gone.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> ArrivesAsync(Task next, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (next.IsCompleted) return true;
        if (wait <= TimeSpan.Zero) return false;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(next, Task.Delay(wait, wall, timeout.Token));
        await timeout.CancelAsync();
        return first == next;
    }

    private void Write(BoardState state)
    {
        if (state.Board is { } board)
        {
            if (board.Version != _version)
            {
                events.Released(state.ReleasedAt);
                Measures.Delivered(wall.GetUtcNow() - state.ReleasedAt);
                if (_version is not null && state.BoardBefore?.Version == _version) events.Event("delta"u8, board.Version, state.DeltaUtf8.Span);
                else events.Event("snapshot"u8, board.Version, state.SnapshotUtf8.Span);
                _version = board.Version;
            }

            WriteRegime(state, board.Regime);
        }

        WriteAlerts(state.Alerts);
        if (state.Progress is { } progress && !ReferenceEquals(progress, _progress))
        {
            events.Event("progress"u8, id: null, state.ProgressUtf8.Span);
            _progress = progress;
        }
    }

    // Those that stood when the viewer came are history, not news: it gets as many as it asked for, oldest first.
    private void WriteAlerts(IReadOnlyList<BoardAlert> alerts)
    {
        if (ReferenceEquals(alerts, _alerts)) return;
        var known = _alerts?.Select(static a => a.Id).ToHashSet(StringComparer.Ordinal);
        var news = known is null ? alerts.Take(history) : alerts.Where(a => !known.Contains(a.Id));
        foreach (var alert in news.Reverse()) events.Event("alert"u8, id: null, EncodedAlerts.Utf8(alert));
        _alerts = alerts;
    }

    // The board is rebuilt by every scan; the regime is sent only when it says something else.
    private void WriteRegime(BoardState state, BoardRegime regime)
    {
        if (ReferenceEquals(regime, _regime)) return;
        var bytes = state.RegimeUtf8;
        if (_regimeBytes is null ? _resumed : !bytes.Span.SequenceEqual(_regimeBytes)) events.Event("regime"u8, id: null, bytes.Span);
        (_regime, _regimeBytes) = (regime, bytes.ToArray());
    }
}
