namespace CryptoRun.Worker.Caching;

/// <summary>What can happen at the cache.</summary>
internal enum CacheEvent
{
    /// <summary>Given out within its life.</summary>
    Hit,

    /// <summary>Given out after its life, while it is fetched anew.</summary>
    StaleHit,

    /// <summary>Found in the second level.</summary>
    SharedHit,

    /// <summary>A call was made, and waited for.</summary>
    Miss,

    /// <summary>A call that somebody else had made already was waited for.</summary>
    Coalesced,

    /// <summary>Fetched anew behind a stale answer.</summary>
    Refresh,

    /// <summary>A call brought no value.</summary>
    Failure,

    /// <summary>Had to go to make room.</summary>
    Eviction,
}

/// <summary>Counts by kind; safe from any thread.</summary>
internal sealed class CacheMeter
{
    private static readonly CacheKind[] Kinds = Enum.GetValues<CacheKind>();
    private static readonly int Events = Enum.GetValues<CacheEvent>().Length;

    private readonly long[] _counts = new long[Kinds.Length * Events];

    /// <summary>Counts one.</summary>
    public void Count(CacheKind kind, CacheEvent what) => Interlocked.Increment(ref _counts[((int)kind * Events) + (int)what]);

    /// <summary>How often it happened.</summary>
    public long Of(CacheKind kind, CacheEvent what) => Interlocked.Read(ref _counts[((int)kind * Events) + (int)what]);

    /// <summary>The kinds that were asked for.</summary>
    public IReadOnlyList<CacheKindReport> Report() => [.. Kinds.Select(ReportOf).Where(static k => k.Requests > 0)];

    private CacheKindReport ReportOf(CacheKind kind) => new(
        kind, Of(kind, CacheEvent.Hit), Of(kind, CacheEvent.StaleHit), Of(kind, CacheEvent.SharedHit), Of(kind, CacheEvent.Miss), Of(kind, CacheEvent.Coalesced),
        Of(kind, CacheEvent.Refresh), Of(kind, CacheEvent.Failure), Of(kind, CacheEvent.Eviction));
}
