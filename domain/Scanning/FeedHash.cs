using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Scanning;

/// <summary>
/// Feeds in the canonical encoding of <see cref="InputHash"/>. Prices, sizes and rates go in as the doubles that the mathematics sees: equal decimals are
/// equal doubles, however many trailing zeros they carry.
/// </summary>
internal static class FeedHash
{
    private const int None = -1;

    public static void Append(CanonicalBytes bytes, SymbolFeeds feeds)
    {
        if (ReferenceEquals(feeds, SymbolFeeds.None))
        {
            InputHash.Number(bytes, None);
            return;
        }

        InputHash.Number(bytes, 1);
        InputHash.Number(bytes, feeds.Books?.Count ?? None);
        foreach (var book in feeds.Books ?? []) Book(bytes, book);
        InputHash.Number(bytes, feeds.Perpetuals?.Count ?? None);
        foreach (var perpetual in feeds.Perpetuals ?? []) Perpetual(bytes, perpetual);
        InputHash.Number(bytes, feeds.Events?.Count ?? None);
        foreach (var known in feeds.Events ?? []) Event(bytes, known);
        Stamped(bytes, feeds.Sentiment?.Time, feeds.Sentiment?.Value, feeds.Sentiment?.Source);
        Stamped(bytes, feeds.EtfFlow?.Time, feeds.EtfFlow?.NetUsd, feeds.EtfFlow?.Source);
    }

    private static void Book(CanonicalBytes bytes, ExchangeNativeBook book)
    {
        Stamped(bytes, book.ExchangeTime, (int)book.Integrity, book.Venue);
        InputHash.Text(bytes, book.Symbol);
        Column(bytes, book.Bids, level => level.Price);
        Column(bytes, book.Bids, level => level.Size);
        Column(bytes, book.Asks, level => level.Price);
        Column(bytes, book.Asks, level => level.Size);
    }

    private static void Perpetual(CanonicalBytes bytes, PerpetualFeed feed)
    {
        InputHash.Text(bytes, feed.Venue);
        Times(bytes, feed.Funding, rate => rate.Time);
        Column(bytes, feed.Funding, rate => rate.Rate);
        Column(bytes, feed.Funding, rate => rate.IntervalHours);
        Times(bytes, feed.OpenInterest, reading => reading.Time);
        Column(bytes, feed.OpenInterest, reading => reading.Usd);
        Stamped(bytes, feed.Mark?.Time, feed.Mark?.Price, null);
    }

    private static void Event(CanonicalBytes bytes, CatalystEvent known)
    {
        Stamped(bytes, known.Time, (int)known.Tier, known.Source);
        InputHash.Number(bytes, known.KnownAt.UtcTicks);
        InputHash.Text(bytes, known.Title);
    }

    private static void Stamped(CanonicalBytes bytes, DateTimeOffset? time, decimal? value, string? source)
    {
        InputHash.Number(bytes, time?.UtcTicks ?? None);
        InputHash.Number(bytes, value is { } number ? DecimalCrossing.ToDouble(number) : 0.0);
        InputHash.Text(bytes, source);
    }

    private static void Times<T>(CanonicalBytes bytes, IReadOnlyList<T> list, Func<T, DateTimeOffset> time)
    {
        InputHash.Number(bytes, list.Count);
        foreach (var item in list) InputHash.Number(bytes, time(item).UtcTicks);
    }

    private static void Column<T>(CanonicalBytes bytes, IReadOnlyList<T> list, Func<T, decimal> value)
    {
        InputHash.Number(bytes, list.Count);
        foreach (var item in list) InputHash.Number(bytes, DecimalCrossing.ToDouble(value(item)));
    }
}
