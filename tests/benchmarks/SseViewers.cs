using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CryptoRun.Benchmarks;

/// <summary>
/// Many viewers of the event stream in one process: <c>sse URL VIEWERS SECONDS [gzip]</c>. Each is a raw socket, which with <c>gzip</c> takes compressed bytes as a browser does but does not read them: it knows the marks between their pieces. The server writes the wall time of every release
/// into a comment before its event; the delay until the event's last byte is here is the delivery time. Same machine, same clock.
/// </summary>
public static class SseViewers
{
    /// <summary>Runs the measurement and prints it. Loopback only.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Count is not (3 or 4) || (arguments.Count == 4 && arguments[3] != "gzip") || !Uri.TryCreate(arguments[0], UriKind.Absolute, out var server) || !server.IsLoopback
            || !int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || !int.TryParse(arguments[2], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            await Console.Error.WriteLineAsync("usage: sse URL VIEWERS SECONDS [gzip] (loopback only)");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        var viewers = Enumerable.Range(0, count).Select(_ => new Viewer(server, arguments.Count == 4)).ToList();
        var reading = new List<Task>(count);
        foreach (var batch in viewers.Chunk(100))
        {
            reading.AddRange(batch.Select(v => v.ReadAsync(stop.Token)));
            await Task.Delay(50);
        }

        await Task.Delay(3000);
        foreach (var viewer in viewers) viewer.Begin();
        var clock = Stopwatch.StartNew();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var elapsed = clock.Elapsed.TotalSeconds;
        var delays = viewers.SelectMany(v => v.Take()).Order().ToArray();
        var bytes = viewers.Sum(v => v.Bytes);
        var alive = viewers.Count(v => v.Error is null);
        await stop.CancelAsync();
        await Task.WhenAll(reading);

        Console.WriteLine($"{alive} of {count} viewers up {viewers.Find(v => v.Error is not null)?.Error}");
        if (delays.Length == 0) return 1;
        Console.WriteLine($"{delays.Length / elapsed:F0} events/s, {delays.Length / elapsed / count:F2} per viewer and second, {bytes / elapsed / 1e6:F1} MB/s");
        Console.WriteLine($"release to last byte: p50 {At(delays, 0.5):F1} ms, p90 {At(delays, 0.9):F1} ms, p99 {At(delays, 0.99):F1} ms, max {delays[^1]:F1} ms");
        return alive == count ? 0 : 1;
    }

    internal static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    internal sealed class Viewer(Uri server, bool gzip)
    {
        private static readonly byte[] EventEnd = "\n\n"u8.ToArray();

        // A synchronising flush of deflate: what a compressed event ends with. The time of the release stands before it, uncompressed.
        private static readonly byte[] PieceEnd = [0, 0, 0xff, 0xff];
        private readonly List<double> _delays = [];
        private readonly byte[] _head = new byte[256];
        private long _released;
        private int _filled;
        private bool _measuring, _feed;

        public long Bytes { get; private set; }

        public string? Error { get; private set; }

        public void Begin()
        {
            lock (_delays)
            {
                _delays.Clear();
                (_measuring, Bytes) = (true, 0);
            }
        }

        public double[] Take()
        {
            lock (_delays) return [.. _delays];
        }

        public async Task ReadAsync(CancellationToken cancellationToken)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
                await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/v1/stream HTTP/1.1\r\nHost: {server.Authority}\r\nAccept: text/event-stream\r\n{(gzip ? "Accept-Encoding: gzip\r\n" : null)}\r\n"), cancellationToken);
                var buffer = new byte[16 * 1024];
                var first = true;
                while (true)
                {
                    var read = await socket.ReceiveAsync(buffer, cancellationToken);
                    if (read == 0) break;
                    if (first && !buffer.AsSpan(0, read).StartsWith("HTTP/1.1 200"u8))
                    {
                        Error = "refused: " + Encoding.ASCII.GetString(buffer, 0, Math.Max(0, buffer.AsSpan(0, read).IndexOf((byte)'\r')));
                        return;
                    }

                    first = false;
                    if (gzip) ScanPieces(buffer.AsSpan(0, read));
                    else Scan(buffer.AsSpan(0, read));
                }

                Error = "closed by the server";
            }
            catch (OperationCanceledException)
            {
                // The measurement is over.
            }
            catch (SocketException e)
            {
                Error = e.Message;
            }
        }

        // An event is short at its head and long in its data: only the head is kept, and the end is two line feeds.
        private void Scan(ReadOnlySpan<byte> bytes)
        {
            lock (_delays)
            {
                Bytes += bytes.Length;
                if (_feed && bytes[0] == (byte)'\n')
                {
                    Ended();
                    bytes = bytes[1..];
                }

                _feed = !bytes.IsEmpty && bytes[^1] == (byte)'\n' && !bytes.EndsWith(EventEnd);
                while (!bytes.IsEmpty)
                {
                    var end = bytes.IndexOf(EventEnd);
                    var part = end < 0 ? bytes : bytes[..end];
                    var keep = Math.Min(part.Length, _head.Length - _filled);
                    part[..keep].CopyTo(_head.AsSpan(_filled));
                    _filled += keep;
                    if (end < 0) return;
                    Ended();
                    bytes = bytes[(end + EventEnd.Length)..];
                }
            }
        }

        // What is left over of a read is kept, at most as much as tells a release or an end.
        private void ScanPieces(ReadOnlySpan<byte> bytes)
        {
            lock (_delays)
            {
                Bytes += bytes.Length;
                while (!bytes.IsEmpty)
                {
                    var at = bytes.IndexOf(": released "u8);
                    if (at >= 0)
                    {
                        bytes = bytes[at..];
                        var keep = Math.Min(bytes.Length, 40);
                        bytes[..keep].CopyTo(_head);
                        _filled = keep;
                        bytes = bytes[keep..];
                    }

                    var end = bytes.IndexOf(PieceEnd);
                    if (end < 0) return;
                    Ended();
                    bytes = bytes[(end + PieceEnd.Length)..];
                }
            }
        }

        private void Ended()
        {
            var head = _head.AsSpan(0, _filled);
            var at = head.IndexOf(": released "u8);
            if (at >= 0 && Utf8Parser.TryParse(head[(at + 11)..], out long released, out _) && released != _released)
            {
                _released = released;
                if (_measuring) _delays.Add((DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds - released);
            }

            _filled = 0;
        }
    }
}
