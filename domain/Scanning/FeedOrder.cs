using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Scanning;

/// <summary>The canonical order of what feeds list: by time (books: by venue first), then by everything else, so that it never depends on the order of arrival.</summary>
internal static class FeedOrder
{
    public static int Compare(FundingRate a, FundingRate b) => First(a.Time.CompareTo(b.Time), a.Rate.CompareTo(b.Rate), a.IntervalHours.CompareTo(b.IntervalHours));

    public static int Compare(OpenInterest a, OpenInterest b) => First(a.Time.CompareTo(b.Time), a.Usd.CompareTo(b.Usd));

    public static int Compare(MarkPrice a, MarkPrice b) => First(a.Time.CompareTo(b.Time), a.Price.CompareTo(b.Price));

    public static int Compare(CatalystEvent a, CatalystEvent b) => First(
        a.Time.CompareTo(b.Time), string.CompareOrdinal(a.Title, b.Title), a.Tier.CompareTo(b.Tier), string.CompareOrdinal(a.Source, b.Source), a.KnownAt.CompareTo(b.KnownAt));

    public static int Compare(ExchangeNativeBook a, ExchangeNativeBook b)
    {
        var order = First(string.CompareOrdinal(a.Venue, b.Venue), a.ExchangeTime.CompareTo(b.ExchangeTime), a.Integrity.CompareTo(b.Integrity), string.CompareOrdinal(a.Symbol, b.Symbol));
        if (order == 0) order = Compare(a.Bids, b.Bids);
        return order == 0 ? Compare(a.Asks, b.Asks) : order;
    }

    private static int Compare(IReadOnlyList<BookLevel> a, IReadOnlyList<BookLevel> b)
    {
        for (var i = 0; i < Math.Min(a.Count, b.Count); i++)
        {
            var order = First(a[i].Price.CompareTo(b[i].Price), a[i].Size.CompareTo(b[i].Size));
            if (order != 0) return order;
        }

        return a.Count.CompareTo(b.Count);
    }

    private static int First(params ReadOnlySpan<int> orders)
    {
        foreach (var order in orders)
        {
            if (order != 0) return order;
        }

        return 0;
    }
}
