using CryptoRun.Worker.Markets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation.Okx;

/// <summary>OKX's public REST interface and WebSocket v5 over a tape: spot, and the tape's perpetuals.</summary>
internal sealed class LoopbackOkx : LoopbackVenue
{
    private readonly LoopbackTalk _talk;
    private readonly LoopbackRest _rest;

    /// <summary>Builds the venue.</summary>
    /// <param name="tape">The market.</param>
    /// <param name="clock">Market time.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="loggers">Null for silence.</param>
    public LoopbackOkx(IMarketTape tape, MarketClock clock, TimeProvider wall, ILoggerFactory? loggers = null)
        : base("okx", tape, clock, wall, loggers, static _ => new OkxVoice(), "/ws/v5/public")
    {
        _talk = new LoopbackTalk(Tape, clock, Feed);
        _rest = new LoopbackRest(Tape);
    }

    /// <inheritdoc />
    protected override LoopbackAnswer Answer(HttpRequest request, DateTimeOffset now) => _rest.Answer(request, now);

    /// <inheritdoc />
    protected override LoopbackAnswer TooOften(DateTimeOffset now) => new(StatusCodes.Status200OK, LoopbackBodies.Error("50011", "Too Many Requests"));

    /// <inheritdoc />
    protected override void Handle(LoopbackSocket socket, ReadOnlyMemory<byte> message) => _talk.Handle(socket, message);
}
