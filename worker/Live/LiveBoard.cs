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

    private readonly Lock _gate = new();
    private BoardState _state = new(0, null, null, null, [], null);
    private Draft? _draft;
    private TaskCompletionSource _changed = NewSignal();
    private long _releasedAt = long.MinValue;
    private ITimer? _release;
    private bool _disposed;
    private int _viewers;

    /// <summary>The newest released state.</summary>
    public BoardState Current => Volatile.Read(ref _state);

    /// <summary>Viewers waiting for or between states.</summary>
    public int Viewers => Volatile.Read(ref _viewers);

    /// <summary>Changes the board. <paramref name="edit"/> gets the newest draft and returns the next; the version is set on release. Several edits within a second become one.</summary>
    public void Update(Func<BoardSnapshot?, BoardSnapshot?> edit)
    {
        lock (_gate)
        {
            var draft = Newest();
            _draft = draft with { Board = edit(draft.Board) };
            Schedule();
        }
    }

    /// <summary>Publishes a scan's board and what it changed.</summary>
    public void Publish(BoardSnapshot board, IReadOnlyList<BoardChange> changes, DateTimeOffset? changesSince)
    {
        lock (_gate)
        {
            _draft = Newest() with { Board = board, Changes = changes, ChangesSince = changesSince };
            Schedule();
        }
    }

    /// <summary>Reports progress.</summary>
    public void Report(ProgressEvent progress)
    {
        lock (_gate)
        {
            _draft = Newest() with { Progress = progress };
            Schedule();
        }
    }

    /// <summary>States newer than <paramref name="after"/>, at most one a second, for as long as they are read.</summary>
    public async IAsyncEnumerable<BoardState> ReadAsync(long after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _viewers);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                Task changed;
                BoardState state;
                lock (_gate) (changed, state) = (_changed.Task, _state);
                if (state.Revision > after)
                {
                    after = state.Revision;
                    yield return state;
                }
                else
                {
                    await changed.WaitAsync(cancellationToken);
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
            _changed.TrySetCanceled();
        }
    }

    private Draft Newest() => _draft ?? new Draft(_state.Board, _state.Progress, _state.Changes, _state.ChangesSince);

    private void Schedule()
    {
        if (_disposed || _release is not null) return;
        var since = _releasedAt == long.MinValue ? Interval : wall.GetElapsedTime(_releasedAt);
        var wait = since >= Interval ? TimeSpan.Zero : Interval - since;
        _release = wall.CreateTimer(_ => Release(), null, wait, Timeout.InfiniteTimeSpan);
    }

    private void Release()
    {
        TaskCompletionSource signal;
        lock (_gate)
        {
            _release?.Dispose();
            _release = null;
            if (_disposed || _draft is not { } draft) return;
            var boardChanged = !ReferenceEquals(draft.Board, _state.Board) && draft.Board is not null;
            var board = boardChanged ? draft.Board! with { Version = (_state.Board?.Version ?? 0) + 1 } : _state.Board;
            Volatile.Write(ref _state, new BoardState(_state.Revision + 1, board, boardChanged ? _state.Board : _state.BoardBefore, draft.Progress, draft.Changes, draft.ChangesSince));
            (_draft, _releasedAt) = (null, wall.GetTimestamp());
            (signal, _changed) = (_changed, NewSignal());
        }

        signal.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Draft(BoardSnapshot? Board, ProgressEvent? Progress, IReadOnlyList<BoardChange> Changes, DateTimeOffset? ChangesSince);
}
