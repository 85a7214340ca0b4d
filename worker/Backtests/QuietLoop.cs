using System.Runtime.ExceptionServices;

namespace CryptoRun.Worker.Backtests;

/// <summary>
/// Runs the scans of a back-test so that the live market does not notice: on half of the cores, on threads of low priority where the system knows such, and waiting while a live scan is at work.
/// </summary>
/// <param name="threads">Threads, the caller's own among them.</param>
/// <param name="isLiveAtWork">Whether a live scan is at work.</param>
/// <param name="cancellationToken">Looked at before each scan.</param>
internal sealed class QuietLoop(int threads, Func<bool> isLiveAtWork, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(10);

    /// <summary>Longest wait for a live scan before one of the test's: a market in a hurry must not stop the test for good.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Half of the cores, at least one.</summary>
    public static int HalfOfTheCores => Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Does something for 0 to count - 1.</summary>
    public void Run(int count, Action<int> each)
    {
        var next = -1;
        Exception? failure = null;
        var helpers = Enumerable.Range(1, Math.Min(threads, count) - 1 is var more and > 0 ? more : 0).Select(i => new Thread(Work) { IsBackground = true, Priority = ThreadPriority.BelowNormal, Name = $"back-test {i}" }).ToList();
        foreach (var helper in helpers) helper.Start();
        Work();
        foreach (var helper in helpers) helper.Join();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);

        void Work()
        {
            try
            {
                int i;
                while (Volatile.Read(ref failure) is null && (i = Interlocked.Increment(ref next)) < count)
                {
                    GiveWay();
                    each(i);
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }
    }

    private void GiveWay()
    {
        for (var waited = TimeSpan.Zero; ; waited += Nap)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (waited >= Patience || !isLiveAtWork()) break;
            Thread.Sleep(Nap);
        }

        Thread.Yield();
    }
}
