namespace CryptoRun.Domain.Premove;

/// <summary>Ages of a coin's feeds.</summary>
/// <param name="Factor">Multiplies the score: 1 up to 2 h, falling linearly to 0.8 at 4 h; the oldest feed in use decides.</param>
/// <param name="OldestFeed">That feed; null where none is in use.</param>
/// <param name="OldestAgeSeconds">Its age.</param>
/// <param name="StaleLiveFeeds">Live feeds older than 90 s: each is a hard failure.</param>
/// <param name="Sentence">One sentence.</param>
/// <param name="Hint">What would have to change.</param>
public sealed record Freshness(double Factor, string? OldestFeed, double? OldestAgeSeconds, IReadOnlyList<string> StaleLiveFeeds, string Sentence, string Hint)
{
    /// <summary>A live feed is stale.</summary>
    public bool HasFailed => StaleLiveFeeds.Count > 0;
}
