using CryptoRun.Worker.Exchanges.Bybit;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.Bybit;
using CryptoRun.Worker.Tests.Exchanges.DerivativesContract;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.Bybit;

internal static class BybitPerpetuals
{
    public static PerpetualVenue Venue { get; } = new(
        SimulatedVenue.Bybit,
        static (tape, clock, wall) => new LoopbackBybit(tape, clock, wall),
        static (address, clock, wall, monitors) =>
        {
            var endpoints = new BybitEndpoints
            {
                RestBaseAddress = address.Rest,
                ReadTimeout = address.ReadTimeout,
                Attempts = address.Attempts,
                RetryDelay = PerpetualAddress.RetryDelay,
                RequestsPerSecond = PerpetualAddress.Burst,
                Burst = PerpetualAddress.Burst,
            };
            return new BybitClient(endpoints.CreateHttp(), endpoints, clock, wall, monitors, NullLogger<BybitClient>.Instance);
        },
        PerpetualVenue.Summed);
}

public class BybitVenueTests : PerpetualVenueContract
{
    private protected override PerpetualVenue Venue => BybitPerpetuals.Venue;
}

public class BybitFeedTests : PerpetualFeedContract
{
    private protected override PerpetualVenue Venue => BybitPerpetuals.Venue;
}
