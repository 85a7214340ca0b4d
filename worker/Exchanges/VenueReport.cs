using CryptoRun.Domain.Venues;

namespace CryptoRun.Worker.Exchanges;

/// <summary>How a venue does. Times are wall times, UTC.</summary>
/// <param name="At">When this was read.</param>
/// <param name="Venue">Lower-case name.</param>
/// <param name="Health">The last 60 s, judged.</param>
/// <param name="P50Milliseconds">Median time of the calls of the last 60 s; null without calls.</param>
/// <param name="Link">The stream.</param>
/// <param name="Totals">Since start.</param>
/// <param name="BudgetLeft">REST calls that could be made at once; null where there is no REST side.</param>
/// <param name="Breaker">State of the circuit breaker; null where there is no REST side.</param>
/// <param name="Anomalies">What could not be used, by kind, since start.</param>
public sealed record VenueReport(
    DateTimeOffset At,
    string Venue,
    VenueHealth Health,
    double? P50Milliseconds,
    VenueLink? Link,
    VenueTotals Totals,
    double? BudgetLeft,
    BreakerState? Breaker,
    IReadOnlyDictionary<string, long> Anomalies);

/// <summary>The stream of a venue.</summary>
/// <param name="IsUp">Whether it is connected and subscribed.</param>
/// <param name="Since">Since when; null when it was never opened, as at a venue without a stream.</param>
/// <param name="Reason">Why it is down.</param>
public readonly record struct VenueLink(bool IsUp, DateTimeOffset? Since, string? Reason);

/// <summary>What a venue did since start. Of a report that another process wrote down only some is known: the rest is null.</summary>
/// <param name="Calls">Attempts of REST calls.</param>
/// <param name="Errors">Those that failed.</param>
/// <param name="Messages">Messages of the stream.</param>
/// <param name="Missed">Messages that are missing or could not be used.</param>
/// <param name="Connections">Connections that were subscribed.</param>
/// <param name="Losses">Connections that were lost.</param>
/// <param name="BooksDropped">Books that became untrusted.</param>
public sealed record VenueTotals(long? Calls, long? Errors, long? Messages, long Missed, int? Connections, int? Losses, long BooksDropped);

/// <summary>A circuit breaker.</summary>
public enum BreakerState
{
    /// <summary>Calls go.</summary>
    Closed,

    /// <summary>One call goes, to see whether the venue is back.</summary>
    HalfOpen,

    /// <summary>No call goes.</summary>
    Open,
}
