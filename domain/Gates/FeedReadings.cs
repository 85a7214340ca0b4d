using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Gates;

/// <summary>A venue's book and how the venue is doing.</summary>
/// <param name="Book">The book read at the scan instant.</param>
/// <param name="Health">Health of its venue; null where nobody measures it, which counts as green.</param>
public sealed record VenueBook(BookReading Book, VenueState? Health);

/// <summary>Funding of a coin's perpetual futures over the venues that list one.</summary>
/// <param name="MedianZ">Venue-median of (rate - 7 d mean) / 7 d sd; null where a perpetual is listed but its history is too short.</param>
/// <param name="HasPerpetual">Whether any venue lists one.</param>
/// <param name="Venues">Venues behind the median, in words: <c>binance, okx</c>.</param>
/// <param name="Time">Time of the newest rate behind it, UTC; null without one.</param>
public sealed record FundingReading(double? MedianZ, bool HasPerpetual, string Venues, DateTimeOffset? Time)
{
    /// <summary>No venue lists a perpetual of this coin.</summary>
    public static FundingReading NoPerpetual { get; } = new(null, HasPerpetual: false, "none", null);
}

/// <summary>When a decision was made about a signal.</summary>
/// <param name="SignalTime">The signal: in a scan the instant its data are as of, UTC.</param>
/// <param name="DecidedAt">The moment it was judged, UTC.</param>
/// <param name="Relaxation">The extra time granted to it, or null.</param>
public sealed record DecisionTiming(DateTimeOffset SignalTime, DateTimeOffset DecidedAt, LateFillRelaxation? Relaxation = null);

/// <summary>One grant of extra time, as the ledger keeps it.</summary>
/// <param name="Time">The decision it was granted to, UTC.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="ExtraSeconds">Seconds granted.</param>
/// <param name="P99Milliseconds">The pipeline's own 99th percentile at that moment, milliseconds.</param>
/// <param name="Reason">One sentence.</param>
public sealed record LateFillRelaxation(DateTimeOffset Time, string Symbol, double ExtraSeconds, double P99Milliseconds, string Reason);
