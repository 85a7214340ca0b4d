using System.Collections.Concurrent;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Markets;

/// <summary>
/// The order books of a venue's stream, one a symbol. Each is kept and checked by its connection; after a mismatch, or with the connection, it is untrusted until a new
/// snapshot, and an untrusted book is given out as such, empty, never as a missing one.
/// </summary>
internal sealed class OrderBookKeeper
{
    private readonly ConcurrentDictionary<string, LiveBook> _books = new(StringComparer.Ordinal);

    /// <summary>Whether the venue has given a book of any symbol: without one there is no book feed.</summary>
    public bool IsFed => !_books.IsEmpty;

    /// <summary>Symbols whose book is not trusted now.</summary>
    public IEnumerable<string> Untrusted => _books.Values.Where(static b => !b.IsTrusted).Select(static b => b.Symbol);

    /// <summary>The newest time of any book; the beginning of time without one.</summary>
    public DateTimeOffset Newest => _books.Values.Select(static b => b.Time).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    /// <summary>Whether there is a book of a symbol, trusted or not.</summary>
    public bool Has(string symbol) => _books.ContainsKey(symbol);

    /// <summary>Takes a book of a new connection; the one before is given up.</summary>
    public void Open(LiveBook book) => _books[book.Symbol] = book;

    /// <summary>A symbol's books at an instant: none when the venue has none of it; null when there is no book feed.</summary>
    public IReadOnlyList<ExchangeNativeBook>? At(DateTimeOffset at, string symbol) =>
        !IsFed ? null : _books.GetValueOrDefault(symbol)?.At(at) is { } book ? [book] : [];
}
