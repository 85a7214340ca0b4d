using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>The books of one connection: takes their messages and says which must be subscribed anew.</summary>
/// <param name="depth">Levels a side.</param>
/// <param name="parser">Counts what goes wrong.</param>
/// <param name="monitor">Counts dropped books.</param>
/// <param name="wall">Wall time, for the waits.</param>
internal sealed class KrakenBooks(int depth, KrakenParser parser, VenueMonitor monitor, TimeProvider wall)
{
    private readonly Dictionary<string, KrakenBook> _books = new(StringComparer.Ordinal);
    private readonly BookRenewals _renewals = new(wall);

    /// <inheritdoc cref="BookRenewals.Asked" />
    public void Asked(IEnumerable<string> symbols) => _renewals.Asked(depth > 0 ? symbols : []);

    /// <inheritdoc cref="BookRenewals.GivenUp" />
    public void GivenUp(string symbol) => _renewals.GivenUp(symbol);

    /// <summary>Takes a message. Returns the book when this is its first.</summary>
    public KrakenBook? Take(in KrakenBookChange change)
    {
        var isNew = !_books.TryGetValue(change.Symbol, out var book);
        if (isNew) _books[change.Symbol] = book = new KrakenBook(change.Symbol, depth);

        if (!book!.Take(change))
        {
            if (change.Checksum is not null) parser.Skip(book.Integrity == BookIntegrity.Crossed ? "book: crossed" : "book: checksum", $"{change.Symbol} {(change.IsSnapshot ? "snapshot" : "update")} of {change.Time:o}");
            monitor.BookDropped();
            _renewals.Failed(change.Symbol);
        }
        else if (book.IsTrusted)
        {
            _renewals.Restored(change.Symbol);
            if (!change.IsSnapshot) _renewals.Held(change.Symbol);
        }

        return isNew ? book : null;
    }

    /// <summary>A message has come that could not be read: any book may lack an update.</summary>
    public void Break(DateTimeOffset at)
    {
        foreach (var (symbol, book) in _books)
        {
            book.Lose(at);
            _renewals.Failed(symbol);
        }
    }

    /// <summary>The connection is gone.</summary>
    public void Lose(DateTimeOffset at)
    {
        foreach (var book in _books.Values) book.Lose(at);
    }

    /// <inheritdoc cref="BookRenewals.Due" />
    public IReadOnlyList<string> Due() => _renewals.Due();
}
