namespace CryptoRun.Worker.Caching;

/// <summary>How the cache does, since start.</summary>
/// <param name="At">Market time, UTC.</param>
/// <param name="Entries">Answers kept.</param>
/// <param name="MostEntries">Most that are kept.</param>
/// <param name="Bytes">Estimated size.</param>
/// <param name="MostBytes">Largest size.</param>
/// <param name="HitRate">Requests answered without waiting for a venue, 0 to 1; null before the first request.</param>
/// <param name="Kinds">The kinds that were asked for.</param>
/// <param name="Redis">The second level; null when there is none.</param>
public sealed record CacheReport(
    DateTimeOffset At, int Entries, int MostEntries, long Bytes, long MostBytes, double? HitRate, IReadOnlyList<CacheKindReport> Kinds, SecondLevelReport? Redis);

/// <summary>Counts of a kind. A request is a hit, a stale hit, a shared hit, a miss or coalesced.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Hits">Given out within its life.</param>
/// <param name="StaleHits">Given out after its life, while it was fetched anew.</param>
/// <param name="SharedHits">Found in Redis.</param>
/// <param name="Misses">A call was made and waited for.</param>
/// <param name="Coalesced">Waited for a call that another request had made.</param>
/// <param name="Refreshes">Calls behind stale answers.</param>
/// <param name="Failures">Calls that brought no value.</param>
/// <param name="Evictions">Answers that had to go to make room.</param>
public sealed record CacheKindReport(CacheKind Kind, long Hits, long StaleHits, long SharedHits, long Misses, long Coalesced, long Refreshes, long Failures, long Evictions)
{
    /// <summary>Requests.</summary>
    public long Requests => Hits + StaleHits + SharedHits + Misses + Coalesced;

    /// <summary>Requests answered without waiting for a venue, 0 to 1; null without requests.</summary>
    public double? HitRate => Requests == 0 ? null : (double)(Hits + StaleHits + SharedHits) / Requests;
}

/// <summary>How Redis does, since start.</summary>
/// <param name="IsUp">Whether the newest attempt was answered.</param>
/// <param name="Reads">Attempts to read.</param>
/// <param name="Writes">Attempts to write.</param>
/// <param name="Writing">Writes under way.</param>
/// <param name="Failures">Attempts that failed, those that took too long included.</param>
/// <param name="TimeOuts">Attempts that took too long.</param>
/// <param name="Skipped">Reads and writes left out: right after a failure, or because too many writes were under way.</param>
public sealed record SecondLevelReport(bool IsUp, long Reads, long Writes, int Writing, long Failures, long TimeOuts, long Skipped);

/// <summary>How the cache does, for who may not touch it.</summary>
/// <param name="Read">Reads it.</param>
public sealed record CacheStatus(Func<CacheReport> Read);
