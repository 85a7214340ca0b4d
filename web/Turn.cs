namespace CryptoRun.Web;

/// <summary>One reading at a time. Who reads or waits when the program ends is cancelled: pages may outlive their readers by a moment, and end at a cancellation without a word.</summary>
internal sealed class Turn : IDisposable
{
    // Neither is disposed: who holds them at the end still has to let go, and neither has anything to free.
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _ended = new();

    /// <inheritdoc />
    public void Dispose() => _ended.Cancel();

    /// <summary>Reads when it is its turn.</summary>
    /// <param name="read">Reads.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, or the program has ended.</exception>
    public async Task<T> TakeAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        await _one.WaitAsync(until.Token);
        try
        {
            until.Token.ThrowIfCancellationRequested();
            return await read(until.Token);
        }
        finally
        {
            _one.Release();
        }
    }
}
