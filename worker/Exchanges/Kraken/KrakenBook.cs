using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>
/// Kraken's book of one pair, checked after every message by Kraken's own checksum: CRC-32 over the ten best asks, then the ten best bids, each price and quantity written
/// without its point and without leading zeros (Kraken's guide "Spot WebSockets v2 book checksum"). A decimal keeps the digits that the wire had, so that text is its mantissa.
/// </summary>
/// <param name="symbol">Canonical symbol.</param>
/// <param name="depth">Levels a side.</param>
internal sealed class KrakenBook(string symbol, int depth) : LiveBook(symbol, KrakenParser.Venue, depth)
{
    private readonly KrakenDigits _bids = new();
    private readonly KrakenDigits _asks = new();
    private Func<bool>? _agrees;
    private uint _told;
    private uint _own;

    /// <summary>Takes a message; false when the book is no longer to be trusted and must be subscribed anew.</summary>
    public bool Take(in KrakenBookChange change)
    {
        if (change.Checksum is not { } checksum)
        {
            Distrust(change.Time, BookIntegrity.SequenceGap);
            return false;
        }

        _told = checksum;
        _agrees ??= Agrees;
        return change.IsSnapshot ? Begin(change.Time, change.Bids, change.Asks, _agrees) : Change(change.Time, change.Bids, change.Asks, _agrees);
    }

    /// <summary>The book that a REST answer is.</summary>
    public static VenueResult<ExchangeNativeBook> Whole(string symbol, DateTimeOffset time, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks) =>
        Whole(time, symbol, KrakenParser.Venue, bids, asks);

    /// <summary>Kraken's checksum of a book.</summary>
    /// <param name="bids">Highest first.</param>
    /// <param name="asks">Lowest first.</param>
    public static uint Checksum(IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks)
    {
        var crc = new Crc32();
        crc.Add(new KrakenDigits().Of([.. asks], from: 0));
        crc.Add(new KrakenDigits().Of([.. bids], from: 0));
        return crc.Value;
    }

    private bool Agrees()
    {
        // Levels beyond the tenth are most of a deep book's changes, and have no part in the checksum.
        var (bidsFrom, asksFrom) = (Bids.TakeChangedFrom(), Asks.TakeChangedFrom());
        if (Math.Min(bidsFrom, asksFrom) < KrakenDigits.Levels)
        {
            var crc = new Crc32();
            crc.Add(_asks.Of(Asks.Span, asksFrom));
            crc.Add(_bids.Of(Bids.Span, bidsFrom));
            _own = crc.Value;
        }

        return _own == _told;
    }
}

/// <summary>What a book message says of one pair.</summary>
/// <param name="Time">Kraken's time, never after receipt.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="IsSnapshot">The whole book, or what has changed.</param>
/// <param name="Bids">Levels; size 0 takes one away. Those that <see cref="KrakenFrames"/> gives are good until its next frame.</param>
/// <param name="Asks">Levels.</param>
/// <param name="Checksum">Kraken's checksum of the book after it; null for a message that could not be read.</param>
internal readonly record struct KrakenBookChange(
    DateTimeOffset Time, string Symbol, bool IsSnapshot, IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks, uint? Checksum);
