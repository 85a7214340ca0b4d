namespace CryptoRun.Web.Layout;

/// <summary>How long a toast stays: six seconds, but not while somebody points at the stack or is in it, and then two more.</summary>
/// <param name="wall">Wall clock.</param>
internal sealed class ToastStay(TimeProvider wall)
{
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(6);

    public static readonly TimeSpan AfterHold = TimeSpan.FromSeconds(2);

    private long? _releasedAt;
    private bool _held;

    /// <summary>Begins or ends to hold all that stand.</summary>
    public void Hold(bool held) => (_held, _releasedAt) = (held, held ? null : wall.GetTimestamp());

    /// <summary>Completes when a toast that has just appeared is to go.</summary>
    public async Task UntilOverAsync(CancellationToken cancellationToken)
    {
        for (var wait = Usual; wait > TimeSpan.Zero; wait = Rest()) await Task.Delay(wait, wall, cancellationToken);
    }

    private TimeSpan Rest() => _held ? AfterHold : _releasedAt is { } at ? AfterHold - wall.GetElapsedTime(at) : TimeSpan.Zero;
}
