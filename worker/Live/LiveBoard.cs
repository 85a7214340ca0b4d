using System.Runtime.CompilerServices;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Live;

/// <summary>
/// The newest board and its throttled subscriptions. Writers change it as often as they like; a viewer gets at most one state a second, always the newest,
/// and a slow viewer skips. Nothing queues: a subscription is a question "newer than this?".
/// </summary>
/// <param name="wall">The wall clock: viewers live in it whatever the market's time.</param>
public sealed class LiveBoard(TimeProvider wall) : IDisposable
{
    /// <summary>Shortest time between two states that a viewer sees.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Longest silence of a subscription that asks for a sign of life.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>Most alerts that a state holds.</summary>
    public const int MostAlerts = 50;

    // Releases are a second apart already; a viewer is paced by itself only when it was late for the last one, not for a timer's jitter.
    private static readonly TimeSpan Jitter = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly Pulse _reported = new();

    // At most one version a second: counting from the clock, a later process never says an earlier one's version again to a viewer that comes back.
    private readonly long _before = wall.GetUtcNow().ToUnixTimeSeconds() - 1;
    private IReadOnlyList<BoardAlert> _shownAlerts = [];
    private BoardState _state = new(0, null, null, null, [], null);
    private Draft? _draft;
    private ProgressEvent? _ownProgress;
    private TaskCompletionSource _changed = NewSignal();
    private long _seen;
    private long _apart;
    private long _releasedAt = long.MinValue;
    private ITimer? _release;
    private ITimer? _beat;
    private bool _disposed;
    private int _viewers;

    /// <summary>The newest released state.</summary>
    public BoardState Current => Volatile.Read(ref _state);

    /// <summary>Completes with the next state.</summary>
    internal Task Next
    {
        get
        {
            lock (_gate) return _changed.Task;
        }
    }

    /// <summary>The latest version that all nodes know: taken from another, or released here; 0 before the first. What only aged here is not among them.</summary>
    internal long Seen => Interlocked.Read(ref _seen);

    /// <summary>How the newest run of this node does; null before the first.</summary>
    internal ProgressEvent? OwnProgress => Volatile.Read(ref _ownProgress);

    /// <summary>Completes with the next report of this node, whenever viewers are shown it.</summary>
    internal Task NextReport => _reported.Next;

    /// <summary>Raised on release with the alerts that were not shown before. For those who want nothing but alerts: no subscription is needed.</summary>
    public event EventHandler<AnnouncedEventArgs>? Announced;

    /// <summary>Whether a change waits for its second.</summary>
    public bool IsReleaseDue
    {
        get
        {
            lock (_gate) return _release is not null;
        }
    }

    /// <summary>Viewers waiting for or between states.</summary>
    public int Viewers => Volatile.Read(ref _viewers);

    /// <summary>
    /// Changes the board. <paramref name="edit"/> gets the newest draft and returns the next; the version is set on release. Several edits within a second
    /// become one, and an edit that returns what it got changes nothing.
    /// </summary>
    public void Update(Func<BoardSnapshot?, BoardSnapshot?> edit)
    {
        lock (_gate)
        {
            var draft = Newest();
            var board = edit(draft.Board);
            if (!ReferenceEquals(board, draft.Board)) Change(draft with { Board = board, Origin = Origin.Own });
        }
    }

    /// <summary>Takes the board of another node with its version, when that is later than any known here.</summary>
    /// <returns>Whether it was taken; else it is a duplicate, or older.</returns>
    internal bool Take(BoardSnapshot board, IReadOnlyList<BoardChange> changes, DateTimeOffset? changesSince)
    {
        lock (_gate)
        {
            if (board.Version <= _seen) return false;
            Interlocked.Exchange(ref _seen, board.Version);
            Change(Newest() with { Board = board, Changes = changes, ChangesSince = changesSince, Origin = Origin.Taken });
            return true;
        }
    }

