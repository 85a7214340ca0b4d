using CryptoRun.Worker.Exchanges.Okx;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.Okx;
using CryptoRun.Worker.Tests.Exchanges.DerivativesContract;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.Okx;

internal static class OkxPerpetuals
{
    public static PerpetualVenue Venue { get; } = new(
        SimulatedVenue.Okx,
        static (tape, clock, wall) => new LoopbackOkx(tape, clock, wall),
        static (address, clock, wall, monitors) =>
        {
            var endpoints = new OkxDerivativesEndpoints
            {
                RestBaseAddress = address.Rest,
                ReadTimeout = address.ReadTimeout,
                Attempts = address.Attempts,
                RetryDelay = PerpetualAddress.RetryDelay,
                RequestsPerSecond = PerpetualAddress.Burst,
                Burst = PerpetualAddress.Burst,
            };
            return new OkxDerivativesClient(endpoints.CreateHttp(), endpoints, clock, wall, monitors, NullLogger<OkxDerivativesClient>.Instance);
        },
        PerpetualVenue.Summed);
}

public class OkxVenueTests : PerpetualVenueContract
{
    private protected override PerpetualVenue Venue => OkxPerpetuals.Venue;
}

public class OkxFeedTests : PerpetualFeedContract
{
    private protected override PerpetualVenue Venue => OkxPerpetuals.Venue;
}
