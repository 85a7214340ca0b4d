using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Okx;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.Okx;
using CryptoRun.Worker.Tests.Exchanges.Contract;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.Okx;

/// <summary>OKX as the contract needs it.</summary>
internal sealed class OkxSpot : SpotVenue
{
    public override SimulatedVenue Seen => SimulatedVenue.Okx;

    /// <summary>They are on OKX's business socket, which is not read.</summary>
    public override bool HasCandleChannel => false;

    public override int RestLevels => 400;

    /// <summary>OKX counts no trades.</summary>
    public override Candle AsTold(Candle candle) => candle with { Trades = null };

    public override LoopbackVenue Loopback(IMarketTape tape, MarketClock clock, TimeProvider wall) => new LoopbackOkx(tape, clock, wall);

    public override (IMarketDataClient Client, IMarketDataStream Stream) Adapter(LoopbackVenue venue, MarketClock clock, TimeProvider wall, VenueMonitors monitors)
    {
        var endpoints = new OkxEndpoints
        {
            RestBaseAddress = venue.RestBaseAddress,
            WebSocketAddress = venue.WebSocketAddress,
            RequestsPerSecond = 1000,
            Burst = 1000,
            HeartbeatTimeout = SpotStage.Patience,
        };
        var symbols = new OkxSymbols();
        return (
            new OkxClient(endpoints.CreateHttp(), endpoints, symbols, clock, wall, monitors, NullLogger<OkxClient>.Instance),
            new OkxStream(endpoints, symbols, clock, wall, monitors, NullLogger<OkxStream>.Instance));
    }
}
