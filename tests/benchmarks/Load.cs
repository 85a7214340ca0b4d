using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CryptoRun.Benchmarks;

/// <summary>
/// Reads of the API and viewers of the stream together: <c>load URL SECONDS [RATE VIEWERS PID]</c>. Open loop: requests are due at fixed times whatever became of those before, and each counts from when it was due, so that
/// a server that stands still is seen by all who would have come meanwhile. Every second request names the tag of the answer before (304), the others want the board.
/// </summary>
public static class Load
{
    private const int Connections = 128;
    private const int Usual = 10_000;
    private static readonly string[] Paths = ["/api/v1/candidates?limit=20", "/api/v1/candidates", "/api/v1/regime", "/api/v1/candidates?verdict=watch"];

    /// <summary>Runs the measurement and prints it. Loopback only.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        if (arguments.Count is not (2 or 4 or 5) || !Uri.TryCreate(arguments[0], UriKind.Absolute, out var server) || !server.IsLoopback || !Whole(arguments[1], out var seconds))
        {
            await Console.Error.WriteLineAsync("usage: load URL SECONDS [RATE VIEWERS PID] (loopback only)");
            return 2;
        }

        var (rate, count) = arguments.Count > 2 && Whole(arguments[2], out var wanted) && Whole(arguments[3], out var several) ? (wanted, several) : (Usual, Usual);
        var process = arguments.Count == 5 && Whole(arguments[4], out var id) ? Process.GetProcessById(id) : null;
        using var stop = new CancellationTokenSource();
        var viewers = Enumerable.Range(0, count).Select(_ => new SseViewers.Viewer(server, gzip: false)).ToList();
        var watching = new List<Task>(count);
        foreach (var batch in viewers.Chunk(100))
        {
            watching.AddRange(batch.Select(v => v.ReadAsync(stop.Token)));
            await Task.Delay(50);
        }

        await Task.Delay(3000);
        foreach (var viewer in viewers) viewer.Begin();
        var before = Megabytes(process);
        var readers = Enumerable.Range(0, Connections).Select(i => new Reader(server, i, (double)rate / Connections)).ToList();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(readers.Select(r => r.AskAsync(TimeSpan.FromSeconds(seconds), clock)));
        var elapsed = clock.Elapsed.TotalSeconds;
        var after = Megabytes(process);
        var deliveries = viewers.SelectMany(static v => v.Take()).Order().ToArray();
        var alive = viewers.Count(static v => v.Error is null);
        await stop.CancelAsync();
        await Task.WhenAll(watching);

        var took = readers.SelectMany(static r => r.Took).Order().ToArray();
        var problems = readers.Where(static r => r.Problem is not null).Select(static r => r.Problem).Distinct().ToList();
        await output.WriteLineAsync($"{took.Length} answers in {elapsed:F0} s, {took.Length / elapsed:F0}/s of {rate}/s wanted, {readers.Sum(static r => r.Unchanged)} not modified, {readers.Sum(static r => r.Refused)} refused {string.Join("; ", problems)}");
        if (took.Length > 0) await output.WriteLineAsync($"from due to last byte: p50 {SseViewers.At(took, 0.5):F1} ms, p90 {SseViewers.At(took, 0.9):F1} ms, p99 {SseViewers.At(took, 0.99):F1} ms, max {took[^1]:F1} ms");
        await output.WriteLineAsync($"{alive} of {count} viewers up {viewers.Find(static v => v.Error is not null)?.Error}, {deliveries.Length / elapsed:F0} deliveries/s");
        if (deliveries.Length > 0) await output.WriteLineAsync($"release to last byte: p50 {SseViewers.At(deliveries, 0.5):F1} ms, p99 {SseViewers.At(deliveries, 0.99):F1} ms, max {deliveries[^1]:F1} ms");
        if (process is not null) await output.WriteLineAsync($"resident memory {before:F0} MB at the start, {after:F0} MB at the end; {process.TotalProcessorTime.TotalSeconds:F0} s of processor since the program began");
        return alive == count && problems.Count == 0 ? 0 : 1;
    }

    private static bool Whole(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static double Megabytes(Process? process)
    {
        process?.Refresh();
        return (process?.WorkingSet64 ?? 0) / 1e6;
    }

    /// <summary>One connection that asks at its times, one request after the other.</summary>
    private sealed class Reader(Uri server, int number, double rate)
    {
        private readonly byte[] _buffer = new byte[64 * 1024];
        private readonly string?[] _tags = new string?[Paths.Length];

        public List<double> Took { get; } = [];

        public int Unchanged { get; private set; }

        public int Refused { get; private set; }

        public string? Problem { get; private set; }

        public async Task AskAsync(TimeSpan time, Stopwatch clock)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, server.Port);
                for (var n = 0; ; n++)
                {
                    var due = TimeSpan.FromSeconds((n + ((double)number / Connections)) / rate);
                    if (due >= time) return;
                    if (due - clock.Elapsed is { TotalMilliseconds: > 1 } wait) await Task.Delay(wait);
                    await AskAsync(socket, (n / 2) % Paths.Length, namesTag: n % 2 == 1);
                    Took.Add((clock.Elapsed - due).TotalMilliseconds);
                }
            }
            catch (Exception e) when (e is SocketException or InvalidDataException)
            {
                Problem = e.Message;
            }
        }

        private async Task AskAsync(Socket socket, int path, bool namesTag)
        {
            var tag = namesTag && _tags[path] is { } known ? $"If-None-Match: {known}\r\n" : "";
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {Paths[path]} HTTP/1.1\r\nHost: {server.Authority}\r\nAccept: application/json\r\n{tag}\r\n"));
            var filled = 0;
            int end;
            while ((end = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0) filled += await ReadAsync(socket, _buffer.AsMemory(filled));
            var head = Encoding.ASCII.GetString(_buffer, 0, end);
            var status = head.AsSpan(9, 3);
            if (status is "304") Unchanged++;
            else if (status is not "200") Refused++;
            if (Header(head, "ETag") is { } etag) _tags[path] = etag;
            if (status is "304") return;
            if (Header(head, "Content-Length") is { } length)
            {
                var left = int.Parse(length, CultureInfo.InvariantCulture) - (filled - end - 4);
                while (left > 0) left -= await ReadAsync(socket, _buffer.AsMemory(0, Math.Min(left, _buffer.Length)));
                return;
            }

            // In pieces of unknown number: the last is empty, and nothing is sent after it before the next question.
            while (!_buffer.AsSpan(0, filled).EndsWith("\r\n0\r\n\r\n"u8))
            {
                if (filled > _buffer.Length / 2)
                {
                    _buffer.AsSpan(filled - 16, 16).CopyTo(_buffer);
                    filled = 16;
                }

                filled += await ReadAsync(socket, _buffer.AsMemory(filled));
            }
        }

        private static async Task<int> ReadAsync(Socket socket, Memory<byte> into) => await socket.ReceiveAsync(into) is > 0 and var read ? read : throw new InvalidDataException("closed by the server");

        private static string? Header(string head, string name)
        {
            var at = head.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase);
            if (at < 0) return null;
            var from = at + name.Length + 4;
            var to = head.IndexOf('\r', from);
            return to < 0 ? head[from..] : head[from..to];
        }
    }
}
