using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Health;

/// <summary>How the venues of this market do, now.</summary>
public sealed class VenueStatuses
{
    private readonly VenueAddresses _addresses;
    private readonly VenueMonitors _monitors;
    private readonly OrderBookKeeper _books;
    private readonly VenueHealthOptions _options;
    private readonly Func<bool> _hasStarted;
    private readonly Func<LoopbackVenues?> _loopback;
    private readonly Func<IReadOnlyList<VenueStatus>>? _stored;

    internal VenueStatuses(VenueAddresses addresses, VenueMonitors monitors, OrderBookKeeper books, VenueHealthOptions options, Func<bool> hasStarted, Func<LoopbackVenues?> loopback, Func<IReadOnlyList<VenueStatus>>? stored = null) =>
        (_addresses, _monitors, _books, _options, _hasStarted, _loopback, _stored) = (addresses, monitors, books, options, hasStarted, loopback, stored);

    /// <summary>Whether this process asks no venue and knows what others wrote down.</summary>
    public bool AreElsewhere => _stored is not null;

    /// <summary>All of them, the one that is scanned first; none before the market has started. Where they are elsewhere: as they were written down within the last hour.</summary>
    public IReadOnlyList<VenueStatus> Now() => _stored is { } stored ? stored() : _hasStarted() ? [.. _addresses.InForce.Select(Of)] : [];

    private VenueStatus Of(RestEndpoints endpoints)
    {
        var report = _monitors.Of(endpoints.Venue).Report(_options);
        var books = _books.All.Where(b => b.Venue == endpoints.Venue).ToList();
        return new VenueStatus(report, endpoints.Role, books.Count, books.Count(static b => b.IsTrusted), _loopback()?.Find(endpoints.Host)?.Faults.Standing ?? []);
    }
}

/// <summary>How a venue does.</summary>
/// <param name="Report">What was counted.</param>
/// <param name="Role">What it is read for; null where this process does not know.</param>
/// <param name="Books">Order books kept; null where this process does not know.</param>
/// <param name="BooksTrusted">Those that are trusted; null likewise.</param>
/// <param name="Faults">What it does wrong on demand; always none at a real venue.</param>
public sealed record VenueStatus(VenueReport Report, VenueRole? Role, int? Books, int? BooksTrusted, IReadOnlyList<VenueFault> Faults)
{
    /// <summary>When another process wrote it down, market time; null: this one counts by itself.</summary>
    public DateTimeOffset? StoredAt { get; init; }
}
