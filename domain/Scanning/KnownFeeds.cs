using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Scanning;

/// <summary>
/// Feeds as they were known at an instant, in canonical order: nothing stamped later, nothing older than what a factor looks back on, nothing outside its
/// stated range; lists sorted by venue or time, equal entries once, one feed a venue. Doing it again changes nothing; what is stored of a scan's feeds is this.
/// </summary>
public static class KnownFeeds
{
    /// <summary>Cuts and orders.</summary>
    /// <param name="feeds">Feeds of one symbol, in any order.</param>
    /// <param name="at">The instant.</param>
    /// <param name="options">Parameters: they decide how far a factor looks back.</param>
    public static SymbolFeeds At(SymbolFeeds feeds, DateTimeOffset at, ScanOptions options)
    {
        if (ReferenceEquals(feeds, SymbolFeeds.None)) return feeds;

        var window = TimeSpan.FromHours(options.Factors.Derivatives.WindowHours);

        // Hours count back from the last closed candle, which may be as stale as admission allows; a reading serves for the hour after it.
        var hours = window + TimeSpan.FromHours(options.Universe.MaximumStaleBars + 2);
        var known = new SymbolFeeds(
            feeds.Books is null ? null : Books(feeds.Books, at),
            feeds.Perpetuals is null ? null : Perpetuals(feeds.Perpetuals, at, at - window, at - hours),
            feeds.Events is null ? null : Events(feeds.Events, at),
            feeds.Sentiment?.Time <= at ? feeds.Sentiment : null,
            feeds.EtfFlow?.Time <= at ? feeds.EtfFlow : null);
        return known == SymbolFeeds.None ? SymbolFeeds.None : known;
    }

    private static List<ExchangeNativeBook> Books(IReadOnlyList<ExchangeNativeBook> books, DateTimeOffset at)
    {
        List<ExchangeNativeBook> known = [.. books.Where(book => book.ExchangeTime <= at)];
        known.Sort(FeedOrder.Compare);

        // The newest of a venue comes last.
        for (var i = known.Count - 2; i >= 0; i--)
        {
            if (known[i].Venue == known[i + 1].Venue) known.RemoveAt(i);
        }

        return known;
    }

    private static List<PerpetualFeed> Perpetuals(IReadOnlyList<PerpetualFeed> perpetuals, DateTimeOffset at, DateTimeOffset fundingFrom, DateTimeOffset interestFrom)
    {
        var known = new List<PerpetualFeed>(perpetuals.Count);
        foreach (var venue in perpetuals.GroupBy(feed => feed.Venue, StringComparer.Ordinal).OrderBy(venue => venue.Key, StringComparer.Ordinal))
        {
            var funding = Once(
                venue.SelectMany(feed => feed.Funding).Where(rate => rate.Time > fundingFrom && rate.Time <= at && rate.IntervalHours is >= 1 and <= 24), FeedOrder.Compare, rate => rate.Time);
            var interest = Once(
                venue.SelectMany(feed => feed.OpenInterest).Where(reading => reading.Time > interestFrom && reading.Time <= at && reading.Usd >= 0), FeedOrder.Compare, reading => reading.Time);
            var marks = Once(
                venue.Where(feed => feed.Mark?.Time <= at && feed.Mark?.Price > 0).Select(feed => feed.Mark!.Value), FeedOrder.Compare, mark => mark.Time);

            // A venue that has said nothing yet is not known to list the coin.
            if (funding.Count + interest.Count + marks.Count > 0) known.Add(new PerpetualFeed(venue.Key, funding, interest, marks.Count == 0 ? null : marks[^1]));
        }

        return known;
    }

    private static List<CatalystEvent> Events(IReadOnlyList<CatalystEvent> events, DateTimeOffset at)
    {
        List<CatalystEvent> known = [.. events.Where(known => known.KnownAt <= at).Distinct()];
        known.Sort(FeedOrder.Compare);
        return known;
    }

    /// <summary>Sorted; of several with one time the last in canonical order.</summary>
    private static List<T> Once<T>(IEnumerable<T> values, Comparison<T> compare, Func<T, DateTimeOffset> time)
    {
        List<T> sorted = [.. values];
        for (var i = 1; i < sorted.Count; i++)
        {
            if (compare(sorted[i - 1], sorted[i]) < 0 && time(sorted[i - 1]) != time(sorted[i])) continue;
            sorted.Sort(compare);
            break;
        }

        var kept = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            if (i + 1 == sorted.Count || time(sorted[i]) != time(sorted[i + 1])) sorted[kept++] = sorted[i];
        }

        sorted.RemoveRange(kept, sorted.Count - kept);
        return sorted;
    }
}
