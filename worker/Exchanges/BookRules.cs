using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>What no order book can be. Such a book stops at the border as a whole: without the level in question it would be another book.</summary>
internal static class BookRules
{
    private const decimal Highest = 1e18m;

    /// <summary>What is wrong, and where; null for a book that may pass. A side may be empty.</summary>
    /// <param name="bids">Highest first; a level that could not be read is the default one.</param>
    /// <param name="asks">Lowest first.</param>
    public static string? Broken(IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks) =>
        Broken("bid", bids, descending: true) ?? Broken("ask", asks, descending: false)
        ?? (bids is [var bid, ..] && asks is [var ask, ..] && bid.Price >= ask.Price ? $"crossed, best bid {bid.Price} and best ask {ask.Price}" : null);

    private static string? Broken(string side, IReadOnlyList<BookLevel> levels, bool descending)
    {
        for (var i = 0; i < levels.Count; i++)
        {
            var (price, size) = levels[i];
            if (levels[i] == default) return $"{side} {i} cannot be read";
            if (price is <= 0 or > Highest || size <= 0) return $"{side} {i} has price {price} and size {size}";
            if (i > 0 && (descending ? price >= levels[i - 1].Price : price <= levels[i - 1].Price))
                return $"{side} {i} at {price} is not {(descending ? "under" : "over")} the one before it at {levels[i - 1].Price}";
        }

        return null;
    }
}
