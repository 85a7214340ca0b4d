using CryptoRun.Worker.Caching;

namespace CryptoRun.Worker.Tests.Caching;

public sealed class MarketCacheTests : IDisposable
{
    private readonly CacheBench _bench = new();

    [Fact]
    public async Task Get_WithinItsLife_IsAHitWithTheTimeOfItsReceipt()
    {
        var received = _bench.Market.GetUtcNow();
        (await _bench.GetAsync()).IsHit.ShouldBeFalse();
        _bench.Pass(4.999);

        (await _bench.GetAsync()).ShouldBe(new CacheAnswer<string>("v1", null, received, received, IsHit: true, IsStale: false, 0));
        _bench.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Get_LifeOver_IsStaleAndFetchedAnewOnce()
    {
        await _bench.GetAsync();
        var gate = new TaskCompletionSource();
        _bench.Load = async n =>
        {
            await gate.Task;
            return _bench.Value(n);
        };
        _bench.Pass(5);

        for (var i = 0; i < 10; i++)
        {
            var stale = await _bench.GetAsync();
            (stale.Value, stale.IsHit, stale.IsStale).ShouldBe(("v1", true, true));
        }

        _bench.Calls.ShouldBe(2);
        gate.SetResult();
        var fresh = await FreshAsync();
        (fresh.Value, fresh.IsHit, fresh.IsStale).ShouldBe(("v2", true, false));
        var counts = _bench.Counts();
        (counts.Misses, counts.Refreshes).ShouldBe((1, 1));
        counts.StaleHits.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public async Task Get_StaleLivesOver_IsAMiss()
    {
        await _bench.GetAsync();
        _bench.Pass(15);

        var answer = await _bench.GetAsync();

        (answer.Value, answer.IsHit, answer.IsStale).ShouldBe(("v2", false, false));
    }

    [Fact]
    public async Task Get_VenueDegraded_LivesTwiceAsLong()
    {
        await _bench.GetAsync();
        _bench.IsDegraded = true;
        _bench.Pass(9.9);
        (await _bench.GetAsync()).IsStale.ShouldBeFalse();
        _bench.IsDegraded = false;

        (await _bench.GetAsync()).IsStale.ShouldBeTrue();
    }

    [Theory]
    [InlineData(CacheKind.Book, 5)]
    [InlineData(CacheKind.Quote, 5)]
    [InlineData(CacheKind.Trades, 30)]
    [InlineData(CacheKind.Funding, 300)]
    [InlineData(CacheKind.OpenInterest, 60)]
    [InlineData(CacheKind.OpenCandle, 5)]
    public async Task Get_Kind_HasTheLifeOfTheSpecification(CacheKind kind, double seconds)
    {
        var key = new CacheKey(kind, "kraken", "BTC-USD");
        await _bench.GetAsync(key);
        _bench.Pass(seconds - 0.001);
        (await _bench.GetAsync(key)).IsStale.ShouldBeFalse();
        _bench.Pass(0.001);
        (await _bench.GetAsync(key)).IsStale.ShouldBeTrue();
    }

    [Fact]
    public async Task Get_ClosedCandles_NeverGrowOld()
    {
        var key = new CacheKey(CacheKind.ClosedCandles, "kraken", "BTC-USD", "2025-11-06T14");
        await _bench.GetAsync(key);
        _bench.Pass(365 * 86_400);

        (await _bench.GetAsync(key)).IsStale.ShouldBeFalse();
        _bench.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Get_CandlesThatAreNotAllThere_HaveTheLifeOfAnOpenOne()
    {
        var key = new CacheKey(CacheKind.ClosedCandles, "kraken", "BTC-USD", "2025-11-06T14");
        _bench.Load = n => Task.FromResult(_bench.Value(n) with { Kind = n == 1 ? CacheKind.OpenCandle : null });
        await _bench.GetAsync(key);
        _bench.Pass(15);

        (await _bench.GetAsync(key)).Value.ShouldBe("v2");
        _bench.Pass(1000);
        (await _bench.GetAsync(key)).Value.ShouldBe("v2");
    }

    [Fact]
    public async Task Get_CallFailed_IsSharedByThoseWhoWaitAndNotKept()
    {
        var gate = new TaskCompletionSource();
        _bench.Load = async n =>
        {
            await gate.Task;
            return n == 1 ? CacheBench.Failed : _bench.Value(n);
        };
        var waiters = Enumerable.Range(0, 5).Select(_ => _bench.GetAsync().AsTask()).ToList();
        gate.SetResult();

        foreach (var answer in await Task.WhenAll(waiters)) (answer.Value, answer.Failure, answer.Retries).ShouldBe((null, CacheBench.Failed.Failure, 3));
        (await _bench.GetAsync()).Value.ShouldBe("v2");
        var counts = _bench.Counts();
        (counts.Misses, counts.Coalesced, counts.Failures).ShouldBe((2, 4, 1));
    }

    [Fact]
    public async Task Get_RefreshFailed_GoesOnGivingTheStaleOneAndTriesAgain()
    {
        await _bench.GetAsync();
        _bench.Load = n => Task.FromResult(n < 4 ? CacheBench.Failed : _bench.Value(n));
        _bench.Pass(6);

        for (var call = 2; call < 5; call++)
        {
            (await _bench.GetAsync()).Value.ShouldBe("v1");
            _bench.Calls.ShouldBe(call);
        }

        (await _bench.GetAsync()).Value.ShouldBe("v4");
        _bench.Counts().Failures.ShouldBe(2);
    }

    [Fact]
    public async Task Get_CallBreaks_IsThrownToThoseWhoWaitLoggedAndForgotten()
    {
        _bench.Load = n => n == 1 ? throw new InvalidOperationException("broken") : Task.FromResult(_bench.Value(n));

        (await Should.ThrowAsync<InvalidOperationException>(() => _bench.GetAsync().AsTask())).Message.ShouldBe("broken");
        _bench.Log.Lines.ShouldHaveSingleItem().Text.ShouldContain("book:kraken:btc-usd");
        (await _bench.GetAsync()).Value.ShouldBe("v2");
    }

    [Fact]
    public async Task Get_WaiterCancelled_OthersGetTheAnswer()
    {
        var gate = new TaskCompletionSource<CacheLoad<string>>();
        _bench.Load = _ => gate.Task;
        using var impatient = new CancellationTokenSource();
        var first = _bench.GetAsync(cancellationToken: impatient.Token).AsTask();
        var second = _bench.GetAsync().AsTask();
        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => first);
        second.IsCompleted.ShouldBeFalse();
        gate.SetResult(_bench.Value(1));
        (await second).Value.ShouldBe("v1");
        (await _bench.GetAsync()).IsHit.ShouldBeTrue();
    }

    [Fact]
    public async Task Get_AlreadyCancelled_MakesNoCall()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => _bench.GetAsync(cancellationToken: new CancellationToken(canceled: true)).AsTask());
        _bench.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Get_VenueAnswersWithThePast_KeepsWhatIsThere()
    {
        var late = _bench.Market.GetUtcNow();
        _bench.Load = n => Task.FromResult(new CacheLoad<string>($"v{n}", null, n == 1 ? late : late.AddSeconds(-3)));
        await _bench.GetAsync();
        _bench.Pass(100);

        var answer = await _bench.GetAsync();

        (answer.Value, answer.ExchangeTime, answer.ReceivedAt).ShouldBe(("v1", late, late.AddSeconds(100)));
    }

    [Fact]
    public async Task Dispose_CallUnderWay_EndsItAndItsWaiters()
    {
        var bench = new CacheBench();
        CancellationToken given = default;
        var answer = bench.Cache.GetAsync(
            CacheBench.Book,
            CacheBench.Text,
            async token =>
            {
                given = token;
                await Task.Delay(Timeout.Infinite, token);
                return bench.Value(1);
            },
            CancellationToken.None).AsTask();
        bench.Cache.Dispose();

        await Should.ThrowAsync<OperationCanceledException>(() => answer);
        given.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Get_MoreBytesThanAllowed_LetsTheOldestUseGo()
    {
        using var bench = new CacheBench(new CacheOptions { MostMegabytes = 1 });
        var large = new string('x', 200_000);
        bench.Load = _ => Task.FromResult(new CacheLoad<string>(large, null, bench.Market.GetUtcNow()));
        foreach (var symbol in (string[])["A", "B", "A", "C", "A"]) await bench.GetAsync(new CacheKey(CacheKind.Book, "kraken", symbol));

        bench.Calls.ShouldBe(3);
        bench.Counts().Evictions.ShouldBe(1);
        bench.Cache.Report().Entries.ShouldBe(2);
        bench.Cache.Report().Bytes.ShouldBeLessThan(1024 * 1024);
        (await bench.GetAsync(new CacheKey(CacheKind.Book, "kraken", "B"))).IsHit.ShouldBeFalse();
    }

    public void Dispose() => _bench.Dispose();

    private async Task<CacheAnswer<string>> FreshAsync()
    {
        for (var i = 0; i < 5000; i++)
        {
            if (await _bench.GetAsync() is { IsStale: false } fresh) return fresh;
            await Task.Delay(1);
        }

        throw new TimeoutException("Never fresh.");
    }
}
