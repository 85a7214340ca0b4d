using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Scheduling;

/// <summary>
/// Keeps market time from running away from the work that is due in it: time stops a minute after a job's next slot until that slot is done.
/// A replay at 3600x then misses no slot, however long a scan takes. Live time cannot be held, and is not.
/// </summary>
internal sealed class MarketPace : IDisposable
{
    /// <summary>How far past a slot time may go before the slot's run has ended.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly Dictionary<(string Job, string Trigger), IDisposable> _leases = [];
    private readonly Dictionary<(string Job, string Trigger), DateTimeOffset> _expected = [];
    private TaskCompletionSource _moved = NewSignal();
    private readonly bool _holds;
    private IDisposable? _startUp;
    private bool _disposed;

    /// <summary>Takes hold of a clock, which stands from now on until <see cref="Begin"/>: nothing is missed while the market's history is loaded.</summary>
    /// <param name="clock">Market time.</param>
    /// <param name="holds">Whether this clock may be held: not for a live market.</param>
    /// <param name="from">Where it shall stand; null for where it is. A replay's clock is made a little before, so that it stands at its beginning to the tick.</param>
    public MarketPace(MarketClock clock, bool holds, DateTimeOffset? from = null)
    {
        (Clock, _holds) = (clock, holds);
        if (!holds) return;
        _startUp = clock.Hold(from ?? clock.GetUtcNow());
        if (from is { } begin) clock.AdvanceTo(begin);
    }

    /// <summary>Market time.</summary>
    public MarketClock Clock { get; }

    /// <summary>Whether time waits for the slots.</summary>
    public bool Holds => _holds;

    /// <summary>Lets time go, as far as the jobs' next slots allow.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _startUp?.Dispose();
            _startUp = null;
        }
    }

    /// <summary>Market time waits for this slot of a job by this trigger; the slot before is done. Null: there is no further one.</summary>
    public void Expect(string job, string trigger, DateTimeOffset? slot)
    {
        var key = (job, trigger);
        TaskCompletionSource moved;
        lock (_gate)
        {
            _leases.Remove(key, out var before);
            _expected.Remove(key);
            if (slot is { } at && !_disposed)
            {
                _expected[key] = at;
                if (_holds) _leases[key] = Clock.Hold(at + Margin);
            }

            before?.Dispose();
            (moved, _moved) = (_moved, NewSignal());
        }

        moved.TrySetResult();
    }

    /// <summary>What a job's schedule says next, read and awaited in one: of two who ask at once the later one's answer counts.</summary>
    public async Task ExpectNextAsync(string job, Func<ValueTask<DateTimeOffset?>> next)
    {
        await _asking.WaitAsync();
        try
        {
            Expect(job, JobNames.BySchedule, await next());
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Completes when no slot of a job at or before an instant is left to do: a scan waits like this for the detection of its own instant.</summary>
    public async Task PassedAsync(string job, DateTimeOffset at, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (!_expected.Any(e => string.Equals(e.Key.Job, job, StringComparison.Ordinal) && e.Value <= at)) return;
                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var lease in _leases.Values) lease.Dispose();
            _leases.Clear();
            _expected.Clear();
            _startUp?.Dispose();
            _startUp = null;
            _moved.TrySetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
