using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>A venue's call through the cache, as a find of the warm tier.</summary>
internal static class CachedCall
{
    /// <summary>Reads.</summary>
    /// <param name="cache">Cache.</param>
    /// <param name="key">Name of the answer.</param>
    /// <param name="content">How it is weighed and written.</param>
    /// <param name="call">The call.</param>
    /// <param name="timeOf">The venue's time of a value; null: it says none, and the time of receipt stands for it.</param>
    /// <param name="market">Market time.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    /// <param name="kindOf">The kind whose life a value has, when it is not the key's.</param>
    public static async Task<TierFind<T>> ReadAsync<T>(
        MarketCache cache, CacheKey key, CacheContent<T> content, Func<CancellationToken, Task<VenueResult<T>>> call, Func<T, DateTimeOffset?> timeOf, MarketClock market,
        CancellationToken cancellationToken, Func<T, CacheKind?>? kindOf = null)
        where T : class
    {
        var answer = await cache.GetAsync(key, content, LoadAsync, cancellationToken);
        return answer.Value is { } value
            ? new TierFind<T>(value, answer.ExchangeTime, answer.ReceivedAt, IsCacheHit: answer.IsHit, IsStale: answer.IsStale, Retries: answer.Retries)
            : TierFind.Failed<T>(answer.Failure?.Message ?? "no answer", answer.Retries) with { HasFailed = answer.Failure?.Kind is not (VenueFailureKind.UnknownSymbol or VenueFailureKind.Refused) };

        async Task<CacheLoad<T>> LoadAsync(CancellationToken token)
        {
            var retries = CallRetries.Begin();
            var result = await call(token);
            return result.Value is { } loaded
                ? new CacheLoad<T>(loaded, null, timeOf(loaded) ?? market.GetUtcNow(), retries.Count, kindOf?.Invoke(loaded))
                : new CacheLoad<T>(null, result.Failure, default, retries.Count);
        }
    }

    /// <summary>A part of what was found.</summary>
    public static TierFind<TPart> Pick<T, TPart>(this TierFind<T> find, Func<T, TPart?> part, Func<TPart, DateTimeOffset> timeOf, string whyNot)
        where T : class
        where TPart : class
    {
        if (find.Value is null) return find.As<TPart>();
        return part(find.Value) is { } picked
            ? new TierFind<TPart>(picked, timeOf(picked), find.ReceivedAt, IsCacheHit: find.IsCacheHit, IsStale: find.IsStale, Retries: find.Retries)
            : TierFind.None<TPart>(whyNot);
    }
}
