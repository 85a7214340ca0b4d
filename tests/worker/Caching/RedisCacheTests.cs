using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Markets.Tiers;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Tests.Exchanges;
using StackExchange.Redis;

namespace CryptoRun.Worker.Tests.Caching;

/// <summary>The second level over a real Redis.</summary>
public sealed class RedisCacheTests
{
    private static readonly DateTimeOffset Now = new ManualTime().GetUtcNow();

    [Fact]
    public async Task Get_AnotherNodeHasIt_IsTakenToTheDigit()
    {
        using var server = await ServerAsync();
        using var first = new Node(server.Address);
        using var second = new Node(server.Address);
        var symbol = $"C{Guid.NewGuid():N}-USD";
        IReadOnlyList<Quote> quotes = [new(Now, symbol, "kraken", 172.310m, 0.00000001m, null)];
        IReadOnlyList<Candle> candles = [new(Now, 1.10m, 2.0m, 0.5m, 1.50m, 1234567890.123456789m, null, 7)];
        var book = StoredBooks.Back(symbol, new StoredBook(Now, "kraken", BookIntegrity.Verified, [100.5m, -0.5m], [1, 2], [101, 0.25m], [3, 0.0001m]));
        await first.GetAsync(CacheKind.Quote, symbol, MarketContents.Quotes, quotes);
        await first.GetAsync(CacheKind.ClosedCandles, symbol, MarketContents.Candles, candles);
        await first.GetAsync(CacheKind.Book, symbol, MarketContents.Book, book);
        await first.WrittenAsync(3);

        var shared = await second.GetAsync(CacheKind.Quote, symbol, MarketContents.Quotes, null);
        shared.Value.ShouldBe(quotes);
        shared.Value![0].Last.ToString().ShouldBe("172.310");
        (await second.GetAsync(CacheKind.ClosedCandles, symbol, MarketContents.Candles, null)).Value.ShouldBe(candles);
        var back = (await second.GetAsync(CacheKind.Book, symbol, MarketContents.Book, null)).Value!;
        (back.Symbol, back.Venue, back.ExchangeTime, back.Integrity).ShouldBe((symbol, "kraken", Now, BookIntegrity.Verified));
        back.Bids.ShouldBe(book.Bids);
        back.Asks.ShouldBe(book.Asks);
        second.Cache.Report().Kinds.ShouldAllBe(k => k.SharedHits == 1 && k.Misses == 0);
    }

    [Fact]
    public async Task Get_AnotherSource_NeverMeets()
    {
        using var server = await ServerAsync();
        using var simulated = new Node(server.Address);
        using var live = new Node(server.Address, MarketSource.Live);
        var symbol = $"C{Guid.NewGuid():N}-USD";
        IReadOnlyList<Quote> quotes = [new(Now, symbol, "kraken", 1, null, null)];
        await simulated.GetAsync(CacheKind.Quote, symbol, MarketContents.Quotes, quotes);
        await simulated.WrittenAsync(1);

        (await live.GetAsync(CacheKind.Quote, symbol, MarketContents.Quotes, null)).Value.ShouldBeNull();
    }

    [Fact]
    public async Task Server_KilledAndStartedAgain_CacheGoesOnSaysSoOnceAndRecovers()
    {
        using var server = await RedisServer.StartAsync();
        using var node = new Node(server.Address);
        IReadOnlyList<Quote> quotes = [new(Now, "BTC-USD", "kraken", 1, null, null)];
        await node.GetAsync(CacheKind.Quote, "BTC-USD", MarketContents.Quotes, quotes);
        await node.WrittenAsync(1);
        server.Kill();
        for (var i = 0; i < 5; i++)
        {
            (await node.GetAsync(CacheKind.Quote, $"C{i}-USD", MarketContents.Quotes, quotes)).Value.ShouldBe(quotes);
            node.Wall.Advance(TimeSpan.FromSeconds(1));
        }

        node.Cache.Report().Redis!.IsUp.ShouldBeFalse();
        await server.StartAgainAsync();
        for (var i = 0; !node.Cache.Report().Redis!.IsUp; i++)
        {
            i.ShouldBeLessThan(2000);
            await node.GetAsync(CacheKind.Quote, $"D{i}-USD", MarketContents.Quotes, quotes);
            node.Wall.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        node.Log.Lines.Select(static l => l.Text[..15]).ShouldBe(["Redis does not ", "Redis answers a"]);
    }

    [Fact]
    public async Task Server_Paused_AnswersComeWithoutIt()
    {
        using var server = await RedisServer.StartAsync();
        using var node = new Node(server.Address, wall: TimeProvider.System);
        IReadOnlyList<Quote> quotes = [new(Now, "BTC-USD", "kraken", 1, null, null)];
        await node.GetAsync(CacheKind.Quote, "BTC-USD", MarketContents.Quotes, quotes);
        using (var admin = await ConnectionMultiplexer.ConnectAsync(server.Address + ",allowAdmin=true")) await admin.GetDatabase().ExecuteAsync("CLIENT", "PAUSE", "60000");

        (await node.GetAsync(CacheKind.Quote, "ETH-USD", MarketContents.Quotes, quotes)).Value.ShouldBe(quotes);

        var report = node.Cache.Report().Redis!;
        (report.IsUp, report.TimeOuts >= 1).ShouldBe((false, true));
    }

    /// <summary>The one that all tests share where there is one, else one of its own.</summary>
    private static async Task<RedisServer> ServerAsync() => RedisServer.Shared() ?? await RedisServer.StartAsync();

    private sealed class Node : IDisposable
    {
        private readonly CacheBench _bench;
        private readonly RedisLink _redis;

        public Node(string address, MarketSource source = MarketSource.Simulated, TimeProvider? wall = null)
        {
            var options = new CacheOptions { RedisWait = wall is null ? TimeSpan.FromSeconds(1) : TimeSpan.FromMilliseconds(50) };
            _redis = new RedisLink(address, TimeProvider.System, new CapturedLog<RedisLink>());
            _bench = new CacheBench(options, bench => new SharedEntries(new SecondLevel(_redis.ReadAsync, _redis.WriteAsync, options.RedisWait, wall ?? bench.Wall, Log), source, options, bench.Market, Log));
        }

        public ManualTime Wall => _bench.Wall;

        public MarketCache Cache => _bench.Cache;

        public CapturedLog<SecondLevel> Log { get; } = new();

        public ValueTask<CacheAnswer<T>> GetAsync<T>(CacheKind kind, string symbol, CacheContent<T> content, T? value)
            where T : class => Cache.GetAsync(
                new CacheKey(kind, "kraken", symbol), content, _ => Task.FromResult(new CacheLoad<T>(value, value is null ? CacheBench.Failed.Failure : null, Now)), CancellationToken.None);

        /// <summary>Writes are not waited for; this waits until so many keys of a source are there.</summary>
        public async Task WrittenAsync(int entries)
        {
            for (var i = 0; i < 2000; i++)
            {
                if (Cache.Report().Redis is { Writes: var writes, Failures: 0, IsUp: true } && writes >= entries && Cache.Report().Redis!.Writing == 0) return;
                await Task.Delay(5);
            }

            throw new TimeoutException("Never written.");
        }

        public void Dispose()
        {
            _bench.Dispose();
            _redis.Dispose();
        }
    }
}
