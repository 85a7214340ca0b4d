namespace CryptoRun.Worker.Exchanges;

/// <summary>
/// Counts the retries of all calls that are made within it: one answer may take several (pages, halved batches), through whatever adapter, and none of them has to hand the number on.
/// </summary>
internal sealed class CallRetries
{
    private static readonly AsyncLocal<CallRetries?> Current = new();

    private int _count;

    /// <summary>Retries so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Begins to count in the asynchronous flow of the caller.</summary>
    public static CallRetries Begin() => Current.Value = new CallRetries();

    /// <summary>A call is tried again.</summary>
    public static void Add()
    {
        if (Current.Value is { } counter) Interlocked.Increment(ref counter._count);
    }
}
