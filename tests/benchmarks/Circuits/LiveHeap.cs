using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace CryptoRun.Benchmarks.Circuits;

/// <summary>What another .NET process still needs: the size of its heap right after a full collection that is asked for from here.</summary>
internal static class LiveHeap
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Bytes in use after the collection; null when the process does not answer.</summary>
    /// <param name="pid">The process.</param>
    public static async Task<long?> MeasureAsync(int pid)
    {
        var keywords = ClrTraceEventParser.Keywords.GC | ClrTraceEventParser.Keywords.GCHeapCollect;
        using var session = await new DiagnosticsClient(pid).StartEventPipeSessionAsync(
            [new EventPipeProvider(ClrTraceEventParser.ProviderName, EventLevel.Informational, (long)keywords)], requestRundown: false, circularBufferMB: 16, CancellationToken.None);
        var size = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var events = new EventPipeEventSource(session.EventStream);
        var isFull = false;
        events.Clr.GCStart += e => isFull = e.Depth == 2 && e.Reason == Microsoft.Diagnostics.Tracing.Parsers.Clr.GCReason.Induced;
        events.Clr.GCHeapStats += e =>
        {
            if (isFull) size.TrySetResult(e.GenerationSize0 + e.GenerationSize1 + e.GenerationSize2 + e.GenerationSize3 + e.GenerationSize4);
        };
        var reading = Task.Run(events.Process);
        var first = await Task.WhenAny(size.Task, Task.Delay(Patience));
        session.Stop();
        await reading;
        return first == size.Task ? await size.Task : null;
    }
}
