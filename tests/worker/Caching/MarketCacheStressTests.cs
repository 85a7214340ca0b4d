using System.Collections.Concurrent;
using CryptoRun.Worker.Caching;

namespace CryptoRun.Worker.Tests.Caching;

public sealed class MarketCacheStressTests
{
    private const int Keys = 60;

    [Fact]
    public async Task Get_ManyAtOnce_OneCallAKeyAndEveryRequestCounted()
    {
        using var bench = new CacheBench();
        const int Readers = 16, Rounds = 500;
        var calls = new ConcurrentDictionary<string, int>();

        await Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => Task.Run(async () =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                var symbol = $"C{(reader + i) % Keys}-USD";
                var answer = await bench.Cache.GetAsync(new CacheKey(CacheKind.Quote, "kraken", symbol), CacheBench.Text, _ => CallAsync(symbol), CancellationToken.None);
                answer.Value.ShouldBe(symbol);
            }
        })));

        calls.Count.ShouldBe(Keys);
        calls.Values.ShouldAllBe(n => n == 1);
        var counts = bench.Counts(CacheKind.Quote);
        counts.Requests.ShouldBe(Readers * Rounds);
        (counts.Misses, counts.Refreshes, counts.Failures, counts.StaleHits).ShouldBe((Keys, 0, 0, 0));

        async Task<CacheLoad<string>> CallAsync(string symbol)
        {
            calls.AddOrUpdate(symbol, 1, static (_, n) => n + 1);
            await Task.Yield();
            return new CacheLoad<string>(symbol, null, bench.Market.GetUtcNow());
        }
    }

    [Fact]
    public async Task Get_TimePassesAndCallsFailAndWaitersLeave_NeverTwoCallsOfAKeyAtOnceNorAnAnswerTooOld()
    {
        using var bench = new CacheBench(new CacheOptions { MostEntries = Keys / 2 });
        var flying = new ConcurrentDictionary<string, int>();
        var atOnce = 0;
        var made = 0;
        var (answered, left) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(reader => Task.Run(async () =>
        {
            var random = new Random(reader);
            for (var i = 0; i < 1500; i++)
            {
                var symbol = $"C{random.Next(Keys)}-USD";
                if (random.Next(40) == 0) bench.Pass(random.Next(1, 4));
                using var patience = new CancellationTokenSource();
                var asked = bench.Cache.GetAsync(new CacheKey(CacheKind.Book, "kraken", symbol), CacheBench.Text, _ => CallAsync(symbol), patience.Token).AsTask();
                if (random.Next(10) == 0) await patience.CancelAsync();
                try
                {
                    var answer = await asked;
                    Interlocked.Increment(ref answered);
                    if (answer.Value is not null) answer.Value.ShouldBe(symbol);
                    else answer.Failure.ShouldNotBeNull();
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref left);
                }
            }
        })));

        atOnce.ShouldBe(0);
        (answered + left).ShouldBe(12 * 1500);
        var counts = bench.Counts();
        counts.Requests.ShouldBe(12 * 1500);
        (counts.Misses + counts.Refreshes).ShouldBe(made);
        bench.Cache.Report().Entries.ShouldBeLessThanOrEqualTo(Keys / 2);
        counts.Evictions.ShouldBeGreaterThan(0);

        async Task<CacheLoad<string>> CallAsync(string symbol)
        {
            if (flying.AddOrUpdate(symbol, 1, static (_, n) => n + 1) > 1) Interlocked.Increment(ref atOnce);
            var call = Interlocked.Increment(ref made);
            await Task.Yield();
            flying.AddOrUpdate(symbol, 0, static (_, n) => n - 1);
            return call % 7 == 0 ? CacheBench.Failed : new CacheLoad<string>(symbol, null, bench.Market.GetUtcNow());
        }
    }
}
