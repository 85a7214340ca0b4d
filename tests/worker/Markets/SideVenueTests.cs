using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Tests.Exchanges;
using static CryptoRun.Worker.Tests.Markets.FeedBench;

namespace CryptoRun.Worker.Tests.Markets;

public sealed class SideVenueTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualTime _wall = new(Noon);
    private readonly FeedSymbols _symbols = new("kraken", new Universe(new UniverseLists()));
    private readonly Pulse _universeChanged = new();
    private readonly OrderBookKeeper _books = new();
    private readonly TradeTape _trades = new();
    private readonly QuoteBook _quotes = new();
    private readonly FakeStream _stream = new() { Venue = "okx", HasBooks = true };
    private readonly FakeClient _client;
    private readonly SideVenue _venue;
    private Task _run = Task.CompletedTask;

    public SideVenueTests()
    {
        var market = new MarketClock(_wall, null, 1);
        _client = new FakeClient(market) { Venue = "okx" };
        _venue = new SideVenue(_client, _stream, _books, _quotes, _trades, market, _wall, new FeedOptions { RetryDelay = TimeSpan.FromSeconds(15) }, new CapturedLog<SideVenue>());
        Scan("BTC-USD", "ETH-USD", "SOL-USD");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ContinueWith(static _ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_ListsMoreAndLess_SubscribesWhatIsScannedListedAndOnline()
    {
        _client.List("SOL-USD", []);
        _client.List("ETH-USD", [], online: false);
        _client.List("BTC-USD", []);
        _client.List("DOGE-USD", []);
        await StartAsync();

        _venue.Listed.ShouldBe(["BTC-USD", "SOL-USD"]);
        _stream.Subscriptions.ShouldHaveSingleItem().ShouldBe(["BTC-USD", "SOL-USD"]);
        _venue.Warning.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_BooksQuotesAndTrades_ReachTheirKeepers()
    {
        _client.List("BTC-USD", []);
        await StartAsync();
        await _stream.SendAsync(new StreamConnected(Noon, 1));
        _venue.IsOpen.ShouldBeFalse("a listed coin has no book yet");

        await _stream.SendAsync(new BookOpened(Noon, VenueBook.Of("BTC-USD", "okx", Noon, 100)));
        await _stream.SendAsync(new TradeUpdate(Noon, "BTC-USD", [new Trade(Noon, 100, 1, TradeSide.Buy, 7)]));
        await _stream.SendAsync(new QuoteUpdate(Noon, new Quote(Noon, "BTC-USD", "okx", 100, null, null)));

        _venue.IsOpen.ShouldBeTrue();
        _books.Find("BTC-USD", "okx")!.IsTrusted.ShouldBeTrue();
        _trades.Newest("BTC-USD", "okx", 10)!.Value.Trades.ShouldHaveSingleItem().Price.ShouldBe(100);
        _quotes.Find("BTC-USD")!.Quote.Last.ShouldBe(100);
    }

    [Fact]
    public async Task RunAsync_ListFails_WarnsAndTriesAgain()
    {
        _client.List("BTC-USD", []);
        _client.Failure = new VenueFailure(VenueFailureKind.ServerError, "okx instruments: HTTP 503.");
        _run = _venue.RunAsync(_symbols, () => _universeChanged.Next, _stop.Token);
        await Until(() => _venue.Warning is not null);

        _venue.Warning.ShouldBe("okx: which coins it lists could not be read, its books are not used. okx instruments: HTTP 503.");
        _stream.Subscriptions.ShouldBeEmpty();

        _client.Failure = null;
        _wall.Advance(TimeSpan.FromSeconds(14));
        _stream.Subscriptions.ShouldBeEmpty();
        _wall.Advance(TimeSpan.FromSeconds(1));
        await Until(() => _stream.Subscriptions.Count == 1);
        _venue.Warning.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_ConnectionLost_WarnsUntilTheNext()
    {
        _client.List("BTC-USD", []);
        await StartAsync();
        await _stream.SendAsync(new StreamConnected(Noon, 1));
        await _stream.SendAsync(new StreamLost(Noon.AddSeconds(5), "the socket was closed."));
        await _stream.SendAsync(new StreamLost(Noon.AddSeconds(9), "refused."));

        _venue.IsOpen.ShouldBeFalse();
        _venue.Warning.ShouldBe("okx: no stream since 2025-11-06 12:00:05Z, refused; its books are not used.");
        new SideSources([_venue], []).Warnings.ShouldBe([_venue.Warning]);

        await _stream.SendAsync(new StreamConnected(Noon.AddSeconds(10), 2));
        _venue.Warning.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_UniverseChanges_ResubscribesAndClosesTheBooksOfTheGone()
    {
        _client.List("BTC-USD", []);
        _client.List("ETH-USD", []);
        _client.List("ADA-USD", []);
        await StartAsync();
        foreach (var symbol in (string[])["BTC-USD", "ETH-USD"]) await _stream.SendAsync(new BookOpened(Noon, VenueBook.Of(symbol, "okx", Noon, 100)));
        _books.Open(VenueBook.Of("ETH-USD", "coinbase", Noon, 100));

        Scan("BTC-USD", "ADA-USD");
        _universeChanged.Beat();

        await Until(() => _stream.Subscriptions.Count == 2);
        _stream.Subscriptions.Last().ShouldBe(["ADA-USD", "BTC-USD"]);
        (_books.Has("BTC-USD", "okx"), _books.Has("ETH-USD", "okx"), _books.Has("ETH-USD", "coinbase")).ShouldBe((true, false, true));
    }

    [Fact]
    public async Task RunAsync_NothingOfItIsScanned_SubscribesNothingAndIsNoWarning()
    {
        _client.List("DOGE-USD", []);
        _run = _venue.RunAsync(_symbols, () => _universeChanged.Next, _stop.Token);
        Scan("DOGE-USD");
        _universeChanged.Beat();

        await Until(() => _stream.Subscriptions.Count == 1);
        _stream.Subscriptions.Single().ShouldBe(["DOGE-USD"]);
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsAsCancelled()
    {
        _client.List("BTC-USD", []);
        await StartAsync();
        await _stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(_run.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private async Task StartAsync()
    {
        _run = _venue.RunAsync(_symbols, () => _universeChanged.Next, _stop.Token);
        await Until(() => _stream.Subscriptions.Count == 1);
    }

    private void Scan(params string[] symbols) => _symbols.Take([.. symbols.Select(s => new Instrument(s, "kraken", s.Split('-')[0], "USD", true, "online"))]);
}
