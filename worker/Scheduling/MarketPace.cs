using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Scheduling;

/// <summary>
/// Keeps market time from running away from the work that is due in it: time stops a minute after a job's next slot until that slot is done.
/// A replay at 3600x then misses no slot, however long a scan takes. Live time cannot be held, and is not.
/// </summary>
/// <param name="clock">Market time.</param>
/// <param name="holds">Whether this clock may be held: not for a live market.</param>
internal sealed class MarketPace(MarketClock clock, bool holds) : IDisposable
{
    /// <summary>How far past a slot time may go before the slot's run has ended.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, IDisposable> _leases = new(StringComparer.Ordinal);
    private IDisposable? _startUp;
    private bool _disposed;

    /// <summary>Stops time where it is until <see cref="Begin"/>: nothing is missed while the market's history is loaded.</summary>
    public void HoldForStartUp()
    {
        lock (_gate)
        {
            if (holds && !_disposed) _startUp ??= clock.Hold(clock.GetUtcNow());
        }
    }

    /// <summary>Lets time go, as far as the jobs' next slots allow.</summary>
    public void Begin() => Replace(ref _startUp, null);

    /// <summary>Market time waits for this slot of a job; its slot before is done. Null: the job has no further slot.</summary>
    public void Expect(string job, DateTimeOffset? slot)
    {
        lock (_gate)
        {
            if (!holds || _disposed) return;
            var next = slot is { } at ? clock.Hold(at + Margin) : null;
            _leases.Remove(job, out var before);
            if (next is not null) _leases[job] = next;
            before?.Dispose();
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
        }

        Replace(ref _startUp, null);
    }

    private void Replace(ref IDisposable? field, IDisposable? value)
    {
        IDisposable? before;
        lock (_gate) (before, field) = (field, value);
        before?.Dispose();
    }
}
