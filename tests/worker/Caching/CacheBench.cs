using System.Text;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Tests.Exchanges;

namespace CryptoRun.Worker.Tests.Caching;

/// <summary>A cache over a time that tests move and calls that they count.</summary>
internal sealed class CacheBench : IDisposable
{
    public static readonly CacheContent<string> Text = new(static s => s.Length * 2, Encoding.UTF8.GetBytes, Encoding.UTF8.GetString);
    public static readonly CacheKey Book = new(CacheKind.Book, "kraken", "BTC-USD");
    private readonly Lazy<MarketCache> _cache;
    private int _calls;

    public CacheBench(CacheOptions? options = null, Func<CacheBench, SharedEntries>? shared = null)
    {
        Options = options ?? new CacheOptions();
        Market = new MarketClock(Wall, null, 1);
        _cache = new(() => new MarketCache(Options, Market, _ => IsDegraded, shared?.Invoke(this), Log));
    }

    public CacheOptions Options { get; }

    public ManualTime Wall { get; } = new();

    public MarketClock Market { get; }

    public CapturedLog<MarketCache> Log { get; } = new();

    public MarketCache Cache => _cache.Value;

    public bool IsDegraded { get; set; }

    /// <summary>Calls made.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>What the next call gives; by default <c>v1</c>, <c>v2</c>, ...</summary>
    public Func<int, Task<CacheLoad<string>>>? Load { get; set; }

    public static CacheLoad<string> Failed { get; } = new(null, new VenueFailure(VenueFailureKind.ServerError, "kraken Depth: HTTP 503."), default, 3);

    public CacheLoad<string> Value(int call) => new($"v{call}", null, Market.GetUtcNow());

    public ValueTask<CacheAnswer<string>> GetAsync(CacheKey? key = null, CancellationToken cancellationToken = default) =>
        Cache.GetAsync(key ?? Book, Text, _ => CallAsync(), cancellationToken);

    public void Pass(double seconds) => Wall.Advance(TimeSpan.FromSeconds(seconds));

    public CacheKindReport Counts(CacheKind kind = CacheKind.Book) => Cache.Report().Kinds.Single(k => k.Kind == kind);

    public void Dispose() => Cache.Dispose();

    private Task<CacheLoad<string>> CallAsync()
    {
        var call = Interlocked.Increment(ref _calls);
        return Load?.Invoke(call) ?? Task.FromResult(Value(call));
    }
}
