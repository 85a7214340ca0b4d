using System.Buffers.Text;
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
    private const int Checked = 10;

    /// <summary>Takes a message; false when the book is no longer to be trusted and must be subscribed anew.</summary>
    public bool Take(KrakenBookChange change)
    {
        if (change.Checksum is not { } checksum)
        {
            Distrust(change.Time, BookIntegrity.SequenceGap);
            return false;
        }

        return change.IsSnapshot ? Begin(change.Time, change.Bids, change.Asks, Agrees) : Change(change.Time, change.Bids, change.Asks, Agrees);

        bool Agrees() => Checksum(Levels.Bids, Levels.Asks) == checksum;
    }

    /// <summary>Kraken's checksum of a book.</summary>
    /// <param name="bids">Highest first.</param>
    /// <param name="asks">Lowest first.</param>
    public static uint Checksum(IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks)
    {
        var crc = new Crc32();
        Add(ref crc, asks);
        Add(ref crc, bids);
        return crc.Value;
    }

    private static void Add(ref Crc32 crc, IReadOnlyList<BookLevel> side)
    {
        for (var i = 0; i < side.Count && i < Checked; i++)
        {
            AddDigits(ref crc, side[i].Price);
            AddDigits(ref crc, side[i].Size);
        }
    }

    private static void AddDigits(ref Crc32 crc, decimal value)
    {
        Span<int> parts = stackalloc int[4];
        Span<byte> digits = stackalloc byte[32];
        decimal.GetBits(value, parts);
        Utf8Formatter.TryFormat(new decimal(parts[0], parts[1], parts[2], isNegative: false, scale: 0), digits, out var length);
        crc.Add(digits[..length]);
    }
}

/// <summary>What a book message says of one pair.</summary>
/// <param name="ReceivedAt">Market time of receipt.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Time">Kraken's time, never after receipt.</param>
/// <param name="IsSnapshot">The whole book, or what has changed.</param>
/// <param name="Bids">Levels; size 0 takes one away.</param>
/// <param name="Asks">Levels.</param>
/// <param name="Checksum">Kraken's checksum of the book after it; null for a message that could not be read.</param>
internal sealed record KrakenBookChange(
    DateTimeOffset ReceivedAt, string Symbol, DateTimeOffset Time, bool IsSnapshot, IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks, uint? Checksum)
    : MarketEvent(ReceivedAt);
