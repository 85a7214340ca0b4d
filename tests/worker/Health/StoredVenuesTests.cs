using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace CryptoRun.Worker.Tests.Health;

public sealed class StoredVenuesTests
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);
    private readonly ManualTime _time = new(At.AddMinutes(2));
    private readonly IVenueHistoryStore _history = Substitute.For<IVenueHistoryStore>();

    [Fact]
    public async Task Newest_WrittenDownByAWorker_IsTheLastOfEachVenueWithItsAgeAndNothingInvented()
    {
        using var stored = Stored(Point("okx", At.AddMinutes(-5), VenueState.Green), Point("okx", At, VenueState.Red), Point("kraken", At, VenueState.Green));
        var statuses = new VenueStatuses(null!, null!, null!, null!, static () => false, static () => null, () => stored.Newest);
        statuses.Now().ShouldBeEmpty();

        await stored.LookAsync(CancellationToken.None);

        statuses.AreElsewhere.ShouldBeTrue();
        statuses.Now().Select(static v => (v.Report.Venue, v.Role, v.Report.Health.State, v.StoredAt)).ShouldBe([("kraken", VenueRole.Scanned, VenueState.Green, At), ("okx", VenueRole.Books, VenueState.Red, At)]);
        var okx = statuses.Now()[1];
        (okx.Books, okx.BooksTrusted, okx.Report.Link, okx.Report.P50Milliseconds).ShouldBe((null, null, null, null));
        okx.Report.Totals.ShouldBe(new VenueTotals(null, null, null, 7, null, null, 1));
        okx.Report.Health.Reason.ShouldBe("as it was said");
        okx.Report.Health.Measures.Select(static m => m.Value).ShouldBe([0.4, 0, 31.5, 1]);
        (okx.Report.Breaker, okx.Report.BudgetLeft).ShouldBe((BreakerState.Open, 3));
    }

    [Fact]
    public async Task Newest_OlderThanAnHour_SaysNothing()
    {
        using var stored = Stored(Point("okx", At, VenueState.Red));
        await stored.LookAsync(CancellationToken.None);
        stored.Newest.ShouldHaveSingleItem();

        _time.Advance(TimeSpan.FromMinutes(59));

        stored.Newest.ShouldBeEmpty();
    }

    private static VenuePoint Point(string venue, DateTimeOffset at, VenueState state) => new(at, at.AddSeconds(1), venue, state, "as it was said", 31.5, 0, 0.4, 1, BreakerState.Open, 3, 7, 1);

    private StoredVenues Stored(params VenuePoint[] points)
    {
        _history.ReadAsync(Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(points);
        return new StoredVenues(_history, WorkerSettings.Load([]).Venues, new VenueHealthOptions(), new MarketClock(_time, null, 1), _time, NullLogger<StoredVenues>.Instance);
    }
}
