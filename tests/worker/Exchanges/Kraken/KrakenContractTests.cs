using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.Kraken;
using CryptoRun.Worker.Tests.Exchanges.Contract;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

public sealed class KrakenContractTests : SpotVenueContract
{
    private protected override SpotVenue Venue { get; } = new Kraken();

    private sealed class Kraken : SpotVenue
    {
        public override SimulatedVenue Seen => SimulatedVenue.Kraken;

        public override bool HasChecksums => true;

        public override int CheckedLevels => 10;

        public override int RestLevels => 500;

        public override LoopbackVenue Loopback(IMarketTape tape, MarketClock clock, TimeProvider wall) => new LoopbackKraken(tape, clock, wall);

        public override (IMarketDataClient Client, IMarketDataStream Stream) Adapter(LoopbackVenue venue, MarketClock clock, TimeProvider wall, VenueMonitors monitors)
        {
            var endpoints = new KrakenEndpoints
            {
                RestBaseAddress = venue.RestBaseAddress,
                WebSocketAddress = venue.WebSocketAddress,
                RequestsPerSecond = 1000,
                Burst = 1000,
                HeartbeatTimeout = SpotStage.Patience,
            };
            var symbols = new KrakenSymbols();
            return (
                new KrakenClient(endpoints.CreateHttp(), endpoints, symbols, clock, wall, monitors, NullLogger<KrakenClient>.Instance),
                new KrakenStream(endpoints, symbols, clock, wall, monitors, NullLogger<KrakenStream>.Instance));
        }
    }
}