    /// <summary>
    /// Changes the board of another node for the viewers of this one alone, because it grew old here. The versions that they are shown leave those of the other nodes from then on:
    /// whoever comes back to another node gets the whole board.
    /// </summary>
    internal void Age(Func<BoardSnapshot, BoardSnapshot> edit)
    {
        lock (_gate)
        {
            var draft = Newest();
            if (draft.Board is not { } board || draft.Origin == Origin.Own || edit(board) is var aged && ReferenceEquals(aged, board)) return;
            Change(draft with { Board = aged, Origin = Origin.Aged });
        }
    }

    /// <summary>Publishes a scan's board and what it changed.</summary>
    public void Publish(BoardSnapshot board, IReadOnlyList<BoardChange> changes, DateTimeOffset? changesSince)
    {
        lock (_gate) Change(Newest() with { Board = board, Changes = changes, ChangesSince = changesSince, Origin = Origin.Own });
    }

    /// <summary>Reports progress.</summary>
    public void Report(ProgressEvent progress)
    {
        lock (_gate)
        {
            _ownProgress = progress;
            Change(Newest() with { Progress = progress });
        }

        _reported.Beat();
    }

    /// <summary>Takes over how the run of another node does. A run at work here is not covered by the end of another's.</summary>
    internal void TakeProgress(ProgressEvent progress)
    {
        lock (_gate)
        {
            var draft = Newest();
            if (progress.Finished && _ownProgress is { Finished: false } own && ReferenceEquals(own, draft.Progress)) return;
            Change(draft with { Progress = progress });
        }
    }

