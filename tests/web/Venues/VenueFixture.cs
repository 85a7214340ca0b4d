using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Health;

namespace CryptoRun.Web.Tests.Venues;

/// <summary>A venue in any state.</summary>
internal static class VenueFixture
{
    private static readonly DateTimeOffset At = BoardFixture.At;

    public static VenueStatus Green { get; } = Of("okx", heartbeat: 0.4, p99: 12.3);

    public static VenueStatus Of(string venue, double? heartbeat, double? p99 = null, double? errors = null, double? complete = null, VenueRole role = VenueRole.Books)
    {
        var health = VenueHealth.Of(new VenueWindow(At, venue, heartbeat, errors, p99, complete), new VenueHealthOptions());
        var report = new VenueReport(
            At, venue, health, 3.14, new VenueLink(true, At.AddMinutes(-3), null), new VenueTotals(62, 0, 1_234_567, 0, 1, 0, 0), 19.6, BreakerState.Closed, new Dictionary<string, long>());
        return new VenueStatus(report, role, 60, 60, []);
    }

    public static VenueStatus With(this VenueStatus venue, Func<VenueReport, VenueReport> change) => venue with { Report = change(venue.Report) };
}
