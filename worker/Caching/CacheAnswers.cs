using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Caching;

/// <summary>What a call brought: a value to keep, or a failure, which is not kept.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Value">The value, null on failure.</param>
/// <param name="Failure">The failure, null on success.</param>
/// <param name="ExchangeTime">The venue's time of the value, UTC.</param>
/// <param name="Retries">How often the call was tried again.</param>
/// <param name="Kind">Kind whose life it has, when it is not the key's: candles that are not all there yet.</param>
internal sealed record CacheLoad<T>(T? Value, VenueFailure? Failure, DateTimeOffset ExchangeTime, int Retries = 0, CacheKind? Kind = null)
    where T : class;

/// <summary>An answer of the cache.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Value">The value, null when the call for it failed.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="ExchangeTime">The venue's time of the value, UTC.</param>
/// <param name="ReceivedAt">Market time at which it came from the venue.</param>
/// <param name="IsHit">Whether it was there already; else a call was made, or waited for.</param>
/// <param name="IsStale">Whether its life is over and it is being fetched anew.</param>
/// <param name="Retries">How often the call that brought it was tried again.</param>
internal readonly record struct CacheAnswer<T>(T? Value, VenueFailure? Failure, DateTimeOffset ExchangeTime, DateTimeOffset ReceivedAt, bool IsHit, bool IsStale, int Retries)
    where T : class;
