namespace CryptoRun.Worker.Exchanges;

/// <summary>
/// Paces calls to a venue: <paramref name="perSecond"/> on average, <paramref name="burst"/> at once, callers served in the order they came.
/// Ours and not the runtime's, whose limiters read the system's clock and could not be tested without sleeping.
/// </summary>
/// <param name="perSecond">Calls per second, above 0.</param>
/// <param name="burst">Calls that may go at once after a pause, at least 1.</param>
/// <param name="wall">Wall clock.</param>
internal sealed class TokenBucket(double perSecond, int burst, TimeProvider wall)
{
    private readonly Lock _gate = new();
    private readonly long _origin = wall.GetTimestamp();
    private readonly TimeSpan _spacing = TimeSpan.FromSeconds(1 / perSecond);
    private readonly TimeSpan _tolerance = TimeSpan.FromSeconds((burst - 1) / perSecond);
    private TimeSpan _next;

    /// <summary>How long the next caller would have to wait.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_gate) return Max(TimeSpan.Zero, _next - _tolerance - Now());
        }
    }

    /// <summary>Callers who could go now without a wait, 0 to the burst.</summary>
    public double Left
    {
        get
        {
            lock (_gate) return Math.Max(0, 1 + ((_tolerance - Max(TimeSpan.Zero, _next - Now())) / _spacing));
        }
    }

    /// <summary>Waits for a turn. A caller who gives up loses it: that only makes us slower.</summary>
    public Task TakeAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = Now();
            _next = Max(_next, now);
            wait = _next - _tolerance - now;
            _next += _spacing;
        }

        return wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, wall, cancellationToken);
    }

    /// <summary>The venue asked for a pause: nobody's turn comes before it is over.</summary>
    public void Pause(TimeSpan pause)
    {
        lock (_gate) _next = Max(_next, Now() + pause + _tolerance);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private TimeSpan Now() => wall.GetElapsedTime(_origin);
}
