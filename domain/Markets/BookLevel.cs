namespace CryptoRun.Domain.Markets;

/// <summary>One price of an order book.</summary>
/// <param name="Price">USD, above 0.</param>
/// <param name="Size">Base units, above 0.</param>
public readonly record struct BookLevel(decimal Price, decimal Size);

/// <summary>What the venue's own check said of a book: a checksum, or an unbroken chain of sequence numbers.</summary>
public enum BookIntegrity
{
    /// <summary>The check of the newest update agreed.</summary>
    Verified,

    /// <summary>The venue's checksum did not agree with the book.</summary>
    ChecksumMismatch,

    /// <summary>An update is missing.</summary>
    SequenceGap,

    /// <summary>Best bid at or above best ask, which no exchange's matching leaves standing: an update is missing or wrong.</summary>
    Crossed,

    /// <summary>Its prices are far from those of the other venues and of the candles: a point in the wrong place, a wrong pair.</summary>
    PriceDisagrees,
}
