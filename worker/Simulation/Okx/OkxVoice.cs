using CryptoRun.Domain.Markets;
using static CryptoRun.Worker.Simulation.Okx.LoopbackBodies;

namespace CryptoRun.Worker.Simulation.Okx;

/// <summary>How OKX says it: a pair a message, books as a chain of numbers that leap, and for a book that has not changed in a minute a message without changes.</summary>
internal sealed class OkxVoice : ILoopbackVoice
{
    /// <summary>From one number to the next; real ones leap by no rule.</summary>
    private const int Leap = 7;

    private const int UnchangedSeconds = 60;

    private readonly Dictionary<string, (DateTimeOffset Time, long Sequence)> _said = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public IEnumerable<byte[]> Tickers(DateTimeOffset at, IReadOnlyList<LoopbackTicker> tickers) =>
        tickers.Select(static t => Frame("tickers", "instId", t.Instrument.Symbol, w => Ticker(w, t.Instrument, t.Price, t.Day)));

    /// <summary>Nothing: candles are on another socket of OKX.</summary>
    public IEnumerable<byte[]> Candles(DateTimeOffset at, IReadOnlyList<LoopbackCandle> candles) => [];

    /// <inheritdoc />
    public IEnumerable<byte[]> Trades(DateTimeOffset at, TapeInstrument instrument, IReadOnlyList<Trade> trades) =>
    [
        Frame("trades", "instId", instrument.Symbol, w =>
        {
            foreach (var trade in trades) Trade(w, instrument, trade);
        }),
    ];

    /// <inheritdoc />
    public byte[] Book(TapeInstrument instrument, LoopbackBook book)
    {
        var sequence = book.Sequence * Leap;
        _said[instrument.Symbol] = (book.Time, sequence);
        return Message(instrument.Symbol, book.Time, book.IsSnapshot ? "snapshot" : "update", book.Bids, book.Asks, sequence, book.IsSnapshot ? -1 : sequence - Leap);
    }

    /// <inheritdoc />
    public IEnumerable<byte[]> Heartbeats(LoopbackSocket socket, DateTimeOffset at)
    {
        foreach (var symbol in socket.Subscribed(LoopbackChannel.Book).Keys)
        {
            if (_said.TryGetValue(symbol, out var said) && (int)(at - said.Time).TotalSeconds is >= UnchangedSeconds and var seconds && seconds % UnchangedSeconds == 0)
                yield return Message(symbol, at, "update", [], [], said.Sequence, said.Sequence);
        }
    }

    /// <inheritdoc />
    public byte[] Listed(IReadOnlyList<TapeInstrument> added) => Frame("instruments", "instType", "SPOT", w =>
    {
        foreach (var instrument in added) Spot(w, instrument);
    });

    private static byte[] Message(string symbol, DateTimeOffset at, string action, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks, long sequence, long previous) =>
        Frame("books", "instId", symbol, action: action, records: w =>
        {
            w.WriteStartObject();
            Levels(w, "asks", asks);
            Levels(w, "bids", bids);
            w.WriteString("ts", LoopbackJson.Milliseconds(at));
            w.WriteNumber("checksum", 0);
            w.WriteNumber("seqId", sequence);
            w.WriteNumber("prevSeqId", previous);
            w.WriteEndObject();
        });
}
