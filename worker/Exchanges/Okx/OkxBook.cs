using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>
/// OKX's book of one pair. Each message names the one before it: a book is right as long as that is the one applied last, whichever way the numbers go (they may begin anew at maintenance, and a
/// message without changes, one a minute, repeats its number). OKX's checksum is being given up, the field is 0 on every message, and is not looked at.
/// </summary>
/// <param name="symbol">Canonical symbol.</param>
/// <param name="depth">Levels a side.</param>
internal sealed class OkxBook(string symbol, int depth) : LiveBook(symbol, OkxParser.Venue, depth)
{
    private static readonly Func<bool> Agrees = static () => true;

    private long _sequence;

    /// <summary>Takes a message; false when the book is no longer to be trusted and must be subscribed anew.</summary>
    public bool Take(OkxBookChange change)
    {
        if (change.Sequence is not { } sequence) return Gap(change.Time);
        if (change.IsSnapshot)
        {
            _sequence = sequence;
            return Begin(change.Time, change.Bids, change.Asks, Agrees);
        }

        if (!IsTrusted) return true;
        if (change.Previous != _sequence) return Gap(change.Time);

        _sequence = sequence;

        // A message without changes is a sign of life and does not make the book younger.
        return change.Bids.Count + change.Asks.Count == 0 || Change(change.Time, change.Bids, change.Asks, Agrees);
    }

    /// <summary>The book that a REST answer is.</summary>
    public static VenueResult<ExchangeNativeBook> Whole(string symbol, DateTimeOffset time, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks) =>
        Whole(time, symbol, OkxParser.Venue, bids, asks);

    private bool Gap(DateTimeOffset at)
    {
        Distrust(at, BookIntegrity.SequenceGap);
        return false;
    }
}

/// <summary>What a book message says of its pair.</summary>
/// <param name="ReceivedAt">Market time of receipt.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Time">OKX's time, never after receipt.</param>
/// <param name="IsSnapshot">The whole book, or what has changed.</param>
/// <param name="Bids">Levels; size 0 takes one away.</param>
/// <param name="Asks">Levels.</param>
/// <param name="Sequence">Number of the message; null for one that could not be read.</param>
/// <param name="Previous">Number of the message before it.</param>
internal sealed record OkxBookChange(
    DateTimeOffset ReceivedAt, string Symbol, DateTimeOffset Time, bool IsSnapshot, IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks, long? Sequence, long Previous)
    : MarketEvent(ReceivedAt);
