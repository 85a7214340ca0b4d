using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Gates;

/// <summary>
/// The book that counts: of healthy venues and trusted books one that passes both spread and depth, so that one venue can carry the whole trade; among equals
/// a green venue before a yellow one, then the deeper, then the tighter book, then the venue's name.
/// </summary>
/// <param name="Best">The book, or null where none can be used.</param>
/// <param name="Usable">Venues whose book can be used.</param>
/// <param name="NoneWhy">Why none can; empty where one can.</param>
internal sealed record BestBook(VenueBook? Best, int Usable, string NoneWhy)
{
    public static BestBook Of(IReadOnlyList<VenueBook> books, LiquidityLimits limits, LeftOutVenues? leftOut)
    {
        VenueBook? best = null;
        var usable = 0;
        foreach (var book in books)
        {
            if (book.Health == VenueState.Red || book.Book.NotTrustworthyWhy is not null) continue;
            usable++;
            if (best is null || IsBetter(book, best, limits)) best = book;
        }

        return new BestBook(best, usable, best is null ? WhyNone(books, leftOut) : "");
    }

    private static bool IsBetter(VenueBook a, VenueBook b, LiquidityLimits limits)
    {
        var order = limits.PassesBoth(a.Book).CompareTo(limits.PassesBoth(b.Book));
        if (order == 0) order = (a.Health != VenueState.Yellow).CompareTo(b.Health != VenueState.Yellow);
        if (order == 0) order = a.Book.DepthUsd!.Value.CompareTo(b.Book.DepthUsd!.Value);
        if (order == 0) order = b.Book.SpreadBps!.Value.CompareTo(a.Book.SpreadBps!.Value);
        return order == 0 ? string.CompareOrdinal(a.Book.Venue, b.Book.Venue) < 0 : order > 0;
    }

    private static string WhyNone(IReadOnlyList<VenueBook> books, LeftOutVenues? leftOut)
    {
        if (books.Count == 0) return LeftOutVenues.Named("no book", leftOut?.Books);

        var untrusted = books.Where(b => b.Health != VenueState.Red).Select(b => $"{b.Book.Venue} {b.Book.NotTrustworthyWhy}").ToList();
        return untrusted.Count > 0
            ? $"book not trustworthy: {string.Join("; ", untrusted)}"
            : $"no healthy venue: {string.Join(", ", books.Select(b => b.Book.Venue))} red";
    }
}
