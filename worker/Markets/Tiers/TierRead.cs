namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>What is asked.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Now">Market time, UTC.</param>
/// <param name="From">First instant wanted of what has a history; else not looked at.</param>
public sealed record MarketQuestion(string Symbol, DateTimeOffset Now, DateTimeOffset From);

/// <summary>One source of a kind of data: a stream's state, a venue's REST through the cache, a store.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Tier">Best tier that it can give.</param>
/// <param name="Venue">Lower-case name of the venue whose data it gives.</param>
/// <param name="ReadAsync">Reads it. Failures are values; cancellation propagates.</param>
public sealed record TierRead<T>(DataTier Tier, string Venue, Func<MarketQuestion, CancellationToken, ValueTask<TierFind<T>>> ReadAsync)
    where T : class;

/// <summary>What a source had.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Value">The value; null when it had none.</param>
/// <param name="ExchangeTime">The venue's time of it, UTC.</param>
/// <param name="ReceivedAt">Market time of receipt.</param>
/// <param name="Why">Without a value: why, in a few words.</param>
/// <param name="HasFailed">Without a value: whether the source failed; else it simply has none.</param>
/// <param name="IsCacheHit">Whether no call was made for it.</param>
/// <param name="IsStale">Whether its life in the cache is over.</param>
/// <param name="Retries">How often the call was tried again.</param>
public sealed record TierFind<T>(
    T? Value, DateTimeOffset ExchangeTime, DateTimeOffset ReceivedAt, string? Why = null, bool HasFailed = false, bool IsCacheHit = false, bool IsStale = false, int Retries = 0)
    where T : class
{
    /// <summary>The same want of a value of another kind.</summary>
    internal TierFind<TOther> As<TOther>()
        where TOther : class => new(null, default, default, Why, HasFailed, Retries: Retries);
}

/// <summary>Finds without a value.</summary>
public static class TierFind
{
    /// <summary>There is none.</summary>
    public static TierFind<T> None<T>(string why)
        where T : class => new(null, default, default, why);

    /// <summary>It could not be had.</summary>
    public static TierFind<T> Failed<T>(string why, int retries = 0)
        where T : class => new(null, default, default, why, HasFailed: true, Retries: retries);
}
