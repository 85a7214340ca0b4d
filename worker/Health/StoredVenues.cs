using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Health;

/// <summary>How the venues did when a worker wrote it down last, for a node that asks none: pages, readiness and gauges tell of them with their age.</summary>
/// <param name="store">What each run of <c>providers.health</c> said.</param>
/// <param name="venues">Order and roles.</param>
/// <param name="options">Bounds that single measures are judged by.</param>
/// <param name="clock">Market time.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="log">Log.</param>
internal sealed class StoredVenues(IVenueHistoryStore store, VenueSettings venues, VenueHealthOptions options, MarketClock clock, TimeProvider wall, ILogger<StoredVenues> log)
    : StoreFollower("states of venues", wall, log)
{
    /// <summary>What is older says nothing of now.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromHours(1);

    private IReadOnlyList<VenueStatus> _newest = [];

    /// <summary>One a venue, the one that is scanned first.</summary>
    public IReadOnlyList<VenueStatus> Newest
    {
        get
        {
            var since = clock.GetUtcNow() - Oldest;
            return [.. Volatile.Read(ref _newest).Where(v => v.StoredAt >= since)];
        }
    }

    /// <inheritdoc />
    internal override async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var points = await store.ReadAsync(now - Oldest, now, cancellationToken);
        var order = venues.All.Select(static v => v.Venue).ToList();
        Volatile.Write(ref _newest, [.. points.GroupBy(static p => p.Venue, StringComparer.Ordinal).Select(static g => g.MaxBy(static p => p.At)!).OrderBy(p => order.IndexOf(p.Venue)).Select(Of)]);
    }

    private VenueStatus Of(VenuePoint point)
    {
        var judged = VenueHealth.Of(new VenueWindow(point.WallAt, point.Venue, point.HeartbeatSeconds, point.ErrorRate, point.P99Milliseconds, point.Completeness), options);
        var report = new VenueReport(
            point.WallAt, point.Venue, judged with { State = point.State, Reason = point.Reason }, null, null, new VenueTotals(null, null, null, point.Missed, null, null, point.BooksDropped), point.BudgetLeft, point.Breaker,
            new Dictionary<string, long>(StringComparer.Ordinal));
        return new VenueStatus(report, venues.All.FirstOrDefault(v => v.Venue == point.Venue)?.Role, null, null, []) { StoredAt = point.At };
    }
}
