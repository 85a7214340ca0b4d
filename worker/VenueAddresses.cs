using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker;

/// <summary>Where the venues are: the configured addresses of a live market, or those of the loopback once it has started.</summary>
/// <param name="settings">Options.</param>
internal sealed class VenueAddresses(WorkerSettings settings)
{
    private IReadOnlyList<RestEndpoints>? _inForce = settings.Source == MarketSource.Live ? [.. settings.Venues.All.Where(static v => v.Enabled || v is KrakenEndpoints)] : null;

    /// <summary>The venues of this market.</summary>
    /// <exception cref="InvalidOperationException">The loopback has not started: a market that is not live never falls back on the real venues.</exception>
    public IReadOnlyList<RestEndpoints> InForce => _inForce ?? throw new InvalidOperationException("The loopback venues have no addresses before they have started.");

    /// <summary>A venue; null where this market does not have it.</summary>
    public T? Find<T>()
        where T : RestEndpoints => InForce.OfType<T>().SingleOrDefault();

    /// <summary>Where our own documents of events, sentiment and fund flows are; null at a market that has none.</summary>
    public Uri? Documents { get; private set; }

    /// <summary>From now on the venues are our own: their addresses, and no limit but the largest that the options allow.</summary>
    public void Use(LoopbackVenues venues)
    {
        Documents = venues.Find("events")?.RestBaseAddress;
        _inForce = [.. settings.Venues.All.Select(v => venues.Find(v.Host) is { } venue ? Loopback(v, venue) : null).OfType<RestEndpoints>()];
    }

    private RestEndpoints Loopback(RestEndpoints endpoints, LoopbackVenue venue)
    {
        var own = endpoints.MovedTo(venue.RestBaseAddress, () => venue.WebSocketAddress);

        // A replay has no book to ask for.
        return own is KrakenEndpoints kraken && settings.Source == MarketSource.Replay ? kraken with { BookDepth = 0 } : own;
    }
}
