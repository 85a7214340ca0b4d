using CryptoRun.Worker.Exchanges.KrakenFutures;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.KrakenFutures;
using CryptoRun.Worker.Tests.Exchanges.DerivativesContract;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.KrakenFutures;

internal static class KrakenFuturesPerpetuals
{
    public static PerpetualVenue Venue { get; } = new(
        SimulatedVenue.Kraken,
        static (tape, clock, wall) => new LoopbackFutures(tape, clock, wall),
        static (address, clock, wall, monitors) =>
        {
            var endpoints = new KrakenFuturesEndpoints
            {
                RestBaseAddress = address.Rest,
                ReadTimeout = address.ReadTimeout,
                Attempts = address.Attempts,
                RetryDelay = PerpetualAddress.RetryDelay,
                RequestsPerSecond = PerpetualAddress.Burst,
                Burst = PerpetualAddress.Burst,
            };
            return new KrakenFuturesClient(endpoints.CreateHttp(), endpoints, clock, wall, monitors, NullLogger<KrakenFuturesClient>.Instance);
        },
        PerpetualVenue.Hourly);
}

public class KrakenFuturesVenueTests : PerpetualVenueContract
{
    private protected override PerpetualVenue Venue => KrakenFuturesPerpetuals.Venue;
}

public class KrakenFuturesFeedTests : PerpetualFeedContract
{
    private protected override PerpetualVenue Venue => KrakenFuturesPerpetuals.Venue;
}
