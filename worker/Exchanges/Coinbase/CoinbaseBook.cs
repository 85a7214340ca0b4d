using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>
/// Coinbase's book of one product. Its messages carry neither a checksum nor a number, so all that one of them can show by itself is a crossed book; what else speaks against a
/// book comes from beside it (<see cref="CoinbaseTradeChain"/>, <see cref="CoinbaseTops"/>).
/// </summary>
/// <param name="symbol">Canonical symbol.</param>
/// <param name="depth">Levels a side.</param>
internal sealed class CoinbaseBook(string symbol, int depth) : LiveBook(symbol, CoinbaseParser.Venue, depth)
{
    /// <summary>Best bid and ask after the newest message; null for an empty side.</summary>
    public (decimal? Bid, decimal? Ask) Top { get; private set; }

    /// <summary>Takes a message; false when the book is no longer to be trusted and must be subscribed anew.</summary>
    public bool Take(CoinbaseBookChange change)
    {
        if (!change.IsReadable)
        {
            // An update of a subscription that has been given up changes nothing.
            if (!change.IsSnapshot && !IsTrusted) return true;
            Lose(change.Time);
            return false;
        }

        return change.IsSnapshot ? Begin(change.Time, change.Bids, change.Asks, Seen) : Change(change.Time, change.Bids, change.Asks, Seen);
    }

    /// <summary>The book that a REST answer is.</summary>
    public static VenueResult<ExchangeNativeBook> Whole(string symbol, DateTimeOffset time, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks) =>
        Whole(time, symbol, CoinbaseParser.Venue, bids, asks);

    private bool Seen()
    {
        Top = (Bids.Span is [var bid, ..] ? bid.Price : null, Asks.Span is [var ask, ..] ? ask.Price : null);
        return true;
    }
}

/// <summary>What a book message says of one product.</summary>
/// <param name="Time">Coinbase's time, never after receipt.</param>
/// <param name="IsSnapshot">The whole book, or what has changed.</param>
/// <param name="Bids">Levels; size 0 takes one away.</param>
/// <param name="Asks">Levels.</param>
/// <param name="IsReadable">Whether every level could be read.</param>
internal sealed record CoinbaseBookChange(DateTimeOffset Time, bool IsSnapshot, IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks, bool IsReadable = true);
