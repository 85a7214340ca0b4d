namespace CryptoRun.Worker.Tests;

/// <summary>Time that moves when told; timers fire on the way, in order.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start;

    public ManualTime()
        : this(new DateTimeOffset(2025, 11, 6, 15, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var target = GetUtcNow() + by;
        while (true)
        {
            lock (_gate)
            {
                var next = _timers.Select(t => t.Due).Where(d => d <= target).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
                if (next > target)
                {
                    _now = target;
                    return;
                }

                if (next > _now) _now = next;
            }

            Fire();
        }
    }

    private void Fire()
    {
        while (true)
        {
            ManualTimer? due;
            lock (_gate)
            {
                due = _timers.Where(t => t.Due <= _now).MinBy(t => t.Due);
                if (due is null) return;
                due.Due = due.Period is { } p && p > TimeSpan.Zero ? due.Due + p : DateTimeOffset.MaxValue;
            }

            due.Callback(due.State);
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public TimerCallback Callback { get; } = callback;

        public object? State { get; } = state;

        public DateTimeOffset Due { get; set; } = DateTimeOffset.MaxValue;

        public TimeSpan? Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : time._now + dueTime;
                Period = period == Timeout.InfiniteTimeSpan ? null : period;
                if (!time._timers.Contains(this)) time._timers.Add(this);
            }

            time.Fire();
            return true;
        }

        public void Dispose()
        {
            lock (time._gate) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
