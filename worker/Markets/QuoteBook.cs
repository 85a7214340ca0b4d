using System.Collections.Concurrent;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Markets;

/// <summary>
/// The newest quote of every symbol. Readers take no lock: <see cref="ChangedSince"/> asks what is newer than a revision, so that a board which is drawn once a second
/// does not see the hundred quotes in between.
/// </summary>
internal sealed class QuoteBook
{
    private readonly ConcurrentDictionary<string, BookedQuote> _quotes = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _revision;

    /// <summary>Revision of the newest change; 0 before the first.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Puts a quote in, unless a newer one of the symbol is there (by the venue's time): REST never overwrites the stream with the past.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Put(Quote quote, DateTimeOffset receivedAt)
    {
        lock (_gate)
        {
            if (_quotes.TryGetValue(quote.Symbol, out var old) && old.Quote.ExchangeTime > quote.ExchangeTime) return false;

            // The quote is in place before its revision can be seen.
            _quotes[quote.Symbol] = new BookedQuote(receivedAt, quote, _revision + 1);
            Volatile.Write(ref _revision, _revision + 1);
            return true;
        }
    }

    /// <summary>The newest quote of a symbol, null when there is none.</summary>
    public BookedQuote? Find(string symbol) => _quotes.GetValueOrDefault(symbol);

    /// <summary>Quotes that came after <paramref name="revision"/>, any order; <paramref name="now"/> is what to ask with next time.</summary>
    public IReadOnlyList<BookedQuote> ChangedSince(long revision, out long now)
    {
        now = Revision;
        if (now == revision) return [];

        List<BookedQuote> changed = [];
        foreach (var (_, quote) in _quotes)
        {
            if (quote.Revision > revision) changed.Add(quote);
        }

        return changed;
    }
}

/// <summary>A quote with its receipt.</summary>
/// <param name="ReceivedAt">Market time of receipt.</param>
/// <param name="Quote">The quote.</param>
/// <param name="Revision">The book's revision when it came.</param>
internal sealed record BookedQuote(DateTimeOffset ReceivedAt, Quote Quote, long Revision);
