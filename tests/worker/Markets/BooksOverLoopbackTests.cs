using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sqlite;
using CryptoRun.Worker.Tests.Exchanges;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Markets;

/// <summary>Books the whole way: loopback Kraken, WebSocket, adapter with checksums, keeper, snapshot, what a scan writes down.</summary>
public sealed class BooksOverLoopbackTests : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("cryptorun-books").FullName;
    private readonly MarketClock _clock = new(TimeProvider.System, new DateTimeOffset(2025, 11, 6, 15, 20, 0, TimeSpan.Zero), 1);
    private readonly CapturedLog<KrakenStream> _log = new();
    private SqliteStore _store = null!;
    private LoopbackVenues _venues = null!;
    private CandleFeed _feed = null!;

    [Fact]
    public async Task Snapshot_FirstOne_HasEveryBookAndItsTopIsTheTapes()
    {
        await StartAsync();
        var snapshot = await SnapshotAsync();

        snapshot.Warnings.ShouldBeEmpty();
        foreach (var symbol in snapshot.Symbols)
        {
            var book = symbol.Feeds.Books.ShouldHaveSingleItem();
            var tape = _venues.Tape.BookAt(book.ExchangeTime, symbol.Candles.Symbol)!;
            (book.Integrity, book.Venue, book.Symbol).ShouldBe((BookIntegrity.Verified, "kraken", symbol.Candles.Symbol));
            book.Bids.ShouldBe(tape.Bids.Take(book.Bids.Count));
            book.Asks.ShouldBe(tape.Asks.Take(book.Asks.Count));
            book.Bids.Count.ShouldBeGreaterThan(20);
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1000)]
    public async Task Updates_ForSomeSeconds_BooksStayTheTapesToTheLastLevel(int depth)
    {
        await StartAsync(depth);
        await SnapshotAsync();
        await UntilAsync(s => s.Symbols.All(i => i.Feeds.Books is [{ } b] && b.ExchangeTime > _clock.GetUtcNow().AddSeconds(-4) && b.ExchangeTime > new DateTimeOffset(2025, 11, 6, 15, 20, 3, TimeSpan.Zero)));

        foreach (var symbol in (await SnapshotAsync()).Symbols)
        {
            var book = symbol.Feeds.Books![0];
            var tape = _venues.Tape.BookAt(book.ExchangeTime, symbol.Candles.Symbol)!;
            book.Bids.ShouldBe(tape.Bids.Take(book.Bids.Count), symbol.Candles.Symbol);
            book.Asks.ShouldBe(tape.Asks.Take(book.Asks.Count), symbol.Candles.Symbol);
        }

        _log.Lines.ShouldNotContain(l => l.Text.Contains("checksum"));
    }

    [Fact]
    public async Task CorruptChecksum_BookIsUntrustedThenSubscribedAgainThenTrusted()
    {
        await StartAsync();
        await SnapshotAsync();

        _venues.Kraken.Faults.CorruptChecksums();
        var untrusted = await UntilAsync(s => s.Symbols.Any(i => i.Feeds.Books is [{ Integrity: BookIntegrity.ChecksumMismatch }]));
        var healed = await UntilAsync(s => s.Symbols.All(i => i.Feeds.Books is [{ Integrity: BookIntegrity.Verified }]));

        untrusted.Symbols.Count(i => i.Feeds.Books![0].Integrity != BookIntegrity.Verified).ShouldBe(1, "one symbol's book, not its neighbours'");
        untrusted.Symbols.Select(i => i.Feeds.Books![0]).First(b => b.Integrity != BookIntegrity.Verified).Bids.ShouldBeEmpty();
        untrusted.Warnings.ShouldContain(w => w.Contains("not to be trusted", StringComparison.Ordinal));
        healed.Warnings.ShouldBeEmpty();
        _log.Lines.ShouldContain(l => l.Text.Contains("book: checksum"));
    }

    [Fact]
    public async Task DroppedSocket_BooksAreUntrustedUntilTheNextConnection()
    {
        await StartAsync();
        await SnapshotAsync();

        _venues.Kraken.Faults.Switch(VenueFault.DropSockets, on: true);
        await UntilAsync(s => s.Symbols.All(i => i.Feeds.Books is [{ Integrity: BookIntegrity.SequenceGap }]) && s.Tier != "hot");
        _venues.Kraken.Faults.Switch(VenueFault.DropSockets, on: false);
        await UntilAsync(s => s.Symbols.All(i => i.Feeds.Books is [{ Integrity: BookIntegrity.Verified }]) && s.Tier == "hot");
    }

    [Fact]
    public async Task NoBooksAskedFor_FeedIsNotConnected()
    {
        await StartAsync(depth: 0);
        (await SnapshotAsync()).Symbols.ShouldAllBe(s => s.Feeds == SymbolFeeds.None);
    }

    [Fact]
    public async Task StoredFeeds_WrittenAndReadBack_AreTheSameBooks()
    {
        await StartAsync();
        var symbols = (await SnapshotAsync()).Symbols;

        var packed = CompressedJson.Pack(symbols.Select(s => new StoredScanInput(s.Candles.Symbol, s.Quote, s.ExcludedBecause, StoredFeeds.Of(s.Feeds))).ToList());
        var back = CompressedJson.Unpack<List<StoredScanInput>>(packed);

        TestContext.Current.TestOutputHelper?.WriteLine($"{packed.Length} bytes for {symbols.Count} symbols, {symbols.Sum(s => s.Feeds.Books![0].Bids.Count + s.Feeds.Books![0].Asks.Count)} levels");
        foreach (var (symbol, stored) in symbols.Zip(back))
        {
            var (book, again) = (symbol.Feeds.Books![0], stored.Feeds!.Back(stored.Symbol, static _ => null).Books![0]);
            (again.ExchangeTime, again.Symbol, again.Venue, again.Integrity).ShouldBe((book.ExchangeTime, book.Symbol, book.Venue, book.Integrity));
            again.Bids.ShouldBe(book.Bids);
            again.Asks.ShouldBe(book.Asks);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.StopAsync(CancellationToken.None);
        _feed.Dispose();
        await _venues.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private Task<FeedSnapshot> SnapshotAsync() => _feed.SnapshotAsync(_clock.GetUtcNow(), [], CancellationToken.None);

    private async Task<FeedSnapshot> UntilAsync(Func<FeedSnapshot, bool> condition)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await SnapshotAsync() is var snapshot && condition(snapshot)) return snapshot;
            await Task.Delay(25);
        }

        throw new TimeoutException("The books never came into the expected state.");
    }

    private async Task StartAsync(int depth = 1000)
    {
        _store = SqliteStore.Open(Path.Combine(_directory, "books.db"), MarketSource.Simulated, NullLogger.Instance);
        _venues = await LoopbackVenues.StartAsync(new MarketOptions { Simulation = new SimulationOptions { Coins = 12 } }, _clock, TimeProvider.System);
        var endpoints = new KrakenEndpoints
        {
            RestBaseAddress = _venues.Kraken.RestBaseAddress,
            WebSocketAddress = _venues.Kraken.WebSocketAddress,
            RequestsPerSecond = 200,
            Burst = 20,
            BookDepth = depth,
        };
        var symbols = new KrakenSymbols();
        _feed = new CandleFeed(
            new KrakenClient(endpoints.CreateHttp(), endpoints, symbols, _clock, TimeProvider.System, new VenueMonitors(TimeProvider.System), NullLogger<KrakenClient>.Instance),
            new KrakenStream(endpoints, symbols, _clock, TimeProvider.System, new VenueMonitors(TimeProvider.System), _log),
            new SqliteCandleStore(_store),
            new QuoteBook(),
            _clock,
            TimeProvider.System,
            new UniverseLists(),
            new FeedOptions { RetryDelay = TimeSpan.FromSeconds(0.5), SnapshotWait = TimeSpan.FromSeconds(30) },
            new ScanOptions { LookBackHours = 60 },
            new OrderBookKeeper(), new TradeTape(), SideSources.None, NullLogger<CandleFeed>.Instance);
        await _feed.StartAsync(CancellationToken.None);
        await _feed.OpenedAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }
}
