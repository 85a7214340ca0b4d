namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>How near to the market a value is: the worse of where it came from and how old it is.</summary>
public enum DataTier
{
    /// <summary>From a stream, and no older than 5 s.</summary>
    Hot,

    /// <summary>From a venue's REST through the cache, and no older than the kind allows.</summary>
    Warm,

    /// <summary>From the store, or too old for anything better.</summary>
    Cold,
}

/// <summary>A value with where it came from; without one, what was tried.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Value">The value; null when it was to be had nowhere.</param>
/// <param name="Provenance">Where it came from; null without a value.</param>
/// <param name="FallbackChain">Each step that was tried, in order, with its outcome; the last one is the answer's own unless a later one only confirmed it.</param>
/// <param name="HasFailed">Whether a venue or a store failed on the way: without a value it may be there later.</param>
public sealed record TieredAnswer<T>(T? Value, Provenance? Provenance, IReadOnlyList<TierStep> FallbackChain, bool HasFailed)
    where T : class;

/// <summary>Where a value came from. Times are market time, UTC.</summary>
/// <param name="Tier">How near to the market it is.</param>
/// <param name="Venue">The venue that said it; lower case.</param>
/// <param name="ExchangeTime">The venue's time of it.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="AgeSeconds">Age, 0 or more: of prices and books by the venue's time, of lists by their receipt.</param>
/// <param name="IsCacheHit">Whether no call was made for it.</param>
/// <param name="IsStale">Whether its life in the cache is over and it is being fetched anew.</param>
/// <param name="Retries">How often the call that brought it was tried again.</param>
public sealed record Provenance(DataTier Tier, string Venue, DateTimeOffset ExchangeTime, DateTimeOffset ReceivedAt, double AgeSeconds, bool IsCacheHit, bool IsStale, int Retries);

/// <summary>A step that was tried.</summary>
/// <param name="Tier">Tier of the source.</param>
/// <param name="Venue">Venue.</param>
/// <param name="Outcome">What came of it, in words.</param>
public sealed record TierStep(DataTier Tier, string Venue, string Outcome);
