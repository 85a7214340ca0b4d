namespace CryptoRun.Worker.Exchanges;

/// <summary>What a venue is read for.</summary>
public enum VenueRole
{
    /// <summary>Universe, candles, prices, books: the venue that is scanned.</summary>
    Scanned,

    /// <summary>Order books, prices and trades of the scanned coins.</summary>
    Books,

    /// <summary>Perpetuals: funding, open interest, marks.</summary>
    Perpetuals,

    /// <summary>Reserves and supplies, from an aggregator: never a book.</summary>
    Reserves,
}
