using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Caching;

/// <summary>
/// A cache behind the one in process, shared by nodes. It can only help: a read that takes too long is given up, after a failure it is left alone for a second, writes are not
/// waited for, and all it costs when it is gone is what it would have saved.
/// </summary>
/// <param name="read">Reads a key; null when there is none.</param>
/// <param name="write">Writes a key for so long.</param>
/// <param name="wait">Longest wait for a read.</param>
/// <param name="wall">Wall time.</param>
/// <param name="logger">Log.</param>
internal sealed class SecondLevel(Func<string, Task<byte[]?>> read, Func<string, byte[], TimeSpan, Task> write, TimeSpan wait, TimeProvider wall, ILogger logger)
{
    private const int MostWrites = 256;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(5);

    private long _reads;
    private long _writes;
    private long _failures;
    private long _timeOuts;
    private long _skipped;
    private long _failuresInARow;
    private long _pausedUntil = long.MinValue;
    private int _writing;

    /// <summary>What has happened so far.</summary>
    public SecondLevelReport Report => new(
        Interlocked.Read(ref _failuresInARow) == 0, Interlocked.Read(ref _reads), Interlocked.Read(ref _writes), Volatile.Read(ref _writing),
        Interlocked.Read(ref _failures), Interlocked.Read(ref _timeOuts), Interlocked.Read(ref _skipped));

    /// <summary>Reads a key; null when there is none, or no answer in time.</summary>
    public async Task<byte[]?> FindAsync(string key)
    {
        if (IsPaused()) return null;
        Interlocked.Increment(ref _reads);
        return await TryAsync(() => read(key), wait);
    }

    /// <summary>Writes a key, behind the caller's back.</summary>
    public void Keep(string key, byte[] value, TimeSpan life)
    {
        if (IsPaused()) return;
        if (Interlocked.Increment(ref _writing) > MostWrites)
        {
            Interlocked.Decrement(ref _writing);
            Interlocked.Increment(ref _skipped);
            return;
        }

        Interlocked.Increment(ref _writes);
        _ = KeepAsync(key, value, life);
    }

    private async Task KeepAsync(string key, byte[] value, TimeSpan life)
    {
        await TryAsync<object>(
            async () =>
            {
                await write(key, value, life);
                return null;
            },
            LongestWrite);
        Interlocked.Decrement(ref _writing);
    }

    private async Task<T?> TryAsync<T>(Func<Task<T?>> attempt, TimeSpan limit)
        where T : class
    {
        try
        {
            var task = attempt();
            Observe(task);
            var found = await task.WaitAsync(limit, wall);
            if (Interlocked.Exchange(ref _failuresInARow, 0) is var failures and > 0) logger.RedisUp(failures);
            return found;
        }
        catch (TimeoutException)
        {
            Interlocked.Increment(ref _timeOuts);
            Failed($"no answer within {limit.TotalMilliseconds:0} ms.");
            return null;
        }
        catch (Exception e)
        {
            // Whatever the client throws: what is behind this cache is worth less than the answer in front of it.
            Failed(e.Message);
            return null;
        }
    }

    private void Failed(string reason)
    {
        Interlocked.Increment(ref _failures);
        Volatile.Write(ref _pausedUntil, wall.GetUtcNow().UtcTicks + Pause.Ticks);
        if (Interlocked.Increment(ref _failuresInARow) == 1) logger.RedisDown(reason);
    }

    private bool IsPaused()
    {
        if (wall.GetUtcNow().UtcTicks >= Volatile.Read(ref _pausedUntil)) return false;
        Interlocked.Increment(ref _skipped);
        return true;
    }

    // Given up, a task may still fail; nobody is left to hear it.
    private static void Observe(Task task) => _ = task.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
