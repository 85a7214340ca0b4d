namespace CryptoRun.Worker.Markets;

/// <summary>Wakes everyone who waits. Take <see cref="Next"/> first, look at the state second, wait third: no change is missed, and none queues.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes at the next beat.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Something has changed.</summary>
    public void Beat() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Waits for a beat taken before. False when the time has passed without one.</summary>
    public static async Task<bool> WaitAsync(Task next, TimeSpan longest, TimeProvider wall, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(longest, wall, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
