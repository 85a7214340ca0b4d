using System.Collections.Concurrent;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Tests.Exchanges;

namespace CryptoRun.Worker.Tests.Caching;

/// <summary>The second level without a server: what it holds, what its absence and its slowness cost.</summary>
public sealed class SecondLevelTests
{
    private readonly ConcurrentDictionary<string, (byte[] Value, TimeSpan Life)> _held = new();
    private readonly CapturedLog<SecondLevel> _log = new();
    private Func<string, Task<byte[]?>>? _read;

    [Fact]
    public async Task Get_AnotherNodeHasIt_IsTakenWithItsTimes()
    {
        using var first = Node();
        var loaded = await first.GetAsync();
        using var second = Node();
        second.Pass(2);

        var answer = await second.GetAsync();

        (answer.Value, answer.IsHit, answer.ReceivedAt, second.Calls).ShouldBe(("v1", true, loaded.ReceivedAt, 0));
        second.Counts().SharedHits.ShouldBe(1);
        second.Pass(3);
        (await second.GetAsync()).IsStale.ShouldBeTrue();
    }

    [Fact]
    public async Task Keep_Entry_IsUnderThePrefixOfItsSourceForItsLife()
    {
        using var node = Node();
        await node.GetAsync();
        await node.GetAsync(new CacheKey(CacheKind.ClosedCandles, "kraken", "BTC-USD", "14"));

        _held["cryptorun:simulated:v1:book:kraken:btc-usd"].Life.ShouldBe(TimeSpan.FromSeconds(5));
        _held["cryptorun:simulated:v1:closedcandles:kraken:btc-usd:14"].Life.ShouldBe(TimeSpan.FromDays(1));
        Enum.GetValues<MarketSource>().Select(static s => SharedEntries.Prefix(new CacheOptions(), s)).ShouldBe(["cryptorun:simulated:v1:", "cryptorun:replay:v1:", "cryptorun:live:v1:"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(2)]
    public async Task Get_EntryTooOldOrFromTheFuture_IsNotTaken(double seconds)
    {
        using var node = Node();
        var key = SharedEntries.Prefix(new CacheOptions(), MarketSource.Simulated) + CacheBench.Book;
        var at = node.Market.GetUtcNow().AddSeconds(seconds);
        _held[key] = (new CacheEnvelope(CacheKind.Book, 1, at, at, "old"u8.ToArray()).ToBytes(), default);

        (await node.GetAsync()).Value.ShouldBe("v1");
    }

    [Fact]
    public async Task Get_EntryUnreadable_IsFetchedAnewAndReplaced()
    {
        using var node = Node();
        var key = SharedEntries.Prefix(new CacheOptions(), MarketSource.Simulated) + CacheBench.Book;
        _held[key] = ([200, 1, 2], default);

        (await node.GetAsync()).Value.ShouldBe("v1");
        CacheEnvelope.Of(_held[key].Value)!.Value.ShouldBe("v1"u8.ToArray());
    }

    [Fact]
    public async Task Get_Slow_IsGivenUpInTimeAndLeftAloneForASecond()
    {
        var never = new TaskCompletionSource<byte[]?>();
        _read = _ => never.Task;
        using var node = Node();
        var first = node.GetAsync().AsTask();
        first.IsCompleted.ShouldBeFalse();
        node.Pass(0.05);
        (await first.WaitAsync(TimeSpan.FromSeconds(10))).Value.ShouldBe("v1");

        // Nobody waits again until the pause is over.
        var second = node.GetAsync(new CacheKey(CacheKind.Book, "kraken", "ETH-USD"));
        (await second.AsTask().WaitAsync(TimeSpan.FromSeconds(10))).Value.ShouldBe("v2");
        var report = node.Cache.Report().Redis!;
        (report.IsUp, report.Reads, report.TimeOuts).ShouldBe((false, 1, 1));
        report.Skipped.ShouldBeGreaterThan(0);

        _read = null;
        node.Pass(1);
        await node.GetAsync(new CacheKey(CacheKind.Book, "kraken", "SOL-USD"));
        node.Cache.Report().Redis!.IsUp.ShouldBeTrue();
        _log.Lines.Select(static l => l.Text).ShouldBe(["Redis does not answer, going on without it: no answer within 50 ms.", "Redis answers again after 1 failed attempts."]);
    }

    [Fact]
    public async Task Get_Down_GoesOnInProcessAndSaysSoOnce()
    {
        _read = _ => throw new InvalidOperationException("No connection.");
        using var node = Node();
        for (var i = 0; i < 20; i++)
        {
            (await node.GetAsync(new CacheKey(CacheKind.Book, "kraken", $"C{i}-USD"))).Value.ShouldNotBeNull();
            node.Pass(1);
        }

        _log.Lines.ShouldHaveSingleItem().Text.ShouldContain("No connection.");
        node.Cache.Report().Redis!.Failures.ShouldBe(20);
        node.Calls.ShouldBe(20);
    }

    private CacheBench Node() => new(null, bench => new SharedEntries(
        new SecondLevel(
            key => _read is { } read ? read(key) : Task.FromResult(_held.TryGetValue(key, out var found) ? found.Value : null),
            (key, value, life) =>
            {
                _held[key] = (value, life);
                return Task.CompletedTask;
            },
            TimeSpan.FromMilliseconds(50), bench.Wall, _log),
        MarketSource.Simulated, bench.Options, bench.Market, bench.Log));
}
