using BenchmarkDotNet.Attributes;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Markets.Tiers;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Benchmarks;

/// <summary>What an answer from the cache costs: within its life, and with the way through the tiers.</summary>
[MemoryDiagnoser]
public class CacheBenchmarks
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);
    private readonly CacheKey[] _keys = [.. Enumerable.Range(0, 60).Select(static i => new CacheKey(CacheKind.Quote, "kraken", $"C{i:00}-USD"))];
    private readonly IReadOnlyList<Quote> _quotes = [new(At, "C00-USD", "kraken", 1.5m, null, null)];
    private MarketCache _cache = null!;
    private MarketData _data = null!;
    private int _next;

    /// <summary>Nothing grows old: time is held.</summary>
    [GlobalSetup]
    public async Task Build()
    {
        var market = new MarketClock(TimeProvider.System, At, 1);
        market.Hold(At);
        _cache = new MarketCache(new CacheOptions(), market, static _ => false, null, NullLogger<MarketCache>.Instance);
        foreach (var key in _keys) await _cache.GetAsync(key, MarketContents.Quotes, LoadAsync, CancellationToken.None);
        TierRead<Quote> stream = new(DataTier.Hot, "kraken", static (_, _) => ValueTask.FromResult(new TierFind<Quote>(new Quote(At, "C00-USD", "kraken", 1, null, null), At.AddSeconds(-9), At)));
        TierRead<Quote> rest = new(DataTier.Warm, "kraken", async (question, token) =>
            (await CachedCall.ReadAsync(_cache, _keys[0], MarketContents.Quotes, _ => throw new InvalidOperationException(), static q => q[0].ExchangeTime, market, token)).Pick(static q => q[0], static q => q.ExchangeTime, ""));
        MarketSources sources = new(static _ => ValueTask.FromResult<IReadOnlyCollection<string>>([]), [stream, rest], [], [], [], [], []);
        _data = new MarketData(() => sources, market);
    }

    /// <summary>A hit, round about 60 keys.</summary>
    [Benchmark]
    public async ValueTask<bool> Hit() => (await _cache.GetAsync(_keys[_next++ % _keys.Length], MarketContents.Quotes, LoadAsync, CancellationToken.None)).IsHit;

    /// <summary>A price whose stream is too old, from the cache, with provenance and chain.</summary>
    [Benchmark]
    public async Task<DataTier> Quote() => (await _data.QuoteAsync("C00-USD", VenueChoice.Primary, CancellationToken.None)).Provenance!.Tier;

    /// <summary>A hundred thousand hits on two threads, one lock.</summary>
    [Benchmark(OperationsPerInvoke = 200_000)]
    public Task HitsOfTwoThreads() => Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
    {
        for (var i = 0; i < 100_000; i++) await _cache.GetAsync(_keys[i % _keys.Length], MarketContents.Quotes, LoadAsync, CancellationToken.None);
    })));

    private Task<CacheLoad<IReadOnlyList<Quote>>> LoadAsync(CancellationToken cancellationToken) => Task.FromResult(new CacheLoad<IReadOnlyList<Quote>>(_quotes, null, At));
}
