namespace CryptoRun.Worker.Scanning;

/// <summary>Outcome of recomputing a stored score from the stored inputs.</summary>
/// <param name="Symbol">Symbol.</param>
/// <param name="ScanId">Scan.</param>
/// <param name="Same">Whether hash and score are the same, to the bit.</param>
/// <param name="StoredHash">Input hash that was stored.</param>
/// <param name="RecomputedHash">Input hash recomputed.</param>
/// <param name="StoredFinal">Final that was stored.</param>
/// <param name="RecomputedFinal">Final recomputed, null when the symbol could not be scored again.</param>
/// <param name="Problem">What differs, in one sentence; null when the same.</param>
public sealed record Verification(string Symbol, string ScanId, bool Same, string StoredHash, string RecomputedHash, double StoredFinal, double? RecomputedFinal, string? Problem);
