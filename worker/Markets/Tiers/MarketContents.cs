using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>How each kind of market data is weighed and written for the cache. Decimals keep their digits; a book is given back by the one type of the store that may.</summary>
internal static class MarketContents
{
    private const int ItemBytes = 130;
    private const int LevelBytes = 32;

    public static CacheContent<IReadOnlyList<Quote>> Quotes { get; } = List<Quote>();

    public static CacheContent<IReadOnlyList<Candle>> Candles { get; } = List<Candle>();

    public static CacheContent<IReadOnlyList<Trade>> Trades { get; } = List<Trade>();

    public static CacheContent<IReadOnlyList<FundingRate>> Funding { get; } = List<FundingRate>();

    public static CacheContent<IReadOnlyList<PerpetualTicker>> Tickers { get; } = List<PerpetualTicker>();

    public static CacheContent<ExchangeNativeBook> Book { get; } = new(
        static book => (book.Bids.Count + book.Asks.Count) * LevelBytes,
        static book => JsonSerializer.SerializeToUtf8Bytes(new NamedBook(book.Symbol, StoredBook.Of(book)), Json.Options),
        static bytes => Read<NamedBook>(bytes) is { } named ? Back(named) : null);

    private static CacheContent<IReadOnlyList<TItem>> List<TItem>() => new(
        static items => items.Count * ItemBytes, static items => JsonSerializer.SerializeToUtf8Bytes(items, Json.Options), static bytes => Read<TItem[]>(bytes));

    private static T? Read<T>(byte[] bytes)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ExchangeNativeBook? Back(NamedBook named)
    {
        try
        {
            return StoredBooks.Back(named.Symbol, named.Book);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private sealed record NamedBook(string Symbol, StoredBook Book);
}
