using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation;

/// <summary>How a loopback venue says on its stream what happens on the tape: its own messages, nothing else.</summary>
internal interface ILoopbackVoice
{
    /// <summary>Messages with the prices of some pairs.</summary>
    IEnumerable<byte[]> Tickers(DateTimeOffset at, IReadOnlyList<LoopbackTicker> tickers);

    /// <summary>Messages with hourly candles, final or forming.</summary>
    IEnumerable<byte[]> Candles(DateTimeOffset at, IReadOnlyList<LoopbackCandle> candles);

    /// <summary>Messages with trades of one pair, oldest first.</summary>
    IEnumerable<byte[]> Trades(DateTimeOffset at, TapeInstrument instrument, IReadOnlyList<Trade> trades);

    /// <summary>A book message.</summary>
    byte[] Book(TapeInstrument instrument, LoopbackBook book);

    /// <summary>A book message has been lost on the way, by a fault; what else a venue would then lose with it is lost too.</summary>
    void Lost(TapeInstrument instrument)
    {
    }

    /// <summary>Signs of life for a connection, once a second.</summary>
    IEnumerable<byte[]> Heartbeats(LoopbackSocket socket, DateTimeOffset at);

    /// <summary>The message of new pairs; null where the venue has none.</summary>
    byte[]? Listed(IReadOnlyList<TapeInstrument> added);
}

/// <summary>A pair's price with its day.</summary>
/// <param name="Instrument">Pair.</param>
/// <param name="Price">Price.</param>
/// <param name="Day">The 24 hours to it.</param>
internal readonly record struct LoopbackTicker(TapeInstrument Instrument, TapePrice Price, DayFigures Day);

/// <summary>A pair's candle.</summary>
/// <param name="Instrument">Pair.</param>
/// <param name="Candle">Candle.</param>
/// <param name="IsFinal">Whether its hour is over.</param>
internal readonly record struct LoopbackCandle(TapeInstrument Instrument, TapeCandle Candle, bool IsFinal);

/// <summary>What a book message says.</summary>
/// <param name="Time">Time of the book.</param>
/// <param name="IsSnapshot">All levels of the depth, or what has changed among them.</param>
/// <param name="Bids">Levels, best first in a snapshot; size 0 takes one away.</param>
/// <param name="Asks">Levels.</param>
/// <param name="Whole">The book after it.</param>
/// <param name="Sequence">Number of the message among those of its pair and depth; a snapshot has the number of the newest message before it.</param>
internal sealed record LoopbackBook(DateTimeOffset Time, bool IsSnapshot, IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks, TapeBook Whole, long Sequence);
