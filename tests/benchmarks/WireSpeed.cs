using System.Diagnostics;
using System.Globalization;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Tests.Exchanges.Kraken;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Benchmarks;

/// <summary><c>wire [SECONDS]</c>: frames of Kraken from their bytes to events, and to a book whose checksum has been verified, on one thread.</summary>
internal static class WireSpeed
{
    private const int Updates = 20_000;
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Measures and prints.</summary>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var seconds = arguments is [var text, ..] && double.TryParse(text, CultureInfo.InvariantCulture, out var given) ? given : 3;
        foreach (var depth in (int[])[10, 1000])
        {
            var tape = new KrakenTape(1, depth);
            Measure($"book of {depth}, checksum verified", depth, [tape.Snapshot(), .. Enumerable.Range(0, Updates).Select(_ => tape.Update())], seconds, output);
        }

        var quiet = new KrakenTape(1, 10);
        quiet.Snapshot();
        Measure("ticker", 10, [.. Enumerable.Range(0, Updates).Select(_ => quiet.Ticker())], seconds, output);
        Measure("trade", 10, [.. Enumerable.Range(0, Updates).Select(_ => quiet.Trade())], seconds, output);
        return 0;
    }

    private static void Measure(string what, int depth, byte[][] frames, double seconds, TextWriter output)
    {
        var reader = new WireReader(depth);
        var passes = new List<double>();
        for (var i = 0; i < 3; i++) reader.Read(frames);

        var (allocated, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            var from = clock.Elapsed.TotalSeconds;
            reader.Read(frames);
            passes.Add(frames.Length / (clock.Elapsed.TotalSeconds - from));
        }

        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / passes.Count / frames.Length;
        passes.Sort();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-34} median {passes[passes.Count / 2],10:N0}/s  best {passes[^1],10:N0}/s  {bytes,6:0.0} B allocated a frame of {frames.Average(static f => f.Length),4:0} B"));
    }

    private sealed class WireReader
    {
        private readonly KrakenFrames _frames;
        private readonly KrakenBook _book;
        private readonly List<MarketEvent> _events = [];

        public WireReader(int depth)
        {
            _book = new KrakenBook("BTC-USD", depth);
            var symbols = new KrakenSymbols();
            symbols.Learn([new("XXBTZUSD", new KrakenAssetPair("XBTUSD", "XXBT", "ZUSD", "XBT/USD"))]);
            _frames = new KrakenFrames(symbols, new KrakenParser(symbols, new WireAnomalies(KrakenParser.Venue, NullLogger.Instance)));
        }

        public void Read(byte[][] frames)
        {
            foreach (var frame in frames)
            {
                _events.Clear();
                if (_frames.Read(frame, Now, _events).Kind != KrakenMessageKind.Data) throw new InvalidOperationException("A frame of the tape is not read.");
                for (var i = 0; i < _frames.Changes.Count; i++)
                {
                    if (!_book.Take(_frames.Changes[i]) || !_book.IsTrusted) throw new InvalidOperationException("A checksum does not agree.");
                }
            }
        }
    }
}
