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

    /// <summary>Kraken.</summary>
    /// <exception cref="InvalidOperationException">The loopback has not started: a market that is not live never falls back on the real venue.</exception>
    public KrakenEndpoints Kraken => _kraken ?? throw new InvalidOperationException("The loopback venues have no addresses before they have started.");

    /// <summary>Kraken's derivatives venue; null where this market has none.</summary>
    public KrakenFuturesEndpoints? KrakenFutures { get; private set; } = settings.Source == MarketSource.Live ? settings.KrakenFutures : null;

    /// <summary>From now on the venues are our own: their addresses, and no limit but the largest that the options allow.</summary>
    public void Use(LoopbackVenues venues)
    {
        _kraken = settings.Kraken with
        {
            RestBaseAddress = venues.KrakenRestBaseAddress,
            WebSocketAddress = venues.KrakenWebSocketAddress,
            RequestsPerSecond = 1000,
            Burst = 1000,
            // A replay has no book to ask for.
            BookDepth = settings.Source == MarketSource.Replay ? 0 : settings.Kraken.BookDepth,
        };
        if (venues.KrakenFutures is { } futures) KrakenFutures = settings.KrakenFutures with { RestBaseAddress = futures.RestBaseAddress, RequestsPerSecond = 1000, Burst = 1000 };
    }
}
