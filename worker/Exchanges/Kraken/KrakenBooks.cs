namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>
/// The books of one connection: takes their messages and says which must be subscribed anew, after a wait that doubles with every failure in a row, and again when the
/// renewal has brought nothing.
/// </summary>
/// <param name="depth">Levels a side.</param>
/// <param name="parser">Counts what goes wrong.</param>
/// <param name="wall">Wall time, for the waits.</param>
internal sealed class KrakenBooks(int depth, KrakenParser parser, TimeProvider wall)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Kept> _books = new(StringComparer.Ordinal);
    private int _waiting;

    /// <summary>Takes a message. Returns the book when this is its first.</summary>
    public KrakenBook? Take(KrakenBookChange change)
    {
        var isNew = !_books.TryGetValue(change.Symbol, out var kept);
        if (isNew) _books[change.Symbol] = kept = new Kept(new KrakenBook(change.Symbol, depth));

        if (!kept!.Book.Take(change))
        {
            if (change.Checksum is not null) parser.Skip("book: checksum", $"{change.Symbol} {(change.IsSnapshot ? "snapshot" : "update")} of {change.Time:o}");
            Wait(kept, Backoff.FullJitter(++kept.Failures, FirstWait, LongestWait));
        }
        else if (kept.Book.IsTrusted)
        {
            Wait(kept, null);
            if (!change.IsSnapshot) kept.Failures = 0;
        }

        return isNew ? kept.Book : null;
    }

    /// <summary>A message has come that could not be read: any book may lack an update.</summary>
    public void Break(DateTimeOffset at)
    {
        foreach (var kept in _books.Values)
        {
            kept.Book.Lose(at);
            Wait(kept, Backoff.FullJitter(++kept.Failures, FirstWait, LongestWait));
        }
    }

    /// <summary>The connection is gone.</summary>
    public void Lose(DateTimeOffset at)
    {
        foreach (var kept in _books.Values) kept.Book.Lose(at);
    }

    /// <summary>Symbols to be subscribed anew now.</summary>
    public IReadOnlyList<string> Due()
    {
        if (_waiting == 0) return [];

        List<string> due = [];
        foreach (var (symbol, kept) in _books)
        {
            if (kept.Wait is not { } wait || wall.GetElapsedTime(kept.Since) < wait) continue;
            Wait(kept, Answer);
            due.Add(symbol);
        }

        return due;
    }

    private void Wait(Kept kept, TimeSpan? wait)
    {
        _waiting += (wait is null ? 0 : 1) - (kept.Wait is null ? 0 : 1);
        (kept.Wait, kept.Since) = (wait, wall.GetTimestamp());
    }

    private sealed class Kept(KrakenBook book)
    {
        public KrakenBook Book => book;

        public int Failures { get; set; }

        public TimeSpan? Wait { get; set; }

        public long Since { get; set; }
    }
}
