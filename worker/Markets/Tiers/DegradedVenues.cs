using System.Collections.Concurrent;
using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>
/// Whether a venue should be asked less: its circuit breaker is not closed, or of late its calls fail, are slow or its messages are incomplete. Silence alone is no reason: who is asked
/// once a minute is silent in between. Judged once a second at most.
/// </summary>
/// <param name="monitors">What venues do.</param>
/// <param name="options">What is green.</param>
/// <param name="wall">Wall time.</param>
internal sealed class DegradedVenues(VenueMonitors monitors, VenueHealthOptions options, TimeProvider wall)
{
    private static readonly TimeSpan Judged = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, (long At, bool Is)> _known = new(StringComparer.Ordinal);

    /// <summary>Whether it is degraded now.</summary>
    public bool Has(string venue)
    {
        if (_known.TryGetValue(venue, out var known) && wall.GetElapsedTime(known.At) < Judged) return known.Is;
        var degraded = IsDegraded(monitors.Of(venue).Report(options));
        _known[venue] = (wall.GetTimestamp(), degraded);
        return degraded;
    }

    private static bool IsDegraded(VenueReport report) =>
        report.Breaker is BreakerState.Open or BreakerState.HalfOpen
        || report.Health.Measures.Any(static m => m is { State: VenueState.Yellow or VenueState.Red, Value: not null } && m.Name != "heartbeat");
}
