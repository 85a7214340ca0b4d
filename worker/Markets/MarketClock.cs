namespace CryptoRun.Worker.Markets;

/// <summary>
/// Market time: the wall clock for live and simulated markets, a virtual one for a replay. Timers made by it fire in market time, so that schedules need no second path.
/// A <see cref="Hold"/> keeps market time from passing an instant until the work due before it is done: a replay never outruns its scans.
/// </summary>
/// <param name="wall">The wall clock.</param>
/// <param name="start">Market time now; null for the wall clock's own.</param>
/// <param name="speed">Market seconds per wall second, 1 to 3600.</param>
public sealed class MarketClock(TimeProvider wall, DateTimeOffset? start, double speed) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<HoldLease> _holds = [];
    private DateTimeOffset _marketBase = start ?? wall.GetUtcNow();
    private long _wallBase = wall.GetTimestamp();

    /// <summary>Market seconds per wall second.</summary>
    public double Speed { get; } = speed is >= 1 and <= 3600 ? speed : throw new ArgumentOutOfRangeException(nameof(speed), speed, "Speed must lie between 1 and 3600.");

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return Now();
    }

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Market time does not pass <paramref name="limit"/> until the lease is disposed. A limit already passed stops the clock where it is.</summary>
    public IDisposable Hold(DateTimeOffset limit)
    {
        lock (_gate)
        {
            Rebase();
            var lease = new HoldLease(this, limit);
            _holds.Add(lease);
            return lease;
        }
    }

    /// <summary>Moves market time forward to <paramref name="at"/> when it is before it: a virtual clock resumes where its store ends. Later instants stay as they are.</summary>
    public void AdvanceTo(DateTimeOffset at)
    {
        lock (_gate)
        {
            Rebase();
            if (at > _marketBase) _marketBase = at;
        }
    }

    /// <summary>
    /// Completes when market time has reached <paramref name="instant"/>. Unlike a delay computed from now it means the instant itself: at high speed the clock runs on by
    /// milliseconds between computing and arming, and such a delay would end just behind a hold at that instant, which is never reached.
    /// </summary>
    public async Task DelayUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        while (instant - GetUtcNow() is var left && left > TimeSpan.Zero)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((left / Speed).TotalMilliseconds), 1, 0x7FFFFFFF)), wall, cancellationToken);
    }

    /// <summary>As <see cref="DelayUntilAsync"/>, but a clock that is held before the instant is moved there: whoever holds it waits for this caller, and neither would ever go on.</summary>
    public Task ReachAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Rebase();
            if (_holds.Exists(h => h.Limit < instant)) AdvanceTo(instant);
        }

        return DelayUntilAsync(instant, cancellationToken);
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new MarketTimer(this, wall, callback, state, dueTime, period);

    private DateTimeOffset Now()
    {
        var free = _marketBase + (wall.GetElapsedTime(_wallBase) * Speed);
        foreach (var hold in _holds)
        {
            var limit = hold.Limit > _marketBase ? hold.Limit : _marketBase;
            if (limit < free) free = limit;
        }

        return free;
    }

    private void Rebase() => (_marketBase, _wallBase) = (Now(), wall.GetTimestamp());

    private void Release(HoldLease lease)
    {
        lock (_gate)
        {
            Rebase();
            _holds.Remove(lease);
        }
    }

    private sealed class HoldLease(MarketClock clock, DateTimeOffset limit) : IDisposable
    {
        public DateTimeOffset Limit { get; } = limit;

        public void Dispose() => clock.Release(this);
    }

    /// <summary>A wall timer that is armed anew until market time has come.</summary>
    private sealed class MarketTimer : ITimer
    {
        private readonly Lock _timerGate = new();
        private readonly MarketClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _inner;
        private DateTimeOffset _due = DateTimeOffset.MaxValue;
        private TimeSpan _period;

        public MarketTimer(MarketClock clock, TimeProvider wall, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _inner = wall.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_timerGate)
            {
                _period = period;
                _due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : _clock.GetUtcNow() + dueTime;
                return Arm();
            }
        }

        public void Dispose() => _inner.Dispose();

        public ValueTask DisposeAsync() => _inner.DisposeAsync();

        private bool Arm()
        {
            if (_due == DateTimeOffset.MaxValue) return _inner.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

            // Not under a millisecond (a held clock would spin), and not over the runtime's longest timer.
            var remaining = (_due - _clock.GetUtcNow()) / _clock.Speed;
            var wait = remaining <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Clamp(remaining.TotalMilliseconds, 1, 0x7FFFFFFF));
            return _inner.Change(wait, Timeout.InfiniteTimeSpan);
        }

        private void Fire()
        {
            lock (_timerGate)
            {
                if (_due == DateTimeOffset.MaxValue) return;
                if (_clock.GetUtcNow() < _due)
                {
                    Arm();
                    return;
                }

                _due = _period == Timeout.InfiniteTimeSpan || _period == TimeSpan.Zero ? DateTimeOffset.MaxValue : _due + _period;
                Arm();
            }

            _callback(_state);
        }
    }
}
