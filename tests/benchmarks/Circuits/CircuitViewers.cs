using System.Diagnostics;
using System.Globalization;

namespace CryptoRun.Benchmarks.Circuits;

/// <summary>Many viewers with circuits in one process: <c>circuits URL VIEWERS SECONDS PID [PATH]</c>. Processor time and memory are those of the server's process.</summary>
public static class CircuitViewers
{
    /// <summary>Runs the measurement and prints it. Loopback only.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        if (arguments.Count is not (4 or 5) || !Uri.TryCreate(arguments[0], UriKind.Absolute, out var server) || !server.IsLoopback || !Whole(arguments[1], out var count) || !Whole(arguments[2], out var seconds) || !Whole(arguments[3], out var pid))
        {
            await Console.Error.WriteLineAsync("usage: circuits URL VIEWERS SECONDS PID [PATH] (loopback only; PID is the server's)");
            return 2;
        }

        using var process = Process.GetProcessById(pid);
        using var http = new HttpClient();
        using var stop = new CancellationTokenSource();
        var viewers = new List<CircuitClient>();
        var (before, live) = (Memory(process), await LiveHeap.MeasureAsync(pid) ?? 0);
        var idle = await CpuAsync(process, TimeSpan.FromSeconds(10));
        await output.WriteLineAsync($"before: {before / 1e6:F0} MB, {idle:P1} of one core");

        var starting = Stopwatch.StartNew();
        foreach (var group in Enumerable.Range(0, count).Chunk(8))
        {
            var some = group.Select(_ => new CircuitClient(server, arguments.Count == 5 ? arguments[4] : "/")).ToList();
            viewers.AddRange(some);
            await Task.WhenAll(some.Select(v => v.StartAsync(http, stop.Token)));
        }

        await output.WriteLineAsync($"{count} circuits in {starting.Elapsed.TotalSeconds:F1} s, {Memory(process) / 1e6:F0} MB");
        await Task.Delay(TimeSpan.FromSeconds(5));
        var (batches, bytes) = (viewers.Sum(static v => v.Batches), viewers.Sum(static v => v.Bytes));
        for (var left = seconds; left > 0; left -= 10)
        {
            var span = Math.Min(10, left);
            var cpu = await CpuAsync(process, TimeSpan.FromSeconds(span));
            var (nextBatches, nextBytes) = (viewers.Sum(static v => v.Batches), viewers.Sum(static v => v.Bytes));
            var memory = Memory(process);
            await output.WriteLineAsync(
                $"{cpu:P1} of one core, {memory / 1e6:F0} MB, {(memory - before) / 1e3 / count:F0} KB a circuit, {(nextBatches - batches) / (double)span / count:F2} renderings and {(nextBytes - bytes) / (double)span / count:F0} B a circuit and second, {viewers.Count(static v => v.Error is null)} of {count} up");
            (batches, bytes) = (nextBatches, nextBytes);
        }

        if (await LiveHeap.MeasureAsync(pid) is { } after) await output.WriteLineAsync($"in use after a full collection: {live / 1e6:F0} MB before, {after / 1e6:F0} MB now, {(after - live) / 1e3 / count:F0} KB a circuit");
        var lost = viewers.Find(static v => v.Error is not null)?.Error;
        if (lost is not null) await output.WriteLineAsync("first loss: " + lost);
        await stop.CancelAsync();
        foreach (var viewer in viewers) viewer.Dispose();
        return lost is null ? 0 : 1;
    }

    private static async Task<double> CpuAsync(Process process, TimeSpan span)
    {
        process.Refresh();
        var (from, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await Task.Delay(span);
        process.Refresh();
        return (process.TotalProcessorTime - from) / clock.Elapsed;
    }

    private static long Memory(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    private static bool Whole(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
