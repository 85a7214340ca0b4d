using CryptoRun.Worker.Tests.Exchanges.Contract;

namespace CryptoRun.Worker.Tests.Exchanges.Okx;

public sealed class OkxContractTests : SpotVenueContract
{
    private protected override SpotVenue Venue { get; } = new OkxSpot();
}
