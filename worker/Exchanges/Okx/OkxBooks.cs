using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>The books of one connection: takes their messages and says which must be subscribed anew.</summary>
/// <param name="wanted">Canonical symbols; a book of another is nobody's.</param>
/// <param name="depth">Levels a side.</param>
/// <param name="parser">Counts what goes wrong.</param>
/// <param name="monitor">Counts dropped books.</param>
/// <param name="wall">Wall time, for the waits.</param>
internal sealed class OkxBooks(IEnumerable<string> wanted, int depth, OkxParser parser, VenueMonitor monitor, TimeProvider wall)
{
    private readonly HashSet<string> _wanted = new(wanted, StringComparer.Ordinal);
    private readonly Dictionary<string, OkxBook> _books = new(StringComparer.Ordinal);
    private readonly BookRenewals _renewals = new(wall);

    /// <summary>All have been asked for.</summary>
    public void Asked() => _renewals.Asked(_wanted);

    /// <inheritdoc cref="BookRenewals.GivenUp" />
    public void GivenUp(string symbol) => _renewals.GivenUp(symbol);

    /// <summary>Takes a message. Returns the book when this is its first.</summary>
    public OkxBook? Take(OkxBookChange change)
    {
        if (!_wanted.Contains(change.Symbol))
        {
            parser.Skip("book: not wanted", change.Symbol);
            return null;
        }

        var isNew = !_books.TryGetValue(change.Symbol, out var book);
        if (isNew) _books[change.Symbol] = book = new OkxBook(change.Symbol, depth);

        var wasTrusted = book!.IsTrusted;
        if (!book.Take(change))
        {
            if (change.Sequence is { } sequence) parser.Skip(book.Integrity == BookIntegrity.Crossed ? "book: crossed" : "book: sequence", $"{change.Symbol} {sequence} after {change.Previous}");
            if (wasTrusted || change.Sequence is not null) monitor.BookDropped();
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
