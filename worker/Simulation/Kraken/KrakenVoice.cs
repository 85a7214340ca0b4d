using System.Text;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation.Kraken;

/// <summary>How Kraken says it: several pairs in one message, a checksum on every book, a heartbeat when nothing else was said for a second.</summary>
/// <param name="faults">Wrong checksums on demand.</param>
internal sealed class KrakenVoice(VenueFaults faults) : ILoopbackVoice
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(0.9);

    /// <inheritdoc />
    public IEnumerable<byte[]> Tickers(DateTimeOffset at, IReadOnlyList<LoopbackTicker> tickers) =>
        LoopbackFrames.Data("ticker", "update", at, tickers.Select(static t => LoopbackFrames.Ticker(t.Instrument, t.Price, t.Day)));

    /// <inheritdoc />
    public IEnumerable<byte[]> Candles(DateTimeOffset at, IReadOnlyList<LoopbackCandle> candles) =>
        LoopbackFrames.Data("ohlc", "update", at, candles.Select(static c => LoopbackFrames.Ohlc(c.Instrument, c.Candle)));

    /// <inheritdoc />
    public IEnumerable<byte[]> Trades(DateTimeOffset at, TapeInstrument instrument, IReadOnlyList<Trade> trades) =>
        LoopbackFrames.Data("trade", "update", at, trades.Select(t => LoopbackFrames.Trade(instrument, t)));

    /// <inheritdoc />
    public byte[] Book(TapeInstrument instrument, LoopbackBook book) =>
        LoopbackFrames.Book(instrument, book.IsSnapshot ? "snapshot" : "update", book.Time, book.Bids, book.Asks, faults.Checksum(Checksum(book.Whole)));

    /// <inheritdoc />
    public IEnumerable<byte[]> Heartbeats(LoopbackSocket socket, DateTimeOffset at) => socket.Idle >= Quiet ? [LoopbackFrames.Heartbeat] : [];

    /// <inheritdoc />
    public byte[] Listed(IReadOnlyList<TapeInstrument> added) => LoopbackFrames.Instruments("update", added);

    /// <summary>Kraken's checksum, as its guide tells it: text, points and leading zeros taken out, CRC-32.</summary>
    private static uint Checksum(TapeBook book)
    {
        var text = new StringBuilder();
        foreach (var (price, size) in book.Asks.Take(10).Concat(book.Bids.Take(10))) text.Append(Digits(price)).Append(Digits(size));

        var crc = 0xFFFFFFFFu;
        for (var i = 0; i < text.Length; i++)
        {
            crc ^= text[i];
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
        }

        return ~crc;
    }

    private static string Digits(decimal value) => value.ToString().Replace(".", "", StringComparison.Ordinal).TrimStart('0');
}