    /// <summary>Shows alerts to every viewer; those that are shown already are passed over.</summary>
    /// <param name="alerts">Alerts, any order.</param>
    public void Announce(IReadOnlyList<BoardAlert> alerts)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        lock (_gate)
        {
            var draft = Newest();
            var shown = draft.Alerts.Select(static a => a.Id).ToHashSet(StringComparer.Ordinal);
            IReadOnlyList<BoardAlert> newest = [.. alerts.Where(a => shown.Add(a.Id)).Concat(draft.Alerts).OrderByDescending(static a => a.At).Take(MostAlerts)];
            if (!newest.SequenceEqual(draft.Alerts)) Change(draft with { Alerts = newest });
        }
    }

    /// <summary>States newer than <paramref name="after"/>, at most one a second, for as long as they are read. Ends when the board is disposed.</summary>
    /// <param name="after">Revision that the reader has, -1 for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="beats">Whether the last state is to be told again when nothing was released for <see cref="Beat"/>: one timer serves all readers.</param>
    public async IAsyncEnumerable<BoardState> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken, bool beats = false)
    {
        Interlocked.Increment(ref _viewers);
        if (beats) StartBeat();
        try
        {
            long? seenAt = null;
            var waited = false;
            while (!cancellationToken.IsCancellationRequested)
            {
                Task changed;
                BoardState state;
                bool disposed;
                long releasedAt;
                lock (_gate) (changed, state, disposed, releasedAt) = (_changed.Task, _state, _disposed, _releasedAt);
                if (disposed) yield break;
                if (state.Revision <= after && waited && beats)
                {
                    waited = false;
                    yield return state;
                }
                else if (state.Revision <= after)
                {
                    await changed.WaitAsync(cancellationToken);
                    waited = true;
                }
                else if (seenAt is { } seen && Interval - wall.GetElapsedTime(seen) is var rest && rest > Jitter)
                {
                    // Out of step: once its second is over, a release that is due anyway puts it into step for good; else every state would reach it late.
                    await Task.Delay(rest, wall, cancellationToken);
                    await PendingReleaseAsync().WaitAsync(cancellationToken);
                    waited = true;
                }
                else
                {
                    // Who waited is paced by the releases, however long its turn took to come; who was late by itself.
                    (after, seenAt, waited) = (state.Revision, waited ? releasedAt : wall.GetTimestamp(), false);
                    yield return state;
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _viewers);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _release?.Dispose();
            _beat?.Dispose();
            _changed.TrySetResult();
        }
    }

    private void StartBeat()
    {
        lock (_gate)
        {
            if (!_disposed) _beat ??= wall.CreateTimer(_ => Pulse(), null, Beat, Beat);
        }
    }

    private void Pulse()
    {
        TaskCompletionSource signal;
        lock (_gate)
        {
            if (_disposed) return;
            (signal, _changed) = (_changed, NewSignal());
        }

        signal.TrySetResult();
    }

    private Task PendingReleaseAsync()
    {
        lock (_gate) return _release is null ? Task.CompletedTask : _changed.Task;
    }

    private Draft Newest() => _draft ?? new Draft(_state.Board, _state.Progress, _state.Changes, _state.ChangesSince, _state.Alerts, _state.Origin);

    private void Change(Draft draft)
    {
        _draft = draft;
        if (_disposed || _release is not null) return;
        var since = _releasedAt == long.MinValue ? Interval : wall.GetElapsedTime(_releasedAt);
        var wait = since >= Interval ? TimeSpan.Zero : Interval - since;

        // Known before it is armed: a clock may fire a timer that is due at once from inside the call.
        _release = wall.CreateTimer(_ => Release(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _release.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void Release()
    {
        TaskCompletionSource signal;
        IReadOnlyList<BoardAlert> before, after;
        lock (_gate)
        {
            _release?.Dispose();
            _release = null;
            if (_disposed || _draft is not { } draft) return;
            var boardChanged = !ReferenceEquals(draft.Board, _state.Board) && draft.Board is not null;
            var board = boardChanged ? draft.Board! with { Version = NextVersion(draft.Origin) } : _state.Board;
            if (boardChanged && draft.Origin == Origin.Own) Interlocked.Exchange(ref _seen, board!.Version);
            Volatile.Write(ref _state, new BoardState(_state.Revision + 1, board, boardChanged ? _state.Board : _state.BoardBefore, draft.Progress, draft.Changes, draft.ChangesSince) { ReleasedAt = wall.GetUtcNow(), Alerts = draft.Alerts, Origin = draft.Origin });
            (before, after) = (_shownAlerts, draft.Alerts);
            _shownAlerts = after;
            (_draft, _releasedAt) = (null, wall.GetTimestamp());
            _beat?.Change(Beat, Beat);
            (signal, _changed) = (_changed, NewSignal());
        }

        signal.TrySetResult();
        if (!ReferenceEquals(before, after)) Tell(before, after);
    }

    private long NextVersion(Origin origin)
    {
        var shown = _state.Board?.Version;
        if (origin == Origin.Own) return Math.Max(shown ?? _before, _seen) + 1;

        // Beyond all versions that count from a clock, and still exact as a number of a browser.
        if (origin == Origin.Aged && _apart == 0) _apart = Random.Shared.NextInt64(1, 1 << 19) << 33;
        return Math.Max((shown ?? 0) + 1, _seen + _apart);
    }

    private void Tell(IReadOnlyList<BoardAlert> before, IReadOnlyList<BoardAlert> after)
    {
        var known = before.Select(static a => a.Id).ToHashSet(StringComparer.Ordinal);
        List<BoardAlert> news = [.. after.Where(a => !known.Contains(a.Id)).Reverse()];
        if (news.Count > 0) Announced?.Invoke(this, new AnnouncedEventArgs(news));
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the next release shows.</summary>
    private sealed record Draft(BoardSnapshot? Board, ProgressEvent? Progress, IReadOnlyList<BoardChange> Changes, DateTimeOffset? ChangesSince, IReadOnlyList<BoardAlert> Alerts, Origin Origin);
}

/// <summary>Where a board was made.</summary>
internal enum Origin
{
    /// <summary>Here.</summary>
    Own,

    /// <summary>At another node.</summary>
    Taken,

    /// <summary>At another node, and it grew old here.</summary>
    Aged,
}

/// <summary>Alerts that were not shown before, oldest first.</summary>
/// <param name="alerts">The alerts.</param>
public sealed class AnnouncedEventArgs(IReadOnlyList<BoardAlert> alerts) : EventArgs
{
    /// <summary>The alerts.</summary>
    public IReadOnlyList<BoardAlert> Alerts { get; } = alerts;
}
