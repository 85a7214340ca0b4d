using System.Buffers.Binary;
using System.Globalization;
using System.Net.WebSockets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Tests.Exchanges.Kraken;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Benchmarks;

/// <summary>
/// <c>books [RATE]</c>: 300 live books of 1000 levels from the frames of a WebSocket to verified checksums, as a share of one core of the time they span. RATE is BTC's updates a
/// second: 26 in the recorded session of July 2026, which is 10 levels deep. Assumed: the n-th symbol has BTC's rate divided by n^0.8, and a deep book up to ten times the updates of ten levels.
/// </summary>
internal static class BookSpeed
{
    private const int Symbols = 300;
    private const int Depth = 1000;
    private const int Seconds = 20;
    private const double RecordedRate = 26;
    private const double Falling = 0.8;

    /// <summary>Measures and prints.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        var rate = arguments is [var text, ..] && double.TryParse(text, CultureInfo.InvariantCulture, out var given) ? given : RecordedRate;
        await MeasureAsync("BTC's rate falling with n^0.8", n => rate / Math.Pow(n, Falling), output);
        await MeasureAsync("ten times that", n => 10 * rate / Math.Pow(n, Falling), output);
        await MeasureAsync("every symbol as busy as BTC", _ => rate, output);
        return 0;
    }

    private static async Task MeasureAsync(string what, Func<int, double> rate, TextWriter output)
    {
        var (snapshots, updates) = Record(rate);
        await ReadAsync(snapshots, updates);
        var kept = GC.GetTotalMemory(forceFullCollection: true);
        var reader = await OpenAsync(snapshots);
        var bytes = WebSocketBytes(updates);
        var allocated = GC.GetTotalAllocatedBytes();
        var before = Environment.CpuUsage.TotalTime;
        await reader.ReadAsync(new MemoryStream(bytes), updates.Count);
        var cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        kept = GC.GetTotalMemory(forceFullCollection: true) - kept - bytes.Length;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-30} {updates.Count / Seconds,6:N0} updates/s: {100 * cpu / Seconds,5:0.00} % of one core, {(double)allocated / updates.Count,5:0} B allocated an update, {kept / 1e6,5:0.0} MB kept"));
        GC.KeepAlive(reader);
        GC.KeepAlive(bytes);
    }

    private static async Task ReadAsync(IReadOnlyList<byte[]> snapshots, IReadOnlyList<byte[]> updates) =>
        await (await OpenAsync(snapshots)).ReadAsync(new MemoryStream(WebSocketBytes(updates)), updates.Count);

    private static async Task<BookReader> OpenAsync(IReadOnlyList<byte[]> snapshots)
    {
        var reader = new BookReader();
        await reader.ReadAsync(new MemoryStream(WebSocketBytes(snapshots)), snapshots.Count);
        return reader;
    }

    /// <summary>Snapshots, then the updates of all symbols in the order of their times.</summary>
    private static (IReadOnlyList<byte[]> Snapshots, IReadOnlyList<byte[]> Updates) Record(Func<int, double> rate)
    {
        List<byte[]> snapshots = [];
        List<(double At, byte[] Frame)> updates = [];
        for (var n = 1; n <= Symbols; n++)
        {
            var perSecond = rate(n);
            var tape = new KrakenTape(n, Depth, Pair(n), (int)Math.Min(2e6 / perSecond, 60e6));
            snapshots.Add(tape.Snapshot());
            for (var at = 0.5 / perSecond; at < Seconds; at += 1 / perSecond) updates.Add((at, tape.Update()));
        }

        return (snapshots, [.. updates.OrderBy(static u => u.At).Select(static u => u.Frame)]);
    }

    private static string Pair(int n) => $"C{n:000}/USD";

    /// <summary>Messages as a server writes them: final text frames, not masked (RFC 6455, 5.2).</summary>
    private static byte[] WebSocketBytes(IReadOnlyList<byte[]> messages)
    {
        using var bytes = new MemoryStream();
        Span<byte> head = stackalloc byte[10];
        foreach (var message in messages)
        {
            head[0] = 0x81;
            var isLong = message.Length > ushort.MaxValue;
            head[1] = (byte)(isLong ? 127 : message.Length > 125 ? 126 : message.Length);
            if (isLong) BinaryPrimitives.WriteInt64BigEndian(head[2..], message.Length);
            else BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)message.Length);
            bytes.Write(head[..(isLong ? 10 : message.Length > 125 ? 4 : 2)]);
            bytes.Write(message);
        }

        return bytes.ToArray();
    }

    private sealed class BookReader
    {
        private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        private readonly KrakenSession _session;
        private readonly List<LiveBook> _books = [];

        public BookReader()
        {
            var names = Enumerable.Range(1, Symbols).Select(Pair).ToList();
            var symbols = new KrakenSymbols();
            symbols.Learn(names.Select(static n => KeyValuePair.Create(n, new KrakenAssetPair(n, n, "ZUSD", n))));
            var parser = new KrakenParser(symbols, new WireAnomalies(KrakenParser.Venue, NullLogger.Instance));
            var books = new KrakenBooks(Depth, parser, new VenueMonitor(KrakenParser.Venue, TimeProvider.System), TimeProvider.System);
            var wanted = new Wanted([.. names.Select(static n => n.Replace('/', '-'))], StreamChannels.Books);
            _session = new KrakenSession(wanted, new KrakenRequests(static (_, _) => Task.CompletedTask, new KrakenEndpoints()), new KrakenFrames(symbols, parser), books, NullLogger.Instance);
        }

        public async Task ReadAsync(Stream stream, int count)
        {
            using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions());
            var reader = new FrameReader(socket, 16 * 1024 * 1024);
            List<MarketEvent> events = [];
            for (var i = 0; i < count; i++)
            {
                var frame = await reader.ReadAsync(CancellationToken.None);
                events.Clear();
                if (_session.Take(frame.Bytes.Span, Now, events) != FrameMeaning.Open) throw new InvalidOperationException("A frame of the tape is not read.");
                await _session.TendAsync(isIdle: false, CancellationToken.None);
                foreach (var opened in events.OfType<BookOpened>()) _books.Add(opened.Book);
            }

            if (_books.Count != Symbols || _books.Any(static b => !b.IsTrusted)) throw new InvalidOperationException("A book is not trusted.");
        }
    }
}
