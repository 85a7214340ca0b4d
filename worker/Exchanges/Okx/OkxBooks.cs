using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>The books of one connection to OKX: what speaks against one is its chain of messages.</summary>
/// <param name="wanted">Canonical symbols; a book of another is nobody's.</param>
/// <param name="depth">Levels a side; 0 for no books.</param>
/// <param name="parser">Counts what goes wrong.</param>
/// <param name="monitor">Counts dropped books.</param>
/// <param name="wall">Wall time, for the waits.</param>
internal sealed class OkxBooks(IEnumerable<string> wanted, int depth, OkxParser parser, VenueMonitor monitor, TimeProvider wall)
    : VenueBooks<OkxBook>(depth, static (symbol, levels) => new OkxBook(symbol, levels), monitor, wall)
{
    private readonly HashSet<string> _wanted = new(wanted, StringComparer.Ordinal);

    /// <summary>All have been asked for.</summary>
    public void Asked() => Asked(_wanted);

    /// <summary>Takes a message. Returns the book when this is its first.</summary>
    public OkxBook? Take(OkxBookChange change)
    {
        if (!_wanted.Contains(change.Symbol))
        {
            parser.Skip("book: not wanted", change.Symbol);
            return null;
        }

        var book = Of(change.Symbol, out var isNew);
        var wasTrusted = book.IsTrusted;
        if (book.Take(change))
        {
            Keep(book, change.IsSnapshot);
        }
        else
        {
            if (change.Sequence is { } sequence) parser.Skip(book.Integrity == BookIntegrity.Crossed ? "book: crossed" : "book: sequence", $"{change.Symbol} {sequence} after {change.Previous}");
            Drop(change.Symbol, isCounted: wasTrusted || change.Sequence is not null);
        }

        return isNew ? book : null;
    }
}
