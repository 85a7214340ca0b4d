using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>The books of one connection to Coinbase: takes what is said of them and beside them.</summary>
/// <param name="depth">Levels a side; 0 for no books.</param>
/// <param name="parser">Counts what goes wrong.</param>
/// <param name="monitor">Counts dropped books.</param>
/// <param name="wall">Wall time, for the waits.</param>
/// <param name="logger">Log.</param>
internal sealed class CoinbaseBooks(int depth, CoinbaseParser parser, VenueMonitor monitor, TimeProvider wall, ILogger logger)
    : VenueBooks<CoinbaseBook>(depth, static (symbol, levels) => new CoinbaseBook(symbol, levels), monitor, wall)
{
    private readonly Dictionary<string, CoinbaseTops> _tops = new(StringComparer.Ordinal);
    private readonly CoinbaseTradeChain _trades = new(wall);

    /// <inheritdoc cref="BookRenewals.GivenUp" />
    public void GivenUp(IEnumerable<string> products)
    {
        foreach (var product in products) GivenUp(product);
    }

    /// <summary>Takes a message of a book. Returns the book when this is its first.</summary>
    public CoinbaseBook? Take(string symbol, CoinbaseBookChange change)
    {
        var book = Of(symbol, out var isNew);
        if (isNew) _tops[symbol] = new CoinbaseTops(Wall);

        if (!book.Take(change))
        {
            if (change.IsReadable) parser.Skip("book: crossed", $"{symbol} {(change.IsSnapshot ? "snapshot" : "update")} of {change.Time:o}: {book.Top}");
            Dropped(symbol, change.IsReadable ? "it is crossed." : "a message of it could not be read.");
        }
        else if (book.IsTrusted)
        {
            Keep(book, change.IsSnapshot);
            if (change.IsSnapshot) _tops[symbol].Begin(book.Top);
            else _tops[symbol].Move(book.Top);
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
        if (Trusted(symbol) is not null) _tops[symbol].Claim(bid, ask);
    }

    /// <summary>Judges what has waited long enough; before every message, so that none is put on a book that is known to lack one.</summary>
    /// <param name="symbol">Whose message has come; null for none.</param>
    /// <param name="at">Market time.</param>
    public void Judge(string? symbol, DateTimeOffset at)
    {
        foreach (var missing in _trades.Overdue()) Miss(missing, at);
        if (symbol is null || Trusted(symbol) is not { } book || !_tops[symbol].IsContradicted()) return;

        parser.Skip("book: not the ticker's", $"{symbol}: {book.Top}");
        Distrust(book, at, "the ticker has other best prices.");
    }

    /// <inheritdoc />
    public override void Break(DateTimeOffset at)
    {
        _trades.Forget();
        base.Break(at);
    }

    private void Miss(string symbol, DateTimeOffset at)
    {
        parser.Skip("trade: missing", symbol);
        if (Trusted(symbol) is { } book) Distrust(book, at, "a trade of it is missing, and other messages may be.");
        else Monitor.Missed();
    }

    private void Distrust(CoinbaseBook book, DateTimeOffset at, string reason)
    {
        book.Lose(at);
        Dropped(book.Symbol, reason);
    }

    private void Dropped(string symbol, string reason)
    {
        logger.BookDistrusted(symbol, reason);
        Drop(symbol);
    }
}
