using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Coinbase;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.Coinbase;
using CryptoRun.Worker.Tests.Exchanges.Contract;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.Coinbase;

public sealed class CoinbaseContractTests : SpotVenueContract
{
    private protected override SpotVenue Venue { get; } = new Coinbase();

    private sealed class Coinbase : SpotVenue
    {
        public override SimulatedVenue Seen => SimulatedVenue.Coinbase;

        public override bool HasCandleChannel => false;

        public override Candle AsTold(Candle candle) => candle with { QuoteVolume = null, Trades = null };

        public override Trade AsTold(Trade trade) => trade with { Id = null };

        public override LoopbackVenue Loopback(IMarketTape tape, MarketClock clock, TimeProvider wall) => new LoopbackCoinbase(tape, clock, wall);

        public override (IMarketDataClient Client, IMarketDataStream Stream) Adapter(LoopbackVenue venue, MarketClock clock, TimeProvider wall, VenueMonitors monitors)
        {
            var endpoints = new CoinbaseEndpoints
            {
                RestBaseAddress = venue.RestBaseAddress,
                WebSocketAddress = venue.WebSocketAddress,
                RequestsPerSecond = 1000,
                Burst = 1000,
                HeartbeatTimeout = SpotStage.Patience,
            };
            var symbols = new CoinbaseSymbols();
            return (
                new CoinbaseClient(endpoints.CreateHttp(), endpoints, symbols, clock, wall, monitors, NullLogger<CoinbaseClient>.Instance),
                new CoinbaseStream(endpoints, symbols, clock, wall, monitors, NullLogger<CoinbaseStream>.Instance));
        }
    }
}
