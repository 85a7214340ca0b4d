using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation.Coinbase;

/// <summary>
/// How Coinbase says it: one product in a message, books without a number or a checksum, a heartbeat a second and product that names its newest trade. A lost book message takes the
/// product's trades and its ticker of that instant with it: a venue that drops messages drops them as they come, and the missing trade is what a client can see.
/// </summary>
/// <param name="numbers">Numbers of trades.</param>
internal sealed class CoinbaseVoice(CoinbaseNumbers numbers) : ILoopbackVoice
{
    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lostTickers = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public IEnumerable<byte[]> Tickers(DateTimeOffset at, IReadOnlyList<LoopbackTicker> tickers) =>
        [.. tickers.Where(t => !_lostTickers.Remove(t.Instrument.Symbol)).Select(t => CoinbaseMessages.Ticker(t.Instrument, t.Price, t.Day, numbers.Published(t.Instrument.Symbol) ?? 0))];

    /// <inheritdoc />
    public IEnumerable<byte[]> Candles(DateTimeOffset at, IReadOnlyList<LoopbackCandle> candles) => [];

    /// <inheritdoc />
    public IEnumerable<byte[]> Trades(DateTimeOffset at, TapeInstrument instrument, IReadOnlyList<Trade> trades)
    {
        var first = (numbers.Published(instrument.Symbol) ?? numbers.TradeAt(instrument.Symbol, at) - trades.Count) + 1;
        numbers.Publish(instrument.Symbol, first + trades.Count - 1);
        return _lost.Remove(instrument.Symbol) ? [] : [.. trades.Select((t, i) => CoinbaseMessages.Match("match", instrument, t, first + i))];
    }

    /// <inheritdoc />
    public byte[] Book(TapeInstrument instrument, LoopbackBook book) => book.IsSnapshot ? CoinbaseMessages.Snapshot(instrument, book) : CoinbaseMessages.Update(instrument, book);

    /// <inheritdoc />
    public void Lost(TapeInstrument instrument)
    {
        _lost.Add(instrument.Symbol);
        _lostTickers.Add(instrument.Symbol);
    }

    /// <inheritdoc />
    public IEnumerable<byte[]> Heartbeats(LoopbackSocket socket, DateTimeOffset at) =>
        [.. socket.Subscribed(LoopbackChannel.Heartbeat).Keys.Select(symbol => CoinbaseMessages.Heartbeat(symbol, numbers.Published(symbol) ?? 0, at))];

    /// <inheritdoc />
    public byte[]? Listed(IReadOnlyList<TapeInstrument> added) => null;
}
