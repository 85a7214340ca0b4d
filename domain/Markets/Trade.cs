namespace CryptoRun.Domain.Markets;

/// <summary>One trade as a venue reports it.</summary>
/// <param name="Time">The venue's time, UTC. Several trades may share it; their order is the venue's.</param>
/// <param name="Price">Quote currency, above 0.</param>
/// <param name="Size">Base units, above 0.</param>
/// <param name="Side">What the taker did.</param>
/// <param name="Id">The venue's number of it, rising within a symbol; null where the venue gives none.</param>
public readonly record struct Trade(DateTimeOffset Time, decimal Price, decimal Size, TradeSide Side, long? Id = null);

/// <summary>The taker's side of a trade: who crossed the spread.</summary>
public enum TradeSide
{
    /// <summary>The taker bought: the price was an ask.</summary>
    Buy,

    /// <summary>The taker sold: the price was a bid.</summary>
    Sell,
}
