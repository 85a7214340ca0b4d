using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Exchanges.Contract;

/// <summary>What the contract must know of a venue: how to build both of its sides, and what its protocol cannot say.</summary>
internal abstract class SpotVenue
{
    /// <summary>The simulated market as this venue sees it.</summary>
    public abstract SimulatedVenue Seen { get; }

    /// <summary>Whether its stream has hourly candles. Where it has none, they come by REST after each hour.</summary>
    public virtual bool HasCandleChannel => true;

    /// <summary>Whether its books carry a checksum that is verified.</summary>
    public virtual bool HasChecksums => false;

    /// <summary>Best levels a side that its check of books covers: what is trusted is right that deep after a lost message.</summary>
    public virtual int CheckedLevels => int.MaxValue;

    /// <summary>Levels a side that its REST gives of a book.</summary>
    public virtual int RestLevels => int.MaxValue;

    /// <summary>Candles that one call gives when no instant is named, the forming one included.</summary>
    public virtual int Candles => 720;

    /// <summary>A candle as its REST answers can say it: without what the venue does not give.</summary>
    public virtual Candle AsTold(Candle candle) => candle;

    /// <summary>A trade as far as its number goes: a venue that numbers its trades itself has not the tape's.</summary>
    public virtual Trade AsTold(Trade trade) => trade;

    /// <summary>The loopback venue.</summary>
    public abstract LoopbackVenue Loopback(IMarketTape tape, MarketClock clock, TimeProvider wall);

    /// <summary>The adapter, pointed at a loopback venue: 1000 calls a second, <see cref="SpotStage.Patience"/> for a silent socket, everything else as by default.</summary>
    public abstract (IMarketDataClient Client, IMarketDataStream Stream) Adapter(LoopbackVenue venue, MarketClock clock, TimeProvider wall, VenueMonitors monitors);
}
