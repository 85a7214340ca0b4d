using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Exchanges.KrakenFutures;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker;

/// <summary>Where the venues are: the configured addresses of a live market, or those of the loopback once it has started.</summary>
/// <param name="settings">Options.</param>
internal sealed class VenueAddresses(WorkerSettings settings)
{
    private KrakenEndpoints? _kraken = settings.Source == MarketSource.Live ? settings.Kraken : null;
    private KrakenFuturesEndpoints? _krakenFutures = settings.Source == MarketSource.Live ? settings.KrakenFutures : null;

    /// <summary>Kraken.</summary>
    /// <exception cref="InvalidOperationException">The loopback has not started: a market that is not live never falls back on the real venue.</exception>
    public KrakenEndpoints Kraken => _kraken ?? throw new InvalidOperationException("The loopback venues have no addresses before they have started.");

    /// <summary>Kraken's derivatives venue.</summary>
    /// <exception cref="InvalidOperationException">As with Kraken.</exception>
    public KrakenFuturesEndpoints KrakenFutures => _krakenFutures ?? throw new InvalidOperationException("The loopback venues have no addresses before they have started.");

    /// <summary>From now on the venues are our own: their addresses, and no limit but the largest that the options allow.</summary>
    public void Use(LoopbackVenues venues)
    {
        _kraken = settings.Kraken with
        {
            RestBaseAddress = venues.KrakenRestBaseAddress,
            WebSocketAddress = venues.KrakenWebSocketAddress,
            RequestsPerSecond = 1000,
            Burst = 1000,
            // A replay has no book to ask for, and no perpetual.
            BookDepth = settings.Source == MarketSource.Replay ? 0 : settings.Kraken.BookDepth,
        };
        _krakenFutures = settings.KrakenFutures with
        {
            RestBaseAddress = venues.KrakenFutures?.RestBaseAddress ?? settings.KrakenFutures.RestBaseAddress,
            RequestsPerSecond = 1000,
            Burst = 1000,
            Enabled = settings.KrakenFutures.Enabled && venues.KrakenFutures is not null,
        };
    }
}
