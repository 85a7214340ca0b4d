using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Storage;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class VenueHistoryStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task ReadAsync_Appended_TheSamePointsByVenueOldestFirst()
    {
        VenuePoint[] points = [Point(1), Point(0), Point(0, "binance") with { P99Milliseconds = null, ErrorRate = null, HeartbeatSeconds = null, Completeness = null, Breaker = null, BudgetLeft = null, State = VenueState.Red }];

        (await Stores.VenueHistory.AppendAsync(points, None)).ShouldBe(3);

        (await Stores.VenueHistory.ReadAsync(T0, T0.AddHours(1), None)).ShouldBe([points[2], points[1], points[0]]);
    }

    [Fact]
    public async Task AppendAsync_SameInstant_TheFirstStays()
    {
        await Stores.VenueHistory.AppendAsync([Point(0)], None);

        (await Stores.VenueHistory.AppendAsync([Point(0) with { State = VenueState.Red }, Point(1)], None)).ShouldBe(1);

        (await Stores.VenueHistory.ReadAsync(T0, T0.AddHours(1), None)).ShouldBe([Point(0), Point(1)]);
    }

    [Fact]
    public async Task ReadAsync_Span_BothEndsIncluded()
    {
        await Stores.VenueHistory.AppendAsync([.. Enumerable.Range(0, 9).Select(i => Point(i))], None);

        (await Stores.VenueHistory.ReadAsync(T0.AddMinutes(10), T0.AddMinutes(20), None)).ShouldBe([Point(2), Point(3), Point(4)]);
    }

    [Fact]
    public async Task Retention_OldPoints_AreForgotten()
    {
        await Stores.VenueHistory.AppendAsync([Point(0) with { At = T0.AddDays(-31) }, Point(0) with { At = T0.AddDays(-29) }], None);

        (await Stores.Retention.ApplyAsync(T0, new RetentionOptions(), None)).VenuePoints.ShouldBe(1);

        (await Stores.VenueHistory.ReadAsync(T0.AddDays(-99), T0, None)).ShouldHaveSingleItem().At.ShouldBe(T0.AddDays(-29));
    }

    private static VenuePoint Point(int slot, string venue = "kraken") =>
        new(T0.AddMinutes(5 * slot), T0.AddSeconds(slot), venue, VenueState.Yellow, "p99 1500 ms", 1500.5, 1.0 / 3, 0.25, 0.999, BreakerState.HalfOpen, 12.5, 3_000_000_000, 4);
}
