using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Storage;

/// <summary>How venues did through time, append-only; what is too old is forgotten.</summary>
public interface IVenueHistoryStore
{
    /// <summary>Appends what a run said, in one transaction. What is there of a venue and an instant stays.</summary>
    Task<int> AppendAsync(IReadOnlyList<VenuePoint> points, CancellationToken cancellationToken);

    /// <summary>Points with <paramref name="from"/> &lt;= instant &lt;= <paramref name="to"/> of all venues, by venue, oldest first.</summary>
    Task<IReadOnlyList<VenuePoint>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}

/// <summary>A venue as a run of <c>providers.health</c> found it.</summary>
/// <param name="At">Slot of the run, market time.</param>
/// <param name="WallAt">When it was read, wall time: health is of networks.</param>
/// <param name="Venue">Lower-case name.</param>
/// <param name="State">The last 60 s, judged.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="P99Milliseconds">99th percentile of the calls' times; null without calls.</param>
/// <param name="ErrorRate">Failed calls over calls, 0 to 1; null without calls.</param>
/// <param name="HeartbeatSeconds">Since anything was heard; null: never.</param>
/// <param name="Completeness">Messages received over expected, at most 1; null where none is expected.</param>
/// <param name="Breaker">Circuit breaker; null where there is no REST side.</param>
/// <param name="BudgetLeft">REST calls that could be made at once; null likewise.</param>
/// <param name="Missed">Messages missing or of no use since the process started.</param>
/// <param name="BooksDropped">Books that became untrusted since then.</param>
public sealed record VenuePoint(
    DateTimeOffset At,
    DateTimeOffset WallAt,
    string Venue,
    VenueState State,
    string Reason,
    double? P99Milliseconds,
    double? ErrorRate,
    double? HeartbeatSeconds,
    double? Completeness,
    BreakerState? Breaker,
    double? BudgetLeft,
    long Missed,
    long BooksDropped)
{
    /// <summary>What to write down of a report.</summary>
    public static VenuePoint Of(DateTimeOffset at, VenueReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new VenuePoint(
            at, report.At, report.Venue, report.Health.State, report.Health.Reason, Measure("p99"), Measure("errorRate"), Measure("heartbeat"), Measure("completeness"), report.Breaker, report.BudgetLeft,
            report.Totals.Missed, report.Totals.BooksDropped);

        double? Measure(string name) => report.Health.Measures.FirstOrDefault(m => m.Name == name)?.Value;
    }
}
