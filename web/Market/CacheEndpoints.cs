using CryptoRun.Domain.Markets;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Caching;

namespace CryptoRun.Web.Market;

/// <summary><c>GET /api/v1/cache</c>: how the cache of venues' answers does.</summary>
internal static class CacheEndpoints
{
    public static void MapCache(this IEndpointRouteBuilder api) => api.MapGet("/cache", static (CacheStatus cache, MarketView market) => new CacheDocument(market.Source, cache.Read()))
        .Produces<CacheDocument>()
        .WithTags("Market")
        .Describe(
            "Cache of venues' answers",
            "Counts since start, by kind. hitRate: requests answered without waiting for a venue; who waits for somebody else's call is coalesced and no hit. redis is null when there is none.",
            MarketExamples.Cache);
}

/// <summary>How the cache does.</summary>
internal sealed record CacheDocument(MarketSource Source, CacheReport Cache);
