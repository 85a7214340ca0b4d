using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Exchanges.KrakenFutures;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Regimes;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sql;
using CryptoRun.Worker.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Scanning;

/// <summary>A scan of the simulated market with books and perpetuals that came over the wire: what is stored of it gives the same hash and the same score again.</summary>
public sealed class FeedsRoundTripTests : IAsyncDisposable
{
    private static readonly KrakenSymbols Symbols = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("cryptorun-feeds").FullName;
    private readonly MarketClock _clock = new(TimeProvider.System, new DateTimeOffset(2025, 11, 6, 15, 59, 50, TimeSpan.Zero), 1);
    private readonly ScanOptions _options = new();
    private SqliteStore _store = null!;
    private LoopbackVenues _venues = null!;
    private CandleFeed _feed = null!;

    [Fact]
    public async Task Scan_WithBooksAndPerpetuals_IsVerifiedFromWhatIsStored()
    {
        await StartAsync();
        var at = JobSecond(_clock.GetUtcNow());
        var snapshot = await _feed.SnapshotAsync(at, [], CancellationToken.None);
        using var board = new LiveBoard(TimeProvider.System);
        using var keeper = new RegimeKeeper(new SqlRegimeStore(_store), new RegimeOptions(), NullLogger<RegimeKeeper>.Instance);
        var runner = new ScanRunner(new SnapshotSource(_feed.SnapshotAsync), keeper, new SqlScanStore(_store), board, _clock, MarketSource.Simulated, _options);
        var scan = await runner.RunAsync(at, "run1", "scan.hot", new ScanReport("run1", "scan.hot", new StageTimes(), TimeProvider.System, static _ => { }, CancellationToken.None), CancellationToken.None);

        scan.DecidedAt.ShouldNotBeNull().ShouldBeGreaterThan(at);
        (await new SqlScanStore(_store).FindAsync(scan.Result.ScanId, CancellationToken.None))!.DecidedAt.ShouldBe(scan.DecidedAt);
        snapshot.Warnings.ShouldBeEmpty();
        snapshot.Symbols.ShouldAllBe(s => s.Feeds.Books!.Count == 1 && s.Feeds.Perpetuals != null);
        var listed = snapshot.Symbols.Where(s => s.Feeds.Perpetuals is [_]).ToList();
        listed.Count.ShouldBeGreaterThan(10);
        foreach (var perpetual in listed.Select(s => s.Feeds.Perpetuals![0]))
        {
            perpetual.Venue.ShouldBe("krakenfutures");
            perpetual.Funding.Count.ShouldBeGreaterThan(300);
            perpetual.OpenInterest.Count.ShouldBeGreaterThan(300);
            perpetual.Mark!.Value.Time.ShouldBeLessThanOrEqualTo(at);
            perpetual.Funding.Zip(perpetual.Funding.Skip(1)).ShouldAllBe(p => p.Second.Time - p.First.Time == TimeSpan.FromHours(1));
        }

        var verifier = new ScanVerifier(new SqlScanStore(_store), new SqliteCandleStore(_store), new SqlDerivativesStore(_store), _options);
        foreach (var candidate in scan.Result.Candidates.Take(2).Append(scan.Result.Candidates[^1]))
            (await verifier.VerifyAsync(candidate.Symbol, scan.Result.ScanId, CancellationToken.None))!.Problem.ShouldBeNull(candidate.Symbol);
        scan.Result.Candidates.Count.ShouldBeGreaterThan(10);

        // A job that leaves the perpetuals' only venue out scans as if it were not configured, and that is what verifies.
        var without = await runner.RunAsync(at.AddSeconds(1), "run2", "scan.hot", new ScanReport("run2", "scan.hot", new StageTimes(), TimeProvider.System, static _ => { }, CancellationToken.None), CancellationToken.None, venues: new VenueChoice(["krakenfutures"]));
        without.Inputs.ShouldAllBe(static i => i.Feeds!.Perpetuals == null && i.Feeds.Books!.Count == 1);
        without.Result.Candidates.ShouldAllBe(static c => c.Gates.Single(g => g.Gate == "funding").Outcome == Domain.Gates.GateOutcome.NotApplicable && c.Market.FundingZ == null);
        without.Result.Candidates.ShouldAllBe(static c => c.Gates.Single(g => g.Gate == "funding").Reason == "not applicable: no feed, krakenfutures left out by the job");
        (await new SqlScanStore(_store).FindAsync(without.Result.ScanId, CancellationToken.None))!.Result.LeftOut!.Perpetuals.ShouldBe(["krakenfutures"]);
        (await verifier.VerifyAsync(without.Result.Candidates[0].Symbol, without.Result.ScanId, CancellationToken.None))!.Problem.ShouldBeNull();
        TestContext.Current.TestOutputHelper?.WriteLine($"inputs {CompressedJson.Pack(scan.Inputs).Length} bytes for {scan.Inputs.Count} symbols; without feeds {CompressedJson.Pack(scan.Inputs.Select(i => i with { Feeds = null }).ToList()).Length}");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(Environment.NewLine, scan.Result.Candidates.Take(4).Select(c => $"{c.Symbol} {c.Final:0.0} = {c.Composite:0.0} + {c.Boost}; spread {c.Market.SpreadBps:0.0} depth {c.Market.DepthUsd:0} funding {c.Market.FundingZ:0.00} {string.Join(", ", c.Gates.Select(g => $"{g.Gate} {g.Outcome}"))}")));
    }

    [Fact]
    public async Task Hour_Passes_FundingAndInterestOfItArriveAndAreStored()
    {
        await StartAsync();
        var hour = new DateTimeOffset(2025, 11, 6, 16, 0, 0, TimeSpan.Zero);
        var perpetual = await UntilAsync(p => p.Funding[^1].Time == hour && p.OpenInterest[^1].Time == hour);

        var tape = _venues.Tape.PerpetualHours(hour, "BTC-USD", hour)[0];
        perpetual.Funding[^1].ShouldBe(new FundingRate(hour, tape.Rate, 1));
        perpetual.Funding[^2].ShouldBe(new FundingRate(hour.AddHours(-1), _venues.Tape.PerpetualHours(hour, "BTC-USD", hour.AddHours(-1))[0].Rate, 1));
        var stored = await new SqlDerivativesStore(_store).ReadAsync("krakenfutures", hour, hour, DateTimeOffset.MaxValue, CancellationToken.None);
        stored["BTC-USD"].Funding.ShouldHaveSingleItem().ShouldBe(perpetual.Funding[^1]);
        stored["BTC-USD"].OpenInterest.ShouldHaveSingleItem().ShouldBe(perpetual.OpenInterest[^1]);
    }

    [Theory]
    [InlineData(VenueFault.TooManyRequests)]
    [InlineData(VenueFault.LimitCode)]
    [InlineData(VenueFault.ServerError)]
    [InlineData(VenueFault.WrongJson)]
    public async Task Faults_OfTheDerivativesVenue_HealAndNeverStopTheFeed(object fault)
    {
        await StartAsync(venues => venues.KrakenFutures!.Faults.FailNext((VenueFault)fault, calls: 4, TimeSpan.Zero));
        (await UntilAsync(_ => true)).Funding.Count.ShouldBeGreaterThan(300);
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.StopAsync(CancellationToken.None);
        _feed.Dispose();
        await _venues.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static DateTimeOffset JobSecond(DateTimeOffset now) => now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerSecond));

    private async Task<PerpetualFeed> UntilAsync(Func<PerpetualFeed, bool> condition)
    {
        for (var i = 0; i < 1000; i++)
        {
            var snapshot = await _feed.SnapshotAsync(_clock.GetUtcNow(), [], CancellationToken.None);
            if (snapshot.Symbols.First(s => s.Candles.Symbol == "BTC-USD").Feeds.Perpetuals is [var perpetual] && condition(perpetual)) return perpetual;
            await Task.Delay(25);
        }

        throw new TimeoutException("The perpetual never came into the expected state.");
    }

    private async Task StartAsync(Action<LoopbackVenues>? before = null)
    {
        _store = SqliteStore.Open(Path.Combine(_directory, "feeds.db"), MarketSource.Simulated, NullLogger.Instance);
        _venues = await LoopbackVenues.StartAsync(new MarketOptions { Simulation = new SimulationOptions { Coins = 20 } }, _clock, TimeProvider.System);
        before?.Invoke(_venues);
        var kraken = new KrakenEndpoints { RestBaseAddress = _venues.Kraken.RestBaseAddress, WebSocketAddress = _venues.Kraken.WebSocketAddress, RequestsPerSecond = 500, Burst = 50 };
        var futures = new KrakenFuturesEndpoints { RestBaseAddress = _venues.KrakenFutures!.RestBaseAddress, RequestsPerSecond = 500, Burst = 50, RetryDelay = TimeSpan.FromMilliseconds(20) };
        var client = new KrakenFuturesClient(futures.CreateHttp(), futures, _clock, TimeProvider.System, new VenueMonitors(TimeProvider.System), NullLogger<KrakenFuturesClient>.Instance);
        _feed = new CandleFeed(
            new KrakenClient(kraken.CreateHttp(), kraken, Symbols, _clock, TimeProvider.System, new VenueMonitors(TimeProvider.System), NullLogger<KrakenClient>.Instance),
            new KrakenStream(kraken, Symbols, _clock, TimeProvider.System, new VenueMonitors(TimeProvider.System), NullLogger<KrakenStream>.Instance),
            new SqliteCandleStore(_store),
            new QuoteBook(),
            _clock,
            TimeProvider.System,
            new UniverseLists(),
            new FeedOptions { RetryDelay = TimeSpan.FromSeconds(0.5), SnapshotWait = TimeSpan.FromSeconds(30) },
            _options,
            new OrderBookKeeper(),
            new TradeTape(),
            new SideSources([], [new DerivativesFeed(client, new SqlDerivativesStore(_store), _clock, TimeProvider.System, TimeSpan.FromSeconds(0.3), NullLogger<DerivativesFeed>.Instance)]),
            NullLogger<CandleFeed>.Instance);
        await _feed.StartAsync(CancellationToken.None);
        await _feed.OpenedAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }
}
