using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets.Tiers;

namespace CryptoRun.Web.Market;

/// <summary>What is known of a symbol, with its provenance.</summary>
internal sealed record MarketAnswer<T>(string Symbol, MarketSource Source, DateTimeOffset AsOf, T Data, Provenance Provenance, IReadOnlyList<TierStep> FallbackChain);

/// <summary>An order book with the figures that follow from it; they are null while the book is not to be trusted, and notTrustworthyWhy says why.</summary>
internal sealed record BookDocument(
    DateTimeOffset ExchangeTime, string Venue, BookIntegrity Integrity, string? NotTrustworthyWhy, double? Mid, double? SpreadBps, double? DepthUsd, bool DepthIsLowerBound, double? Imbalance,
    IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks)
{
    /// <summary>The book as it is shown, so many levels a side; figures are of all of it.</summary>
    public static TieredAnswer<BookDocument> Of(TieredAnswer<ExchangeNativeBook> answer, int levels, MarketData market)
    {
        if (answer.Value is not { } book) return new TieredAnswer<BookDocument>(null, null, answer.FallbackChain, answer.HasFailed);
        var reading = BookReading.Of(book, market.Now);
        return new TieredAnswer<BookDocument>(
            new BookDocument(
                book.ExchangeTime, book.Venue, book.Integrity, reading.NotTrustworthyWhy, reading.Mid, reading.SpreadBps, reading.DepthUsd, reading.DepthIsLowerBound, reading.Imbalance,
                [.. book.Bids.Take(levels)], [.. book.Asks.Take(levels)]),
            answer.Provenance, answer.FallbackChain, answer.HasFailed);
    }
}
