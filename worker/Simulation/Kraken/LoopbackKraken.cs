using CryptoRun.Worker.Markets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation.Kraken;

/// <summary>Kraken's public REST interface and WebSocket v2 over a tape.</summary>
internal sealed class LoopbackKraken : LoopbackVenue
{
    private readonly LoopbackRequests _requests;
    private readonly LoopbackRest _rest;

    /// <summary>Builds the venue.</summary>
    /// <param name="tape">The market.</param>
    /// <param name="clock">Market time.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="loggers">Null for silence.</param>
    public LoopbackKraken(IMarketTape tape, MarketClock clock, TimeProvider wall, ILoggerFactory? loggers = null)
        : base("kraken", tape, clock, wall, loggers, static faults => new KrakenVoice(faults), "/v2")
    {
        _requests = new LoopbackRequests(Tape, clock, Feed);
        _rest = new LoopbackRest(Tape);
    }

    /// <inheritdoc />
    /// <remarks>The only venue whose book messages carry a checksum that is read.</remarks>
    public override IReadOnlyList<VenueFault> CanShow => Enum.GetValues<VenueFault>();

    /// <inheritdoc />
    protected override LoopbackAnswer Answer(HttpRequest request, DateTimeOffset now) => _rest.Answer(request, now);

    /// <inheritdoc />
    protected override LoopbackAnswer TooOften(DateTimeOffset now) => new(StatusCodes.Status200OK, LoopbackAnswers.Error("EAPI:Rate limit exceeded"));

    /// <inheritdoc />
    protected override byte[] Greeting(long connection) => LoopbackFrames.Status(connection);

    /// <inheritdoc />
    protected override void Handle(LoopbackSocket socket, ReadOnlyMemory<byte> message) => _requests.Handle(socket, message);
}
