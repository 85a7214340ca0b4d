using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation.Binance;
using CryptoRun.Worker.Simulation.Bybit;
using CryptoRun.Worker.Simulation.Coinbase;
using CryptoRun.Worker.Simulation.DefiLlama;
using CryptoRun.Worker.Simulation.Events;
using CryptoRun.Worker.Simulation.Kraken;
using CryptoRun.Worker.Simulation.KrakenFutures;
using CryptoRun.Worker.Simulation.Okx;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation;

/// <summary>The venues of a run that is not live, each on its own loopback address. Whoever starts them hands their addresses to the adapters; nothing else differs from a live run.</summary>
internal sealed class LoopbackVenues : IAsyncDisposable
{
    private LoopbackVenues(IMarketTape tape, IReadOnlyList<LoopbackVenue> all) => (Tape, All) = (tape, all);

    /// <summary>The market that is played, as the scanned venue sees it.</summary>
    public IMarketTape Tape { get; }

    /// <summary>All of them. In a replay Kraken alone: its recording has no other venue, and no perpetuals.</summary>
    public IReadOnlyList<LoopbackVenue> All { get; }

    /// <summary>The loopback Kraken.</summary>
    public LoopbackKraken Kraken => (LoopbackKraken)All[0];

    /// <summary>The loopback of Kraken's derivatives venue; null in a replay.</summary>
    public LoopbackFutures? KrakenFutures => All.OfType<LoopbackFutures>().SingleOrDefault();

    /// <summary>Starts them.</summary>
    /// <param name="options">The market: simulated or a replay.</param>
    /// <param name="clock">Market time; for a replay it starts at <see cref="ReplayRecording.From"/>.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="recording">The recording of a replay; null to load it here.</param>
    /// <param name="loggers">Null for silence.</param>
    /// <param name="wanted">Whether a venue, by its name, is wanted; null: all. Kraken always is.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentException">A live market has no loopback.</exception>
    public static async Task<LoopbackVenues> StartAsync(
        MarketOptions options,
        MarketClock clock,
        TimeProvider wall,
        ReplayRecording? recording = null,
        ILoggerFactory? loggers = null,
        Func<string, bool>? wanted = null,
        CancellationToken cancellationToken = default)
    {
        var venues = options.Source switch
        {
            MarketSource.Simulated => Simulated(new SimulatedMarket(options.Simulation.Seed, options.Simulation.Coins), clock, wall, loggers, wanted ?? (static _ => true)),
            MarketSource.Replay => Replayed(new ReplayMarket((recording ?? ReplayRecording.Load(options.Replay)).Candles), clock, wall, loggers),
            _ => throw new ArgumentException($"Market:Source is {options.Source}; only Simulated and Replay have loopback venues.", nameof(options)),
        };
        try
        {
            foreach (var venue in venues.All) await venue.StartAsync(cancellationToken);
            return venues;
        }
        catch
        {
            await venues.DisposeAsync();
            throw;
        }
    }

    /// <summary>A venue by its name; null where this market does not have it.</summary>
    public LoopbackVenue? Find(string name) => All.FirstOrDefault(v => v.Name == name);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var venue in All) await venue.DisposeAsync();
    }

    private static LoopbackVenues Replayed(ReplayMarket tape, MarketClock clock, TimeProvider wall, ILoggerFactory? loggers) => new(tape, [new LoopbackKraken(tape, clock, wall, loggers)]);

    private static LoopbackVenues Simulated(SimulatedMarket market, MarketClock clock, TimeProvider wall, ILoggerFactory? loggers, Func<string, bool> wanted)
    {
        List<LoopbackVenue> venues = [new LoopbackKraken(market, clock, wall, loggers)];
        Add("okx", tape => new LoopbackOkx(tape, clock, wall, loggers), SimulatedVenue.Okx);
        Add("coinbase", tape => new LoopbackCoinbase(tape, clock, wall, loggers), SimulatedVenue.Coinbase);
        Add("krakenfutures", tape => new LoopbackFutures(tape, clock, wall, loggers), SimulatedVenue.Kraken);
        Add("binance", tape => new LoopbackBinance(tape, clock, wall, loggers), SimulatedVenue.Binance);
        Add("bybit", tape => new LoopbackBybit(tape, clock, wall, loggers), SimulatedVenue.Bybit);
        Add("defillama", tape => new LoopbackDefiLlama(tape, clock, wall, loggers), SimulatedVenue.Kraken);
        Add("events", tape => new LoopbackEvents(tape, clock, wall, loggers), SimulatedVenue.Kraken);
        return new LoopbackVenues(market, venues);

        void Add(string name, Func<IMarketTape, LoopbackVenue> make, SimulatedVenue view)
        {
            if (wanted(name)) venues.Add(make(view.IsKraken ? market : market.Through(view)));
        }
    }
}
