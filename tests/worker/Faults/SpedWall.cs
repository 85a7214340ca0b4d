namespace CryptoRun.Worker.Tests.Faults;

/// <summary>A wall clock that runs fast, timers and all: a breaker's half minute and a window of a minute pass in seconds.</summary>
/// <param name="start">Its time now.</param>
/// <param name="speed">Its seconds per second.</param>
internal sealed class SpedWall(DateTimeOffset start, int speed) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => (System.GetTimestamp() - _began) * speed;

    public override DateTimeOffset GetUtcNow() => start + GetElapsedTime(0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new SpedTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    // Not under a millisecond: the runtime would round it to nothing, which is at once for a delay and never for a period.
    private TimeSpan Real(TimeSpan span) =>
        span == Timeout.InfiniteTimeSpan || span == TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(span.TotalMilliseconds / speed)));

    private sealed class SpedTimer(ITimer inner, SpedWall wall) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(wall.Real(dueTime), wall.Real(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
