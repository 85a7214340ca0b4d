using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation.Kraken;
using CryptoRun.Worker.Simulation.KrakenFutures;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation;

/// <summary>The venues of a run that is not live, each on its own loopback address. Whoever starts them hands their addresses to the adapters; nothing else differs from a live run.</summary>
internal sealed class LoopbackVenues : IAsyncDisposable
{
    private LoopbackVenues(IMarketTape tape, LoopbackKraken kraken, LoopbackFutures? futures) => (Tape, Kraken, KrakenFutures) = (tape, kraken, futures);

    /// <summary>The market that is played.</summary>
    public IMarketTape Tape { get; }

    /// <summary>The loopback Kraken.</summary>
    public LoopbackKraken Kraken { get; }

    /// <summary>The loopback of Kraken's derivatives venue; null in a replay, whose recording has no perpetuals.</summary>
    public LoopbackFutures? KrakenFutures { get; }

    /// <summary>Base address of Kraken's REST interface.</summary>
    public Uri KrakenRestBaseAddress => Kraken.RestBaseAddress;

    /// <summary>Address of Kraken's WebSocket v2.</summary>
    public Uri KrakenWebSocketAddress => Kraken.WebSocketAddress;

    /// <summary>Starts them.</summary>
    /// <param name="options">The market: simulated or a replay.</param>
    /// <param name="clock">Market time; for a replay it starts at <see cref="ReplayRecording.From"/>.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="recording">The recording of a replay; null to load it here.</param>
    /// <param name="loggers">Null for silence.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentException">A live market has no loopback.</exception>
    public static async Task<LoopbackVenues> StartAsync(
        MarketOptions options, MarketClock clock, TimeProvider wall, ReplayRecording? recording = null, ILoggerFactory? loggers = null, CancellationToken cancellationToken = default)
    {
        IMarketTape tape = options.Source switch
        {
            MarketSource.Simulated => new SimulatedMarket(options.Simulation.Seed, options.Simulation.Coins),
            MarketSource.Replay => new ReplayMarket((recording ?? ReplayRecording.Load(options.Replay)).Candles),
            _ => throw new ArgumentException($"Market:Source is {options.Source}; only Simulated and Replay have loopback venues.", nameof(options)),
        };
        var kraken = new LoopbackKraken(tape, clock, wall, loggers);
        var futures = options.Source == MarketSource.Simulated ? new LoopbackFutures(tape, clock, wall, loggers) : null;
        var venues = new LoopbackVenues(tape, kraken, futures);
        try
        {
            await kraken.StartAsync(cancellationToken);
            if (futures is not null) await futures.StartAsync(cancellationToken);
            return venues;
        }
        catch
        {
            await venues.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Kraken.DisposeAsync();
        if (KrakenFutures is not null) await KrakenFutures.DisposeAsync();
    }
}
