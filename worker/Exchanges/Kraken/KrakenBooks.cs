using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>The books of one connection to Kraken: what speaks against one is its checksum.</summary>
/// <param name="depth">Levels a side; 0 for no books.</param>
/// <param name="parser">Counts what goes wrong.</param>
/// <param name="monitor">Counts dropped books.</param>
/// <param name="wall">Wall time, for the waits.</param>
internal sealed class KrakenBooks(int depth, KrakenParser parser, VenueMonitor monitor, TimeProvider wall)
    : VenueBooks<KrakenBook>(depth, static (symbol, levels) => new KrakenBook(symbol, levels), monitor, wall)
{
    /// <summary>Takes a message. Returns the book when this is its first.</summary>
    public KrakenBook? Take(in KrakenBookChange change)
    {
        var book = Of(change.Symbol, out var isNew);
        if (book.Take(change))
        {
            Keep(book, change.IsSnapshot);
        }
        else
        {
            if (change.Checksum is not null) parser.Skip(book.Integrity == BookIntegrity.Crossed ? "book: crossed" : "book: checksum", $"{change.Symbol} {(change.IsSnapshot ? "snapshot" : "update")} of {change.Time:o}");
            Drop(change.Symbol);
        }

        return isNew ? book : null;
    }
}
