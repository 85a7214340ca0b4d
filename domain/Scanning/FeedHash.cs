using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Scanning;

/// <summary>
/// Feeds in the canonical encoding of <see cref="InputHash"/>. Prices, sizes and rates go in as the doubles that the mathematics sees: equal decimals are
/// equal doubles, however many trailing zeros they carry.
/// </summary>
internal static class FeedHash
{
    private const int None = -1;

    public static void Append(IncrementalHash hash, SymbolFeeds feeds)
    {
        if (ReferenceEquals(feeds, SymbolFeeds.None))
        {
            InputHash.Number(hash, None);
            return;
        }

        InputHash.Number(hash, 1);
        InputHash.Number(hash, feeds.Books?.Count ?? None);
        foreach (var book in feeds.Books ?? []) Book(hash, book);
        InputHash.Number(hash, feeds.Perpetuals?.Count ?? None);
        foreach (var perpetual in feeds.Perpetuals ?? []) Perpetual(hash, perpetual);
        InputHash.Number(hash, feeds.Events?.Count ?? None);
        foreach (var known in feeds.Events ?? []) Event(hash, known);
        Stamped(hash, feeds.Sentiment?.Time, feeds.Sentiment?.Value, feeds.Sentiment?.Source);
        Stamped(hash, feeds.EtfFlow?.Time, feeds.EtfFlow?.NetUsd, feeds.EtfFlow?.Source);
    }

    private static void Book(IncrementalHash hash, ExchangeNativeBook book)
    {
        Stamped(hash, book.ExchangeTime, (int)book.Integrity, book.Venue);
        InputHash.Text(hash, book.Symbol);
        Column(hash, book.Bids, level => level.Price);
        Column(hash, book.Bids, level => level.Size);
        Column(hash, book.Asks, level => level.Price);
        Column(hash, book.Asks, level => level.Size);
    }

    private static void Perpetual(IncrementalHash hash, PerpetualFeed feed)
    {
        InputHash.Text(hash, feed.Venue);
        Times(hash, feed.Funding, rate => rate.Time);
        Column(hash, feed.Funding, rate => rate.Rate);
        Column(hash, feed.Funding, rate => rate.IntervalHours);
        Times(hash, feed.OpenInterest, reading => reading.Time);
        Column(hash, feed.OpenInterest, reading => reading.Usd);
        Stamped(hash, feed.Mark?.Time, feed.Mark?.Price, null);
    }

    private static void Event(IncrementalHash hash, CatalystEvent known)
    {
        Stamped(hash, known.Time, (int)known.Tier, known.Source);
        InputHash.Number(hash, known.KnownAt.UtcTicks);
        InputHash.Text(hash, known.Title);
    }

    private static void Stamped(IncrementalHash hash, DateTimeOffset? time, decimal? value, string? source)
    {
        InputHash.Number(hash, time?.UtcTicks ?? None);
        InputHash.Number(hash, value is { } number ? DecimalCrossing.ToDouble(number) : 0.0);
        InputHash.Text(hash, source);
    }

    private static void Times<T>(IncrementalHash hash, IReadOnlyList<T> list, Func<T, DateTimeOffset> time)
    {
        InputHash.Number(hash, list.Count);
        foreach (var item in list) InputHash.Number(hash, time(item).UtcTicks);
    }

    private static void Column<T>(IncrementalHash hash, IReadOnlyList<T> list, Func<T, decimal> value)
    {
        InputHash.Number(hash, list.Count);
        var rented = ArrayPool<double>.Shared.Rent(list.Count);
        for (var i = 0; i < list.Count; i++) rented[i] = DecimalCrossing.ToDouble(value(list[i]));
        if (BitConverter.IsLittleEndian) hash.AppendData(MemoryMarshal.AsBytes(rented.AsSpan(0, list.Count)));
        else Array.ForEach(rented[..list.Count], number => InputHash.Number(hash, number));
        ArrayPool<double>.Shared.Return(rented);
    }
}
