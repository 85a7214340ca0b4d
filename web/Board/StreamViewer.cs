using System.Runtime.CompilerServices;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Telemetry;

namespace CryptoRun.Web.Board;

/// <summary>One viewer of the stream: what it has, and therefore what it must be sent.</summary>
/// <param name="events">Where events go.</param>
/// <param name="wall">Wall clock of the heartbeat.</param>
/// <param name="market">Market time, which a heartbeat tells.</param>
/// <param name="version">Version it has already, null for none.</param>
/// <param name="history">How many alerts that stand already it wants.</param>
internal sealed class StreamViewer(IEventSink events, TimeProvider wall, TimeProvider market, long? version, int history = 0)
{
    private long? _version = version;
    private ProgressEvent? _progress;
    private BoardRegime? _regime;
    private IReadOnlyList<BoardAlert>? _alerts;
    private ReadOnlyMemory<byte>? _regimeBytes;

    // Who comes back may have missed the event, and a delta does not carry the regime.
    private readonly bool _resumed = version is not null;

    /// <summary>Writes what is due, turn by turn, until it is cancelled or the board ends. The next turn is asked for when what the last one wrote has been sent: it tells the newest state then.</summary>
    /// <returns>The revision that was told.</returns>
    public async IAsyncEnumerable<long> TurnsAsync(LiveBoard live, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        events.Begin(TimeSpan.FromSeconds(2));
        events.Heartbeat(market.GetUtcNow());
        var beat = wall.GetTimestamp();
        long seen = -1;
        await foreach (var state in live.ReadAsync(seen, cancellationToken, beats: true))
        {
            var isNew = state.Revision != seen;
            if (isNew) Write(state);
            if (!isNew || wall.GetElapsedTime(beat) >= StreamEndpoints.Heartbeat)
            {
                events.Heartbeat(market.GetUtcNow());
                beat = wall.GetTimestamp();
            }

            seen = state.Revision;
            yield return seen;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Write(BoardState state)
    {
        var encoded = EncodedEvents.Of(state);
        if (state.Board is { } board)
        {
            if (board.Version != _version)
            {
                Measures.Delivered(wall.GetUtcNow() - state.ReleasedAt);
                events.Event(_version is not null && state.BoardBefore?.Version == _version ? encoded.Delta : encoded.Snapshot);
                _version = board.Version;
            }

            WriteRegime(state, board.Regime);
        }

        WriteAlerts(state.Alerts);
        if (state.Progress is { } progress && !ReferenceEquals(progress, _progress))
        {
            events.Event(encoded.Progress);
            _progress = progress;
        }
    }

    // Those that stood when the viewer came are history, not news: it gets as many as it asked for, oldest first.
    private void WriteAlerts(IReadOnlyList<BoardAlert> alerts)
    {
        if (ReferenceEquals(alerts, _alerts)) return;
        var known = _alerts?.Select(static a => a.Id).ToHashSet(StringComparer.Ordinal);
        var news = known is null ? alerts.Take(history) : alerts.Where(a => !known.Contains(a.Id));
        foreach (var alert in news.Reverse()) events.Event(EncodedEvents.Of(alert));
        _alerts = alerts;
    }

    // The board is rebuilt by every scan; the regime is sent only when it says something else.
    private void WriteRegime(BoardState state, BoardRegime regime)
    {
        if (ReferenceEquals(regime, _regime)) return;
        var bytes = state.RegimeUtf8;
        if (_regimeBytes is null ? _resumed : !bytes.Span.SequenceEqual(_regimeBytes.Value.Span)) events.Event(EncodedEvents.Of(state).Regime);
        (_regime, _regimeBytes) = (regime, bytes);
    }
}
