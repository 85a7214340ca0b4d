using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace CryptoRun.Benchmarks.Circuits;

/// <summary><c>heap PID [MOST [TYPE]]</c>: what the heap of another .NET process is made of after a full collection, type by type, the largest first; or the sizes of the objects of one type.</summary>
public static class HeapTypes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Runs the measurement and prints it.</summary>
    /// <returns>0 when the process answered.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        var most = 40;
        if (arguments.Count is not (>= 1 and <= 3) || !int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            || (arguments.Count >= 2 && !int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out most)))
        {
            await Console.Error.WriteLineAsync("usage: heap PID [MOST [TYPE]]");
            return 2;
        }

        var (sizes, names, bySize) = await ReadAsync(pid);
        if (sizes.Count == 0) return 1;
        await output.WriteLineAsync($"{sizes.Values.Sum(static s => s.Bytes) / 1e6:F1} MB in {sizes.Values.Sum(static s => s.Count)} objects");
        if (arguments.Count == 3)
        {
            foreach (var ((_, size), count) in bySize.Where(s => names.GetValueOrDefault(s.Key.Type)?.EndsWith(arguments[2], StringComparison.Ordinal) == true).OrderByDescending(static s => s.Key.Size * s.Value).Take(most))
                await output.WriteLineAsync($"{size * count / 1e3,12:F0} KB {count,9} of {size} bytes");
            return 0;
        }

        foreach (var (type, (count, bytes)) in sizes.OrderByDescending(static s => s.Value.Bytes).Take(most))
            await output.WriteLineAsync($"{bytes / 1e3,12:F0} KB {count,9} {names.GetValueOrDefault(type, "?")}");
        return 0;
    }

    private static async Task<(Dictionary<ulong, (long Count, long Bytes)> Sizes, Dictionary<ulong, string> Names, Dictionary<(ulong Type, long Size), long> BySize)> ReadAsync(int pid)
    {
        Dictionary<(ulong Type, long Size), long> bySize = [];
        Dictionary<ulong, (long Count, long Bytes)> sizes = [];
        Dictionary<ulong, string> names = [];
        using var session = await new DiagnosticsClient(pid).StartEventPipeSessionAsync(
            [new EventPipeProvider(ClrTraceEventParser.ProviderName, EventLevel.Verbose, (long)ClrTraceEventParser.Keywords.GCHeapSnapshot)], requestRundown: false, circularBufferMB: 512, CancellationToken.None);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var events = new EventPipeEventSource(session.EventStream);
        events.Clr.TypeBulkType += e =>
        {
            for (var i = 0; i < e.Count; i++) names[e.Values(i).TypeID] = e.Values(i).TypeName;
        };
        events.Clr.GCBulkNode += e =>
        {
            for (var i = 0; i < e.Count; i++)
            {
                var node = e.Values(i);
                var (count, bytes) = sizes.GetValueOrDefault(node.TypeID);
                sizes[node.TypeID] = (count + 1, bytes + (long)node.Size);
                var same = (node.TypeID, (long)node.Size);
                bySize[same] = bySize.GetValueOrDefault(same) + 1;
            }
        };
        events.Clr.GCStop += _ =>
        {
            if (sizes.Count > 0) end.TrySetResult();
        };
        var reading = Task.Run(events.Process);
        await Task.WhenAny(end.Task, Task.Delay(Patience));
        session.Stop();
        await reading;
        return (sizes, names, bySize);
    }
}
