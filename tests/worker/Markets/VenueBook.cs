using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Tests.Markets;

/// <summary>A book of one level a side that a test fills.</summary>
internal sealed class VenueBook(string symbol, string venue) : LiveBook(symbol, venue, 10)
{
    public static VenueBook Of(string symbol, string venue, DateTimeOffset time, decimal mid)
    {
        var book = new VenueBook(symbol, venue);
        book.Begin(time, [new BookLevel(mid * 0.999m, 1)], [new BookLevel(mid * 1.001m, 1)], static () => true);
        return book;
    }
}
