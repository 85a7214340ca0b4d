using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Caching;

/// <summary>Entries in the second level, each under the prefix of its market source: simulated, replayed and live values never meet.</summary>
/// <param name="second">The second level.</param>
/// <param name="source">Source of every number.</param>
/// <param name="options">Lives.</param>
/// <param name="market">Market time.</param>
/// <param name="logger">Log.</param>
internal sealed class SharedEntries(SecondLevel second, MarketSource source, CacheOptions options, MarketClock market, ILogger logger)
{
    /// <summary>Clocks of two nodes differ; what lies further in the future than this belongs to another replay.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(1);

    private readonly string _prefix = Prefix(options, source);

    /// <summary>What has happened so far.</summary>
    public SecondLevelReport Report => second.Report;

    /// <summary>What all keys of a source begin with; the version is that of <see cref="CacheEnvelope"/> and of what is in it.</summary>
    public static string Prefix(CacheOptions options, MarketSource source) => $"{options.RedisPrefix}:{source.ToString().ToLowerInvariant()}:v1:";

    /// <summary>An entry that is within its life; null when there is none.</summary>
    public async Task<CacheEnvelope?> FindAsync(CacheKey key)
    {
        if (await second.FindAsync(_prefix + key) is not { } bytes) return null;
        if (CacheEnvelope.Of(bytes) is not { } found)
        {
            logger.EntryUnreadable(key.ToString());
            return null;
        }

        var age = market.GetUtcNow() - found.ReceivedAt;
        return age >= -ClockDifference && age < options.LifeOf(found.Kind) ? found : null;
    }

    /// <summary>Writes an entry for its life.</summary>
    public void Keep(CacheKey key, CacheEnvelope entry) => second.Keep(_prefix + key, entry.ToBytes(), entry.Kind == CacheKind.ClosedCandles ? options.RedisClosedCandles : WallLife(entry.Kind));

    private TimeSpan WallLife(CacheKind kind) => options.LifeOf(kind) / market.Speed is var life && life > TimeSpan.FromMilliseconds(1) ? life : TimeSpan.FromMilliseconds(1);
}
