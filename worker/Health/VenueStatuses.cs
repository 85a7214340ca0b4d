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

    internal VenueStatuses(VenueAddresses addresses, VenueMonitors monitors, OrderBookKeeper books, VenueHealthOptions options, Func<bool> hasStarted, Func<LoopbackVenues?> loopback) =>
        (_addresses, _monitors, _books, _options, _hasStarted, _loopback) = (addresses, monitors, books, options, hasStarted, loopback);

    /// <summary>All of them, the one that is scanned first; none before the market has started.</summary>
    public IReadOnlyList<VenueStatus> Now() => _hasStarted() ? [.. _addresses.InForce.Select(Of)] : [];

    private VenueStatus Of(RestEndpoints endpoints)
    {
        var report = _monitors.Of(endpoints.Venue).Report(_options);
        var books = _books.All.Where(b => b.Venue == endpoints.Venue).ToList();
        return new VenueStatus(report, endpoints.Role, books.Count, books.Count(static b => b.IsTrusted), _loopback()?.Find(endpoints.Host)?.Faults.Standing ?? []);
    }
}

/// <summary>How a venue does.</summary>
/// <param name="Report">What was counted.</param>
/// <param name="Role">What it is read for.</param>
/// <param name="Books">Order books kept.</param>
/// <param name="BooksTrusted">Those that are trusted.</param>
/// <param name="Faults">What it does wrong on demand; always none at a real venue.</param>
public sealed record VenueStatus(VenueReport Report, VenueRole Role, int Books, int BooksTrusted, IReadOnlyList<VenueFault> Faults);
