using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Tests.Markets;
using CryptoRun.Worker.Tests.Scheduling;
using NSubstitute;

namespace CryptoRun.Worker.Tests.Health;

public sealed class HealthJobTests : IDisposable
{
    private readonly ManualTime _wall = new(FeedBench.Noon);
    private readonly VenueMonitors _monitors;
    private readonly OrderBookKeeper _books = new();
    private readonly VenueStatuses _venues;
    private readonly JobBench _bench;
    private readonly IVenueHistoryStore _history = Substitute.For<IVenueHistoryStore>();
    private bool _hasStarted = true;

    public HealthJobTests()
    {
        _monitors = new VenueMonitors(_wall);
        var settings = WorkerSettings.Load(["Market:Source=Live", "Venues:DefiLlama:Enabled=false", "Venues:Bybit:Enabled=false", "Venues:Binance:Enabled=false", "Venues:OkxDerivatives:Enabled=false"]);
        _venues = new VenueStatuses(new VenueAddresses(settings), _monitors, _books, new VenueHealthOptions(), () => _hasStarted, static () => null);
        _bench = new JobBench(_wall);
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Execute_VenuesInEachState_AreCountedAndTheOthersWarnedOf()
    {
        foreach (var venue in (string[])["kraken", "okx", "coinbase"]) _monitors.Of(venue).Called(TimeSpan.FromMilliseconds(10), isError: false);
        _monitors.Of("okx").Called(TimeSpan.FromMilliseconds(1500), isError: false);

        var run = await ExecuteAsync();

        run.Counts.ShouldBe(new Dictionary<string, long> { ["green"] = 2, ["yellow"] = 1, ["red"] = 1, ["breakersOpen"] = 0 }, ignoreOrder: true);
        var points = (IReadOnlyList<VenuePoint>)_history.ReceivedCalls().ShouldHaveSingleItem().GetArguments()[0]!;
        points.Select(p => (p.At, p.Venue, p.State)).ShouldBe([(run.ScheduledFor, "kraken", VenueState.Green), (run.ScheduledFor, "okx", VenueState.Yellow), (run.ScheduledFor, "coinbase", VenueState.Green), (run.ScheduledFor, "krakenfutures", VenueState.Red)]);
        points[1].P99Milliseconds.ShouldBe(1500);
        run.Warnings.ShouldBe(["okx is Yellow: p99 1500 ms", "krakenfutures is Red: never heard from"]);
    }

    [Fact]
    public async Task Execute_MarketHasNotStarted_CountsNoneAndWarnsOfNothing()
    {
        _hasStarted = false;

        var run = await ExecuteAsync();

        run.Counts.Values.ShouldAllBe(n => n == 0);
        run.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Now_Books_AreCountedByVenue()
    {
        _books.Open(VenueBook.Of("BTC-USD", "okx", FeedBench.Noon, 100));
        _books.Open(VenueBook.Of("ETH-USD", "okx", FeedBench.Noon, 100));
        _books.Open(VenueBook.Of("ETH-USD", "kraken", FeedBench.Noon, 100));
        _books.Find("ETH-USD", "okx")!.Lose(FeedBench.Noon);

        var now = _venues.Now();

        now.Select(v => (v.Report.Venue, v.Role)).ShouldBe([("kraken", VenueRole.Scanned), ("okx", VenueRole.Books), ("coinbase", VenueRole.Books), ("krakenfutures", VenueRole.Perpetuals)]);
        now.Select(v => (v.BooksTrusted, v.Books)).ShouldBe([(1, 1), (1, 2), (0, 0), (0, 0)]);
        now.ShouldAllBe(v => v.Faults.Count == 0);
    }

    [Fact]
    public void FaultSwitches_LiveMarket_DoNotExist()
    {
        var switches = new FaultSwitches(static () => null);

        switches.Exist.ShouldBeFalse();
        switches.Venues.ShouldBeEmpty();
        switches.Switch("kraken", VenueFault.Slow, on: true).ShouldBeFalse();
        switches.Clear("kraken").ShouldBeFalse();
    }

    private Task<JobRun> ExecuteAsync() => _bench.ExecuteAsync(JobNames.Health, runs => new HealthJob(runs, _venues, _history));
}
