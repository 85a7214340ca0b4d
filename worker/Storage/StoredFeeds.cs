using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Storage;

/// <summary>What a scan knew of a symbol beside its candles, as it is written down. Null and empty mean what they mean in <see cref="SymbolFeeds"/>.</summary>
/// <param name="Books">Order books, level by level.</param>
/// <param name="Perpetuals">Perpetuals; their hours are in <see cref="IDerivativesStore"/>, as of the scan's instant of knowledge.</param>
/// <param name="Events">Events that the calendar knew.</param>
/// <param name="Sentiment">Newest reading.</param>
/// <param name="EtfFlow">Newest net flow.</param>
public sealed record StoredFeeds(
    IReadOnlyList<StoredBook>? Books,
    IReadOnlyList<StoredPerpetual>? Perpetuals = null,
    IReadOnlyList<CatalystEvent>? Events = null,
    SentimentReading? Sentiment = null,
    EtfFlow? EtfFlow = null)
{
    /// <summary>What to write down; null when no feed was connected.</summary>
    public static StoredFeeds? Of(SymbolFeeds feeds) => feeds == SymbolFeeds.None
        ? null
        : new StoredFeeds(
            feeds.Books is { } books ? [.. books.Select(StoredBook.Of)] : null,
            feeds.Perpetuals is { } perpetuals ? [.. perpetuals.Select(static p => new StoredPerpetual(p.Venue, p.Mark))] : null,
            feeds.Events,
            feeds.Sentiment,
            feeds.EtfFlow);

    /// <summary>What was known.</summary>
    /// <param name="symbol">Canonical symbol.</param>
    /// <param name="hours">A venue's hours of this symbol as they were known, null where it had none.</param>
    public SymbolFeeds Back(string symbol, Func<string, PerpetualPoints?> hours) => SymbolFeeds.None with
    {
        Books = Books is { } books ? [.. books.Select(b => StoredBooks.Back(symbol, b))] : null,
        Perpetuals = Perpetuals is { } perpetuals
            ? [.. perpetuals.Select(p => new PerpetualFeed(p.Venue, hours(p.Venue)?.Funding ?? [], hours(p.Venue)?.OpenInterest ?? [], p.Mark))]
            : null,
        Events = Events,
        Sentiment = Sentiment,
        EtfFlow = EtfFlow,
    };
}

/// <summary>What a scan's own row has of a perpetual.</summary>
/// <param name="Venue">Venue.</param>
/// <param name="Mark">Newest mark price.</param>
public sealed record StoredPerpetual(string Venue, MarkPrice? Mark);

/// <summary>An order book as it is written down: prices as the first one and the steps from each to the next, which compress to little.</summary>
/// <param name="ExchangeTime">The exchange's time, UTC.</param>
/// <param name="Venue">The exchange.</param>
/// <param name="Integrity">What its check said.</param>
/// <param name="BidPrices">First price, then steps.</param>
/// <param name="BidSizes">Sizes.</param>
/// <param name="AskPrices">First price, then steps.</param>
/// <param name="AskSizes">Sizes.</param>
public sealed record StoredBook(
    DateTimeOffset ExchangeTime,
    string Venue,
    BookIntegrity Integrity,
    IReadOnlyList<decimal> BidPrices,
    IReadOnlyList<decimal> BidSizes,
    IReadOnlyList<decimal> AskPrices,
    IReadOnlyList<decimal> AskSizes)
{
    /// <summary>Dividing by it takes trailing zeros away.</summary>
    private const decimal One = 1.0000000000000000000000000000m;

    /// <summary>Writes a book down.</summary>
    public static StoredBook Of(ExchangeNativeBook book) =>
        new(book.ExchangeTime, book.Venue, book.Integrity, Steps(book.Bids), Sizes(book.Bids), Steps(book.Asks), Sizes(book.Asks));

    /// <summary>Levels of a side.</summary>
    internal static IReadOnlyList<BookLevel> Levels(IReadOnlyList<decimal> steps, IReadOnlyList<decimal> sizes)
    {
        var levels = new BookLevel[steps.Count];
        var price = 0m;
        for (var i = 0; i < levels.Length; i++) levels[i] = new BookLevel(price += steps[i], sizes[i]);
        return levels;
    }

    private static decimal[] Steps(IReadOnlyList<BookLevel> side)
    {
        var steps = new decimal[side.Count];
        for (var i = 0; i < steps.Length; i++) steps[i] = (side[i].Price - (i == 0 ? 0 : side[i - 1].Price)) / One;
        return steps;
    }

    private static decimal[] Sizes(IReadOnlyList<BookLevel> side) => [.. side.Select(static l => l.Size / One)];
}

/// <summary>Gives back the books that exchange adapters once made, and nothing else.</summary>
internal sealed class StoredBooks : ExchangeBookSource
{
    private StoredBooks()
    {
    }

    /// <summary>A book as it was.</summary>
    /// <exception cref="ArgumentException">The stored levels are no book's: the row has been damaged.</exception>
    public static ExchangeNativeBook Back(string symbol, StoredBook book) => Native(
        book.ExchangeTime, symbol, book.Venue, book.Integrity, StoredBook.Levels(book.BidPrices, book.BidSizes), StoredBook.Levels(book.AskPrices, book.AskSizes));
}
