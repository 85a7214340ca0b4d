namespace CryptoRun.Worker.Tests.Exchanges;

/// <summary>Moves manual time while other threads work, until a task is done.</summary>
internal static class Pump
{
    public static async Task<T> WithTime<T>(this Task<T> task, ManualTime time, TimeSpan? step = null)
    {
        for (var i = 0; i < 20_000 && !task.IsCompleted; i++)
        {
            time.Advance(step ?? TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(task, Task.Delay(1));
        }

        return await task.WaitAsync(TimeSpan.Zero);
    }
}
