using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>A venue's public REST interface in the domain's words. An expected failure of the venue is a value, never an exception; cancellation propagates.</summary>
public interface IMarketDataClient
{
    /// <summary>Lower-case name, <c>kraken</c>.</summary>
    string Venue { get; }

    /// <summary>All pairs quoted in USD.</summary>
    Task<VenueResult<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken cancellationToken);

    /// <summary>Newest prices of the given canonical symbols.</summary>
    Task<VenueResult<IReadOnlyList<Quote>>> GetQuotesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken);

    /// <summary>Candles of one symbol, oldest first, the last one possibly still forming; at most what the venue keeps (Kraken: 720).</summary>
    Task<VenueResult<IReadOnlyList<Candle>>> GetCandlesAsync(string symbol, TimeSpan interval, DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>
    /// Trades of one symbol from an instant on, oldest first; one page of what the venue gives at once (Kraken: 1000), so ask again from the last one's time. A venue that does not
    /// give them says so.
    /// </summary>
    Task<VenueResult<IReadOnlyList<Trade>>> GetTradesAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken) =>
        Task.FromResult(new VenueResult<IReadOnlyList<Trade>>(null, new VenueFailure(VenueFailureKind.Refused, $"{Venue} trades of {symbol}: this venue's adapter does not read trades.")));

    /// <summary>The order book of one symbol as the venue gives it at once, as deep as its stream's. A venue that does not give it says so.</summary>
    Task<VenueResult<ExchangeNativeBook>> GetBookAsync(string symbol, CancellationToken cancellationToken) =>
        Task.FromResult(new VenueResult<ExchangeNativeBook>(null, new VenueFailure(VenueFailureKind.Refused, $"{Venue} book of {symbol}: this venue's adapter does not read books by REST.")));
}

/// <summary>A venue's live feed.</summary>
internal interface IMarketDataStream
{
    /// <summary>Lower-case name, <c>kraken</c>.</summary>
    string Venue { get; }

    /// <summary>Whether it gives order books.</summary>
    bool HasBooks { get; }

    /// <summary>Connects, subscribes, reconnects for as long as it is read; a gap is announced by <see cref="StreamConnected"/> after the first.</summary>
    IAsyncEnumerable<MarketEvent> ReadAsync(IReadOnlyList<string> symbols, StreamChannels channels, CancellationToken cancellationToken);
}

/// <summary>What a stream says.</summary>
/// <param name="ReceivedAt">Market time of receipt, UTC.</param>
public abstract record MarketEvent(DateTimeOffset ReceivedAt);

/// <summary>Connected and subscribed. After the first time something may have been missed: repair from REST.</summary>
public sealed record StreamConnected(DateTimeOffset ReceivedAt, int Connection) : MarketEvent(ReceivedAt);

/// <summary>The connection is gone; the stream reconnects by itself.</summary>
public sealed record StreamLost(DateTimeOffset ReceivedAt, string Reason) : MarketEvent(ReceivedAt);

/// <summary>A newer price.</summary>
public sealed record QuoteUpdate(DateTimeOffset ReceivedAt, Quote Quote) : MarketEvent(ReceivedAt);

/// <summary>A candle changed, or a new one began.</summary>
public sealed record CandleUpdate(DateTimeOffset ReceivedAt, string Symbol, TimeSpan Interval, Candle Candle) : MarketEvent(ReceivedAt);

/// <summary>Trades of one symbol that came in one message, in the venue's order. None is ever replaced by a newer one.</summary>
public sealed record TradeUpdate(DateTimeOffset ReceivedAt, string Symbol, IReadOnlyList<Trade> Trades) : MarketEvent(ReceivedAt);

/// <summary>A connection has begun to keep a symbol's order book; the book itself goes on changing. With the connection it becomes untrusted, the next one brings its own.</summary>
internal sealed record BookOpened(DateTimeOffset ReceivedAt, LiveBook Book) : MarketEvent(ReceivedAt);

/// <summary>An instrument changed state at the venue.</summary>
public sealed record InstrumentUpdate(DateTimeOffset ReceivedAt, Instrument Instrument) : MarketEvent(ReceivedAt);

/// <summary>A value, or why there is none. <see cref="Skipped"/> counts malformed records that were left out.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Value">The value, null on failure.</param>
/// <param name="Failure">The failure, null on success.</param>
/// <param name="Skipped">Malformed records left out.</param>
public sealed record VenueResult<T>(T? Value, VenueFailure? Failure, int Skipped = 0)
    where T : class
{
    /// <summary>Whether there is a value.</summary>
    public bool IsSuccess => Failure is null;
}

/// <summary>An expected failure of a venue.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Message">Venue, endpoint, symbol and what happened, in one sentence.</param>
/// <param name="RetryAfter">The venue's own word on when to come back.</param>
public sealed record VenueFailure(VenueFailureKind Kind, string Message, TimeSpan? RetryAfter = null);

/// <summary>Kinds of venue failures.</summary>
public enum VenueFailureKind
{
    /// <summary>429 or the venue's own limit code.</summary>
    RateLimited,

    /// <summary>5xx.</summary>
    ServerError,

    /// <summary>No answer in time, or no connection.</summary>
    Unreachable,

    /// <summary>Circuit breaker open.</summary>
    CircuitOpen,

    /// <summary>The answer is not what the venue documents.</summary>
    Malformed,

    /// <summary>The venue does not know the symbol.</summary>
    UnknownSymbol,

    /// <summary>The venue refused for another reason.</summary>
    Refused,
}
