using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Markets.Tiers;
using CryptoRun.Worker.Tests.Exchanges;

namespace CryptoRun.Worker.Tests.Markets.Tiers;

/// <summary>The tiers over a real feed whose venue, stream and store tests control.</summary>
public sealed class MarketDataTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = FeedBench.Noon;
    private readonly FeedBench _bench = new();
    private readonly TradeTape _trades = new();
    private readonly MarketCache _cache;
    private readonly MarketData _data;

    public MarketDataTests()
    {
        _bench.Client.List("BTC-USD", FeedBench.Hours(Noon.AddHours(-FeedBench.LookBack), Noon.AddHours(1)));
        _cache = new MarketCache(new CacheOptions(), _bench.Market, static _ => false, null, new CapturedLog<MarketCache>());
        _data = new MarketData(() => FeedSources.Of(_bench.Feed, _bench.Quotes, _trades, _cache, _bench.Store, null!, _bench.Market), _bench.Market);
    }

    [Fact]
    public async Task Quote_OfTheStream_IsHotThenWarmThenAgainHot()
    {
        await _bench.StartAsync();
        await PriceAsync(100);
        var hot = await QuoteAsync();
        Pass(6);
        var warm = await QuoteAsync();
        Pass(1);
        var cached = await QuoteAsync();
        await PriceAsync(101);

        (hot.Value!.Last, hot.Provenance!.Tier).ShouldBe((100m, DataTier.Hot));
        (warm.Value!.Last, warm.Provenance!.Tier, warm.Provenance.IsCacheHit).ShouldBe((123m, DataTier.Warm, false));
        (cached.Provenance!.IsCacheHit, cached.Provenance.AgeSeconds).ShouldBe((true, 1));
        (await QuoteAsync()).Provenance!.Tier.ShouldBe(DataTier.Hot);
    }

    [Fact]
    public async Task Quote_NoStreamAndNoVenue_IsTheStoresLastClose()
    {
        await _bench.StartAsync(connect: false);
        _bench.Client.Failure = new VenueFailure(VenueFailureKind.Unreachable, "kraken Ticker: no answer within 10 s.");

        var answer = await QuoteAsync();

        (answer.Value!.ExchangeTime, answer.Provenance!.Tier, answer.Provenance.AgeSeconds).ShouldBe((Noon, DataTier.Cold, 1800));
        answer.FallbackChain.Select(static s => s.Outcome).ShouldBe(["the stream has said no price of it", "kraken Ticker: no answer within 10 s.", "1800 s old"]);
    }

    [Fact]
    public async Task Candles_WhileTheStreamStands_AreTheFeedsToTheDigitWithTheFormingOne()
    {
        await _bench.StartAsync();
        var forming = FeedBench.Candle(Noon, close: 111.10m, volume: 3);
        await _bench.CandleAsync("BTC-USD", forming);
        var calls = _bench.Client.CandleCalls.Count;

        var answer = await _data.CandlesAsync("BTC-USD", 72, VenueChoice.Primary, CancellationToken.None);

        answer.Provenance!.Tier.ShouldBe(DataTier.Hot);
        answer.Value!.Forming.ShouldBe(forming);
        answer.Value.Closed.ShouldBe(FeedBench.Hours(Noon.AddHours(-72), Noon));
        _bench.Client.CandleCalls.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task Candles_StreamGone_ComeFromRestOnceAndThenFromTheCache()
    {
        await _bench.StartAsync();
        await _bench.Stream.SendAsync(new StreamLost(_bench.Market.GetUtcNow(), "the socket broke."));
        var calls = _bench.Client.CandleCalls.Count;
        var first = await CandlesAsync();
        Pass(1);
        var second = await CandlesAsync();
        Pass(60);
        var third = await CandlesAsync();

        (first.Provenance!.Tier, first.Provenance.IsCacheHit, first.Value!.Forming!.Value.OpenTime).ShouldBe((DataTier.Warm, false, Noon));
        first.FallbackChain[0].Outcome.ShouldBe("the stream is gone: the socket broke");
        first.Value.Closed.ShouldBe(FeedBench.Hours(Noon.AddHours(-24), Noon));
        second.Provenance!.IsCacheHit.ShouldBeTrue();
        third.Provenance!.IsCacheHit.ShouldBeFalse();

        // Closed ones once, the forming one twice.
        (_bench.Client.CandleCalls.Count - calls).ShouldBe(3);
    }

    [Fact]
    public async Task Candles_VenueHasNotClosedTheHourYet_AreAskedForAgain()
    {
        await _bench.StartAsync(connect: false);
        _bench.Client.Candles["BTC-USD"] = FeedBench.Hours(Noon.AddHours(-5), Noon.AddHours(-1));
        (await CandlesAsync()).Value!.Closed[^1].OpenTime.ShouldBe(Noon.AddHours(-2));
        _bench.Client.Candles["BTC-USD"] = FeedBench.Hours(Noon.AddHours(-5), Noon);
        Pass(15);

        (await CandlesAsync()).Value!.Closed[^1].OpenTime.ShouldBe(Noon.AddHours(-1));
    }

    [Fact]
    public async Task Trades_OfTheStream_AreThoseOfTheLastFiveMinutes()
    {
        await _bench.StartAsync();
        var now = _bench.Market.GetUtcNow();
        Trade[] trades = [new(now.AddMinutes(-6), 1, 1, TradeSide.Buy, 1), new(now.AddMinutes(-5), 2, 1, TradeSide.Sell, 2), new(now, 3, 1, TradeSide.Buy, 3)];
        _trades.Add("kraken", new TradeUpdate(now, "BTC-USD", trades));

        var answer = await _data.TradesAsync("BTC-USD", VenueChoice.Primary, CancellationToken.None);

        (answer.Provenance!.Tier, answer.Provenance.ExchangeTime).ShouldBe((DataTier.Hot, now));
        answer.Value.ShouldBe(trades[1..]);
        (await _data.TradesAsync("ETH-USD", VenueChoice.Primary, CancellationToken.None)).FallbackChain[0].Outcome.ShouldBe("the stream has said no trade of it of late");
    }

    [Fact]
    public async Task Book_NoneFromStreamNorRest_IsNullWithBothReasons()
    {
        await _bench.StartAsync();

        var answer = await BookAsync();

        (answer.Value, answer.HasFailed).ShouldBe((null, true));
        answer.FallbackChain.Select(static s => s.Outcome).ShouldBe(["the stream gives no books", "kraken book of BTC-USD: no answer within 10 s."]);
    }

    [Fact]
    public async Task Book_StreamGone_ComesFromRestOnceAndThenFromTheCache()
    {
        await _bench.StartAsync();
        BookLevel[] bids = [new(105.40m, 2.50m)], asks = [new(105.6m, 1)];
        var live = new KrakenBook("BTC-USD", 10);
        live.Take(new KrakenBookChange(_bench.Market.GetUtcNow(), "BTC-USD", IsSnapshot: true, bids, asks, KrakenBook.Checksum(bids, asks))).ShouldBeTrue();
        await _bench.Stream.SendAsync(new BookOpened(_bench.Market.GetUtcNow(), live));
        _bench.Client.Book = symbol => KrakenBook.Whole(symbol, _bench.Market.GetUtcNow(), [new(105.30m, 3.250m)], asks);
        var hot = await BookAsync();
        live.Lose(_bench.Market.GetUtcNow());
        await _bench.Stream.SendAsync(new StreamLost(_bench.Market.GetUtcNow(), "the socket broke."));

        var warm = await BookAsync();
        Pass(2);
        var cached = await BookAsync();
        Pass(60);
        var anew = await BookAsync();

        (hot.Value!.Bids[0].Size, hot.Provenance!.Tier).ShouldBe((2.50m, DataTier.Hot));
        (warm.Value!.Bids[0].Size, warm.Provenance!.Tier, warm.Provenance.IsCacheHit, warm.Provenance.Venue).ShouldBe((3.250m, DataTier.Warm, false, "kraken"));
        warm.FallbackChain[0].Outcome.ShouldBe("not trusted: an update is missing");
        (cached.Provenance!.Tier, cached.Provenance.IsCacheHit, cached.Provenance.AgeSeconds).ShouldBe((DataTier.Warm, true, 2));
        (anew.Provenance!.IsCacheHit, anew.Provenance.AgeSeconds).ShouldBe((false, 0));
        _bench.Client.BookCalls.ShouldBe(2);
    }

    [Fact]
    public async Task Book_OneSidedByRest_IsNoneWithTheReason()
    {
        await _bench.StartAsync();
        _bench.Client.Book = symbol => KrakenBook.Whole(symbol, _bench.Market.GetUtcNow(), [], [new(105.6m, 1)]);

        var answer = await BookAsync();

        answer.Value.ShouldBeNull();
        answer.FallbackChain.Select(static s => s.Outcome).ShouldBe(["the stream gives no books", "not trusted: no bids"]);
    }

    [Fact]
    public async Task Funding_NoFeed_IsNullWithoutAStep()
    {
        var answer = await _data.FundingAsync("BTC-USD", 24, VenueChoice.Primary, CancellationToken.None);

        (answer.Value, answer.FallbackChain.Count).ShouldBe((null, 0));
    }

    [Fact]
    public async Task Quote_MarketNotStarted_IsNullAndMayBeThereLater()
    {
        var closed = new MarketData(static () => null, _bench.Market);

        (await closed.QuoteAsync("BTC-USD", VenueChoice.Primary, CancellationToken.None)).HasFailed.ShouldBeTrue();
        (await closed.SymbolsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Symbols_OfTheFeed_AreThoseFollowedAndThoseLeftOut()
    {
        _bench.Client.List("USDT-USD", []);
        await _bench.StartAsync(connect: false);

        (await _data.SymbolsAsync(CancellationToken.None)).ShouldBe(["BTC-USD", "USDT-USD"], ignoreOrder: true);
    }

    public async ValueTask DisposeAsync()
    {
        _cache.Dispose();
        await _bench.DisposeAsync();
    }

    private Task<TieredAnswer<Quote>> QuoteAsync() => _data.QuoteAsync("BTC-USD", VenueChoice.Primary, CancellationToken.None);

    private Task<TieredAnswer<ExchangeNativeBook>> BookAsync() => _data.BookAsync("BTC-USD", VenueChoice.Primary, CancellationToken.None);

    private Task<TieredAnswer<CandleWindow>> CandlesAsync() => _data.CandlesAsync("BTC-USD", 24, VenueChoice.Primary, CancellationToken.None);

    private Task PriceAsync(decimal price) => _bench.Stream.SendAsync(new QuoteUpdate(_bench.Market.GetUtcNow(), new Quote(_bench.Market.GetUtcNow(), "BTC-USD", "kraken", price, null, null)));

    private void Pass(double seconds) => _bench.Wall.Advance(TimeSpan.FromSeconds(seconds));
}
