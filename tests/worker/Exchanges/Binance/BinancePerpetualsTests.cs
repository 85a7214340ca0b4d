using CryptoRun.Worker.Exchanges.Binance;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.Binance;
using CryptoRun.Worker.Tests.Exchanges.DerivativesContract;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.Binance;

internal static class BinancePerpetuals
{
    public static PerpetualVenue Venue { get; } = new(
        SimulatedVenue.Binance,
        static (tape, clock, wall) => new LoopbackBinance(tape, clock, wall),
        static (address, clock, wall, monitors) =>
        {
            var endpoints = new BinanceEndpoints
            {
                RestBaseAddress = address.Rest,
                ReadTimeout = address.ReadTimeout,
                Attempts = address.Attempts,
                RetryDelay = PerpetualAddress.RetryDelay,
                RequestsPerSecond = PerpetualAddress.Burst,
                Burst = PerpetualAddress.Burst,
            };
            return new BinanceClient(endpoints.CreateHttp(), endpoints, clock, wall, monitors, NullLogger<BinanceClient>.Instance);
        },
        PerpetualVenue.Summed);
}

public class BinanceVenueTests : PerpetualVenueContract
{
    private protected override PerpetualVenue Venue => BinancePerpetuals.Venue;
}

public class BinanceFeedTests : PerpetualFeedContract
{
    private protected override PerpetualVenue Venue => BinancePerpetuals.Venue;
}
