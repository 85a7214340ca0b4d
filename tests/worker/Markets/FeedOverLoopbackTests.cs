using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Markets;

/// <summary>The whole way in: loopback Kraken, its protocols, the Kraken adapter, the feed, the embedded store; scans hold the clock at 3600 market seconds a second.</summary>
public sealed class FeedOverLoopbackTests : IAsyncDisposable
{
    private const int LookBack = 400;
    private static readonly DateTimeOffset Start = new(2025, 11, 6, 15, 20, 0, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("cryptorun-feed").FullName;
    private readonly MarketClock _clock = new(TimeProvider.System, Start, 3600);
    private readonly QuoteBook _quotes = new();
    private SqliteStore _store = null!;
    private LoopbackVenues _venues = null!;
    private CandleFeed _feed = null!;

    [Fact]
    public async Task Snapshot_EveryHourOfAFastMarketWithFaults_IsExactlyWhatTheStoreGivesBack()
    {
        await StartAsync();
        var store = new SqliteCandleStore(_store);
        List<(DateTimeOffset At, FeedSnapshot Snapshot)> taken = [];
        var hold = _clock.Hold(Start.AddMinutes(1));
        await _feed.OpenedAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        for (var at = ScanWindow.To(Start) + CandleSeries.BarWidth; taken.Count < 5; at += CandleSeries.BarWidth)
        {
            // As the schedule does: a little behind the slot.
            var next = _clock.Hold(at.AddMinutes(1));
            hold.Dispose();
            hold = next;
            await _clock.DelayUntilAsync(at, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
            taken.Add((at, await _feed.SnapshotAsync(at, [], CancellationToken.None)));
            if (taken.Count == 2) _venues.Kraken.Faults.DropSockets();
            if (taken.Count == 3) _venues.Kraken.Faults.TruncateNextFrame();
            if (taken.Count == 4) _venues.Kraken.Faults.FailNext(VenueFault.LimitCode);
        }

        hold.Dispose();
        taken[0].Snapshot.Warnings.ShouldBeEmpty();
        taken[0].Snapshot.Symbols.ShouldAllBe(s => s.Candles.End == taken[0].At && s.Quote != null);
        foreach (var (at, snapshot) in taken)
        {
            snapshot.Symbols.Count.ShouldBeGreaterThan(5);
            foreach (var symbol in snapshot.Symbols)
            {
                var candles = await store.ReadAsync(
                    "kraken", symbol.Candles.Symbol, CandleSeries.BarWidth, ScanWindow.From(at, LookBack), ScanWindow.To(at), snapshot.KnownAt, CancellationToken.None);
                ShouldBeSame(symbol.Candles, CandleSeries.FromHourly(symbol.Candles.Symbol, "kraken", candles));
                if (symbol.Quote is { } quote) quote.ExchangeTime.ShouldBeLessThanOrEqualTo(snapshot.KnownAt);
            }
        }

        taken.Zip(taken.Skip(1)).ShouldAllBe(pair => pair.First.Snapshot.KnownAt < pair.Second.Snapshot.KnownAt);
    }

    [Fact]
    public async Task Candles_OverRestAndStream_AreTheTapesToTheLastDigit()
    {
        await StartAsync();
        var hold = _clock.Hold(Start.AddHours(2).AddMinutes(1));
        await _feed.Ready.WaitAsync(TimeSpan.FromSeconds(30));
        await _clock.DelayUntilAsync(Start.AddHours(2), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        var snapshot = await _feed.SnapshotAsync(Start.AddHours(2), [], CancellationToken.None);

        foreach (var symbol in snapshot.Symbols.Select(s => s.Candles.Symbol))
        {
            var (from, to) = (ScanWindow.From(Start, LookBack), ScanWindow.To(Start.AddHours(2)));
            var stored = await new SqliteCandleStore(_store).ReadAsync("kraken", symbol, CandleSeries.BarWidth, from, to, snapshot.KnownAt, CancellationToken.None);
            stored.ShouldBe(_venues.Tape.CandlesAt(Start.AddHours(2), symbol, from, to).Select(c => c.Candle));
        }

        hold.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.StopAsync(CancellationToken.None);
        _feed.Dispose();
        await _venues.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static void ShouldBeSame(CandleSeries a, CandleSeries b)
    {
        (a.Start, a.Count).ShouldBe((b.Start, b.Count), a.Symbol);
        foreach (var (x, y) in ((double[], double[])[])[(a.Open.ToArray(), b.Open.ToArray()), (a.High.ToArray(), b.High.ToArray()), (a.Low.ToArray(), b.Low.ToArray()),
            (a.Close.ToArray(), b.Close.ToArray()), (a.Volume.ToArray(), b.Volume.ToArray()), (a.VolumeUsd.ToArray(), b.VolumeUsd.ToArray())])
        {
            x.ShouldBe(y, a.Symbol);
        }

        a.Filled.ToArray().ShouldBe(b.Filled.ToArray(), a.Symbol);
    }

    private async Task StartAsync()
    {
        _store = SqliteStore.Open(Path.Combine(_directory, "feed.db"), MarketSource.Simulated, NullLogger.Instance);
        _venues = await LoopbackVenues.StartAsync(new MarketOptions { Simulation = new SimulationOptions { Coins = 12 } }, _clock, TimeProvider.System);
        var endpoints = new KrakenEndpoints
        {
            RestBaseAddress = _venues.Kraken.RestBaseAddress,
            WebSocketAddress = _venues.Kraken.WebSocketAddress,
            RequestsPerSecond = 200,
            Burst = 20,
            RetryDelay = TimeSpan.FromMilliseconds(50),
        };
        var symbols = new KrakenSymbols();
        _feed = new CandleFeed(
            new KrakenClient(endpoints.CreateHttp(), endpoints, symbols, _clock, TimeProvider.System, new VenueMonitors(TimeProvider.System), NullLogger<KrakenClient>.Instance),
            new KrakenStream(endpoints, symbols, _clock, TimeProvider.System, new VenueMonitors(TimeProvider.System), NullLogger<KrakenStream>.Instance),
            new SqliteCandleStore(_store),
            _quotes,
            _clock,
            TimeProvider.System,
            new UniverseLists(),
            new FeedOptions { RetryDelay = TimeSpan.FromSeconds(0.5) },
            new ScanOptions { LookBackHours = LookBack },
            new OrderBookKeeper(), new TradeTape(), SideSources.None, NullLogger<CandleFeed>.Instance);
        await _feed.StartAsync(CancellationToken.None);
    }
}
