using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation;

/// <summary>
/// A market that a loopback venue plays: everything it ever did, read at an instant. Nothing that happens after the instant can be seen through it.
/// Symbols are canonical (<c>BTC-USD</c>); one that the tape does not have has no candles and no price.
/// </summary>
internal interface IMarketTape
{
    /// <summary>Simulated or Replay.</summary>
    MarketSource Source { get; }

    /// <summary>The pairs the venue lists at an instant, in a fixed order.</summary>
    IReadOnlyList<TapeInstrument> InstrumentsAt(DateTimeOffset at);

    /// <summary>Hourly candles with <paramref name="from"/> &lt;= open &lt; <paramref name="to"/> that are closed at <paramref name="at"/>, oldest first; an hour without a record is absent.</summary>
    IReadOnlyList<TapeCandle> CandlesAt(DateTimeOffset at, string symbol, DateTimeOffset from, DateTimeOffset to);

    /// <summary>The candle of the hour that holds <paramref name="at"/>, as far as it is known; null before the symbol's first price and in an hour in which the tape has no trade.</summary>
    TapeCandle? FormingAt(DateTimeOffset at, string symbol);

    /// <summary>The newest price at an instant; null before the first.</summary>
    TapePrice? PriceAt(DateTimeOffset at, string symbol);

    /// <summary>The order book at an instant; null where the tape has none.</summary>
    TapeBook? BookAt(DateTimeOffset at, string symbol);

    /// <summary>Trades with <paramref name="after"/> &lt; time &lt;= <paramref name="at"/>, oldest first; none where the tape has none. They add up to the candles.</summary>
    IReadOnlyList<Trade> TradesAfter(DateTimeOffset after, DateTimeOffset at, string symbol);

    /// <summary>The perpetual of a pair at an instant; null where the tape has none.</summary>
    TapePerpetual? PerpetualAt(DateTimeOffset at, string symbol);

    /// <summary>The perpetual's hours with <paramref name="from"/> &lt;= begin, up to and including the one that runs at <paramref name="at"/>, oldest first.</summary>
    IReadOnlyList<TapePerpetualHour> PerpetualHours(DateTimeOffset at, string symbol, DateTimeOffset from);

    /// <summary>The first instant after <paramref name="at"/> at which something happens; null when nothing will.</summary>
    DateTimeOffset? NextAfter(DateTimeOffset at);
}

/// <summary>A candle with the volume-weighted price that the venue's wire carries in place of the quote volume.</summary>
/// <param name="Candle">The candle, its quote volume included where there is one.</param>
/// <param name="Vwap">Quote currency; <c>Math.Round(Vwap * Volume, 8)</c> is the candle's quote volume. 0 without volume.</param>
internal readonly record struct TapeCandle(Candle Candle, decimal Vwap);

/// <summary>A price with its book top.</summary>
/// <param name="Time">Exchange time of the price, UTC.</param>
/// <param name="Last">Last trade.</param>
/// <param name="Bid">Best bid, null where the tape has none.</param>
/// <param name="Ask">Best ask, null where the tape has none.</param>
internal readonly record struct TapePrice(DateTimeOffset Time, decimal Last, decimal? Bid, decimal? Ask);

/// <summary>An order book.</summary>
/// <param name="Time">Exchange time, UTC.</param>
/// <param name="Bids">Highest first, reaching more than 2.5 % under mid.</param>
/// <param name="Asks">Lowest first.</param>
internal sealed record TapeBook(DateTimeOffset Time, IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks);

/// <summary>A perpetual future at an instant.</summary>
/// <param name="Index">Spot.</param>
/// <param name="Mark">Mark price.</param>
/// <param name="Hour">Rate and open interest of the hour that runs.</param>
internal readonly record struct TapePerpetual(decimal Index, decimal Mark, TapePerpetualHour Hour);

/// <summary>An hour of a perpetual future.</summary>
/// <param name="Begin">Begin of the hour, UTC.</param>
/// <param name="Rate">Funding of the hour, fraction of the position.</param>
/// <param name="Contracts">Open interest at its begin, in coins.</param>
internal readonly record struct TapePerpetualHour(DateTimeOffset Begin, decimal Rate, decimal Contracts);
