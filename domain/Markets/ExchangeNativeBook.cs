namespace CryptoRun.Domain.Markets;

/// <summary>
/// An order book as an exchange itself published it. Depth, spread and what follows from them accept this type alone, and only an
/// <see cref="ExchangeBookSource"/> can make one: an aggregator has no way to.
/// </summary>
public sealed class ExchangeNativeBook
{
    internal ExchangeNativeBook(DateTimeOffset exchangeTime, string symbol, string venue, BookIntegrity integrity, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks)
    {
        (ExchangeTime, Symbol, Venue, Integrity, Bids, Asks) = (exchangeTime, symbol, venue, integrity, bids, asks);
    }

    /// <summary>The exchange's time of the newest update, UTC.</summary>
    public DateTimeOffset ExchangeTime { get; }

    /// <summary>Canonical symbol.</summary>
    public string Symbol { get; }

    /// <summary>The exchange.</summary>
    public string Venue { get; }

    /// <summary>What the exchange's own check said.</summary>
    public BookIntegrity Integrity { get; }

    /// <summary>Bids, highest first. May be empty or crossed: who reads a book judges it first.</summary>
    public IReadOnlyList<BookLevel> Bids { get; }

    /// <summary>Asks, lowest first.</summary>
    public IReadOnlyList<BookLevel> Asks { get; }
}

/// <summary>
/// What an exchange adapter derives from to make books, and the only thing that can. A test of the worker lists every type that derives from it: the
/// adapters of exchanges, and the store and the replay that give back what those adapters recorded.
/// </summary>
public abstract class ExchangeBookSource
{
    /// <summary>Makes a book from an exchange's own message.</summary>
    /// <param name="exchangeTime">The exchange's time, UTC.</param>
    /// <param name="symbol">Canonical symbol.</param>
    /// <param name="venue">The exchange.</param>
    /// <param name="integrity">What the exchange's check said.</param>
    /// <param name="bids">Highest first; copied.</param>
    /// <param name="asks">Lowest first; copied.</param>
    /// <exception cref="ArgumentException">A price or size of 0 or less, or levels out of order; the message names symbol, side and level.</exception>
    protected static ExchangeNativeBook Native(
        DateTimeOffset exchangeTime, string symbol, string venue, BookIntegrity integrity, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks)
    {
        RequireOrder(symbol, "bid", bids, descending: true);
        RequireOrder(symbol, "ask", asks, descending: false);
        return new ExchangeNativeBook(exchangeTime.ToUniversalTime(), symbol, venue, integrity, [.. bids], [.. asks]);
    }

    private static void RequireOrder(string symbol, string side, IReadOnlyList<BookLevel> levels, bool descending)
    {
        for (var i = 0; i < levels.Count; i++)
        {
            var (price, size) = levels[i];
            if (price <= 0 || size <= 0) throw new ArgumentException($"{symbol}: {side} {i} has price {price} and size {size}; both must be above 0.", nameof(levels));
            if (i > 0 && (descending ? price >= levels[i - 1].Price : price <= levels[i - 1].Price))
                throw new ArgumentException($"{symbol}: {side} {i} at {price} is not {(descending ? "under" : "over")} the level before it at {levels[i - 1].Price}.", nameof(levels));
        }
    }
}
