using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>The books of one connection: takes what is said of them and beside them, and says which must be subscribed anew.</summary>
/// <param name="depth">Levels a side.</param>
/// <param name="parser">Counts what goes wrong.</param>
/// <param name="monitor">Counts dropped books.</param>
/// <param name="wall">Wall time, for the waits.</param>
/// <param name="logger">Log.</param>
internal sealed class CoinbaseBooks(int depth, CoinbaseParser parser, VenueMonitor monitor, TimeProvider wall, ILogger logger)
{
    private readonly Dictionary<string, Kept> _books = new(StringComparer.Ordinal);
    private readonly CoinbaseTradeChain _trades = new(wall);
    private readonly BookRenewals _renewals = new(wall);

    /// <inheritdoc cref="BookRenewals.Asked" />
    public void Asked(IEnumerable<string> symbols) => _renewals.Asked(depth > 0 ? symbols : []);

    /// <inheritdoc cref="BookRenewals.GivenUp" />
    public void GivenUp(IEnumerable<string> products)
    {
        foreach (var product in products) _renewals.GivenUp(product);
    }

    /// <summary>Takes a message of a book. Returns the book when this is its first.</summary>
    public CoinbaseBook? Take(string symbol, CoinbaseBookChange change)
    {
        var isNew = !_books.TryGetValue(symbol, out var kept);
        if (isNew) _books[symbol] = kept = new Kept(new CoinbaseBook(symbol, depth), new CoinbaseTops(wall));

        var (book, tops) = kept!;
        if (!book.Take(change))
        {
            if (change.IsReadable) parser.Skip("book: crossed", $"{symbol} {(change.IsSnapshot ? "snapshot" : "update")} of {change.Time:o}: {book.Top}");
            Dropped(symbol, change.IsReadable ? "it is crossed." : "a message of it could not be read.");
        }
        else if (book.IsTrusted)
        {
            _renewals.Restored(symbol);
            if (!change.IsSnapshot) _renewals.Held(symbol);
            if (change.IsSnapshot) tops.Begin(book.Top);
            else tops.Move(book.Top);
        }

        return isNew ? book : null;
    }

    /// <summary>Takes a trade's number; false for a trade that has come before.</summary>
    public bool TakeTrade(string symbol, long id, DateTimeOffset at)
    {
        var link = _trades.Take(symbol, id);
        if (link == CoinbaseTradeLink.Missing) Miss(symbol, at);
        return link != CoinbaseTradeLink.Repeated;
    }

    /// <summary>Takes a heartbeat.</summary>
    public void Beat(string symbol, long lastTradeId) => _trades.Beat(symbol, lastTradeId);

    /// <summary>Takes the best prices that a ticker names.</summary>
    public void Claim(string symbol, decimal? bid, decimal? ask)
    {
        if (_books.TryGetValue(symbol, out var kept) && kept.Book.IsTrusted) kept.Tops.Claim(bid, ask);
    }

    /// <summary>Judges what has waited long enough; before every message, so that none is put on a book that is known to lack one.</summary>
    /// <param name="symbol">Whose message has come; null for none.</param>
    /// <param name="at">Market time.</param>
    public void Judge(string? symbol, DateTimeOffset at)
    {
        foreach (var missing in _trades.Overdue()) Miss(missing, at);
        if (symbol is null || !_books.TryGetValue(symbol, out var kept) || !kept.Book.IsTrusted || !kept.Tops.IsContradicted()) return;

        parser.Skip("book: not the ticker's", $"{symbol}: {kept.Book.Top}");
        Distrust(symbol, kept.Book, at, "the ticker has other best prices.");
    }

    /// <summary>A message has come that could not be read: any book may lack an update.</summary>
    public void Break(DateTimeOffset at)
    {
        _trades.Forget();
        foreach (var (symbol, kept) in _books)
        {
            kept.Book.Lose(at);
            _renewals.Failed(symbol);
        }
    }

    /// <summary>The connection is gone.</summary>
    public void Lose(DateTimeOffset at)
    {
        foreach (var kept in _books.Values) kept.Book.Lose(at);
    }

    /// <inheritdoc cref="BookRenewals.Due" />
    public IReadOnlyList<string> Due() => _renewals.Due();

    private void Miss(string symbol, DateTimeOffset at)
    {
        parser.Skip("trade: missing", symbol);
        if (_books.TryGetValue(symbol, out var kept) && kept.Book.IsTrusted) Distrust(symbol, kept.Book, at, "a trade of it is missing, and other messages may be.");
        else monitor.Missed();
    }

    private void Distrust(string symbol, CoinbaseBook book, DateTimeOffset at, string reason)
    {
        book.Lose(at);
        Dropped(symbol, reason);
    }

    private void Dropped(string symbol, string reason)
    {
        logger.BookDistrusted(symbol, reason);
        monitor.BookDropped();
        _renewals.Failed(symbol);
    }

    private sealed record Kept(CoinbaseBook Book, CoinbaseTops Tops);
}
