using CryptoRun.Worker.Markets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation.Coinbase;

/// <summary>Coinbase Exchange's public REST interface and WebSocket feed over a tape.</summary>
internal sealed class LoopbackCoinbase : LoopbackVenue
{
    private readonly CoinbaseRest _rest;
    private readonly CoinbaseSubscriptions _subscriptions;

    /// <summary>Builds the venue.</summary>
    /// <param name="tape">The market.</param>
    /// <param name="clock">Market time.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="loggers">Null for silence.</param>
    public LoopbackCoinbase(IMarketTape tape, MarketClock clock, TimeProvider wall, ILoggerFactory? loggers = null)
        : this(tape, clock, wall, loggers, new CoinbaseNumbers(tape, clock.GetUtcNow()))
    {
    }

    private LoopbackCoinbase(IMarketTape tape, MarketClock clock, TimeProvider wall, ILoggerFactory? loggers, CoinbaseNumbers numbers)
        : base("coinbase", tape, clock, wall, loggers, _ => new CoinbaseVoice(numbers), "/")
    {
        _rest = new CoinbaseRest(Tape, numbers);
        _subscriptions = new CoinbaseSubscriptions(Tape, clock, Feed, numbers);
    }

    /// <inheritdoc />
    protected override LoopbackAnswer Answer(HttpRequest request, DateTimeOffset now) => _rest.Answer(request, now);

    /// <inheritdoc />
    protected override LoopbackAnswer TooOften(DateTimeOffset now) => new(StatusCodes.Status429TooManyRequests, CoinbaseAnswers.Refusal("Public rate limit exceeded"));

    /// <inheritdoc />
    protected override void Handle(LoopbackSocket socket, ReadOnlyMemory<byte> message) => _subscriptions.Handle(socket, message);
}
