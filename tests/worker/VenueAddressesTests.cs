using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests;

public sealed class VenueAddressesTests
{
    [Fact]
    public async Task Use_SimulatedMarket_EveryAddressOfEveryVenueIsOnThisMachine()
    {
        var settings = WorkerSettings.Load(["Market:Source=Simulated", "Market:Simulation:Coins=10"]);
        await using var venues = await LoopbackVenues.StartAsync(
            settings.Market, new MarketClock(TimeProvider.System, null, 1), TimeProvider.System, cancellationToken: TestContext.Current.CancellationToken);
        var addresses = new VenueAddresses(settings);
        Should.Throw<InvalidOperationException>(() => addresses.InForce);

        addresses.Use(venues);

        addresses.InForce.Count.ShouldBe(settings.Venues.All.Count);
        foreach (var endpoints in addresses.InForce)
        {
            foreach (var address in endpoints.GetType().GetProperties().Where(static p => p.PropertyType == typeof(Uri)))
                ((Uri)address.GetValue(endpoints)!).IsLoopback.ShouldBeTrue($"{endpoints.GetType().Name}.{address.Name}");
        }
    }

    [Fact]
    public void InForce_LiveMarket_IsTheConfiguredVenuesWithoutTheDisabled()
    {
        var settings = WorkerSettings.Load(["Market:Source=Live", "Venues:Okx:Enabled=false"]);

        new VenueAddresses(settings).InForce.Count.ShouldBe(settings.Venues.All.Count - 1);
        settings.Venues.All.Select(static v => v.Role).ShouldBe(
            [VenueRole.Scanned, VenueRole.Books, VenueRole.Books, VenueRole.Perpetuals, VenueRole.Perpetuals, VenueRole.Perpetuals, VenueRole.Perpetuals, VenueRole.Reserves]);
    }
}
