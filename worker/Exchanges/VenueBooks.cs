namespace CryptoRun.Worker.Exchanges;

/// <summary>
/// The books of one connection: keeps them by symbol and says which must be subscribed anew. What speaks against a book each venue judges itself.
/// Not safe from two threads.
/// </summary>
/// <typeparam name="TBook">The venue's book.</typeparam>
/// <param name="depth">Levels a side; 0 for no books.</param>
/// <param name="open">Makes the book of a symbol with so many levels a side.</param>
/// <param name="monitor">Counts dropped books.</param>
/// <param name="wall">Wall time, for the waits.</param>
internal abstract class VenueBooks<TBook>(int depth, Func<string, int, TBook> open, VenueMonitor monitor, TimeProvider wall)
    where TBook : LiveBook
{
    private readonly Dictionary<string, TBook> _books = new(StringComparer.Ordinal);
    private readonly BookRenewals _renewals = new(wall);

    /// <inheritdoc cref="BookRenewals.Asked" />
    public void Asked(IEnumerable<string> symbols) => _renewals.Asked(depth > 0 ? symbols : []);

    /// <inheritdoc cref="BookRenewals.GivenUp" />
    public void GivenUp(string symbol) => _renewals.GivenUp(symbol);

    /// <summary>A message has come that could not be read: any book may lack an update.</summary>
    public virtual void Break(DateTimeOffset at)
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

    /// <summary>Counts what the venue does.</summary>
    protected VenueMonitor Monitor => monitor;

    /// <summary>Wall time.</summary>
    protected TimeProvider Wall => wall;

    /// <summary>The book of a symbol, opened by its first message.</summary>
    protected TBook Of(string symbol, out bool isNew)
    {
        isNew = !_books.TryGetValue(symbol, out var book);
        if (isNew) _books[symbol] = book = open(symbol, depth);
        return book!;
    }

    /// <summary>The book of a symbol while it is trusted; null otherwise.</summary>
    protected TBook? Trusted(string symbol) => _books.TryGetValue(symbol, out var book) && book.IsTrusted ? book : null;

    /// <summary>A book has taken a message. One that was passed over changes nothing.</summary>
    protected void Keep(TBook book, bool isSnapshot)
    {
        if (!book.IsTrusted) return;
        _renewals.Restored(book.Symbol);
        if (!isSnapshot) _renewals.Held(book.Symbol);
    }

    /// <summary>A book is not to be trusted any more and is subscribed anew.</summary>
    /// <param name="symbol">Canonical symbol.</param>
    /// <param name="isCounted">Whether the venue's health is told.</param>
    protected void Drop(string symbol, bool isCounted = true)
    {
        if (isCounted) monitor.BookDropped();
        _renewals.Failed(symbol);
    }
}
