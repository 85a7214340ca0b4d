using System.Collections.Concurrent;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Markets;

/// <summary>
/// The order books of all venues, one a venue and symbol. Each is kept and checked by its connection; after a mismatch, or with the connection, it is untrusted until a new
/// snapshot, and an untrusted book is given out as such, empty, never as a missing one. So is one whose price disagrees with the other venues.
/// </summary>
internal sealed class OrderBookKeeper
{
    private readonly ConcurrentDictionary<(string Symbol, string Venue), LiveBook> _books = new();
    private readonly ConcurrentDictionary<string, string[]> _venues = new(StringComparer.Ordinal);

    /// <summary>Whether any venue has given a book: without one there is no book feed.</summary>
    public bool IsFed => !_books.IsEmpty;

    /// <summary>Whether any venue but those left out has given a book.</summary>
    public bool IsFedWithout(IReadOnlyCollection<string> without) => without.Count == 0 ? IsFed : _books.Keys.Any(key => !without.Contains(key.Venue, StringComparer.Ordinal));

    /// <summary>All books.</summary>
    public IEnumerable<LiveBook> All => _books.Values;

    /// <summary>The newest time of any book; the beginning of time without one.</summary>
    public DateTimeOffset Newest => _books.Values.Select(static b => b.Time).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    /// <summary>Symbols whose book at a venue is not trusted now.</summary>
    public IEnumerable<string> Untrusted(string venue) => _books.Values.Where(b => b.Venue == venue && !b.IsTrusted).Select(static b => b.Symbol);

    /// <summary>Whether there is a book of a symbol at a venue, trusted or not.</summary>
    public bool Has(string symbol, string venue) => _books.ContainsKey((symbol, venue));

    /// <summary>The book of a symbol at a venue; null where there is none.</summary>
    public LiveBook? Find(string symbol, string venue) => _books.GetValueOrDefault((symbol, venue));

    /// <summary>Takes a book of a new connection; the one before is given up.</summary>
    public void Open(LiveBook book)
    {
        _books[(book.Symbol, book.Venue)] = book;
        _venues.AddOrUpdate(
            book.Symbol,
            static (_, venue) => [venue],
            static (_, venues, venue) => venues.Contains(venue, StringComparer.Ordinal) ? venues : [.. venues.Append(venue).Order(StringComparer.Ordinal)],
            book.Venue);
    }

    /// <summary>A symbol is not read any more at a venue.</summary>
    public void Close(string symbol, string venue)
    {
        if (_books.TryRemove((symbol, venue), out _) && _venues.TryGetValue(symbol, out var venues)) _venues[symbol] = [.. venues.Where(v => v != venue)];
    }

    /// <summary>A symbol's books at an instant, by venue: none when no venue has one of it; null when there is no book feed.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="symbol">Canonical symbol.</param>
    /// <param name="lastClose">Close of its newest candle, an opinion on what its price may be.</param>
    /// <param name="without">Venues that are not looked at: they have no book, and no opinion on the others'.</param>
    public IReadOnlyList<ExchangeNativeBook>? At(DateTimeOffset at, string symbol, double? lastClose, IReadOnlyCollection<string> without)
    {
        if (!IsFedWithout(without)) return null;

        List<ExchangeNativeBook> books = [];
        List<LiveBook> sources = [];
        foreach (var venue in _venues.GetValueOrDefault(symbol, []))
        {
            if (without.Contains(venue, StringComparer.Ordinal) || Find(symbol, venue) is not { } source || source.At(at) is not { } book) continue;
            books.Add(book);
            sources.Add(source);
        }

        List<int> priced = [.. Enumerable.Range(0, books.Count).Where(i => books[i].Bids.Count > 0 && books[i].Asks.Count > 0)];
        var mids = priced.ConvertAll(i => (double)((books[i].Bids[0].Price + books[i].Asks[0].Price) / 2));
        foreach (var outlier in PriceAgreement.Outliers(mids, lastClose)) books[priced[outlier]] = sources[priced[outlier]].Refused(books[priced[outlier]].ExchangeTime);
        return books;
    }
}
