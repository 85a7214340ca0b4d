using System.Text;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation.Kraken;

/// <summary>
/// The books as they were published last, and what changes from one publication to the next. A client gets what changed among the levels of its depth; of levels that were
/// pushed out of it Kraken says nothing, nor does this.
/// </summary>
/// <param name="tape">Market.</param>
/// <param name="faults">Wrong checksums on demand.</param>
internal sealed class LoopbackBooks(IMarketTape tape, LoopbackFaults faults)
{
    private readonly Dictionary<string, TapeBook> _published = new(StringComparer.Ordinal);

    /// <summary>The snapshot frame of a depth; null where the tape has no book.</summary>
    public byte[]? Snapshot(TapeInstrument instrument, DateTimeOffset at, int depth)
    {
        if (_published.GetValueOrDefault(instrument.Symbol) is not { } book)
        {
            if (tape.BookAt(at, instrument.Symbol) is not { } first) return null;
            _published[instrument.Symbol] = book = first;
        }

        return LoopbackFrames.Book(instrument, "snapshot", book.Time, [.. book.Bids.Take(depth)], [.. book.Asks.Take(depth)], faults.Checksum(Checksum(book)));
    }

    /// <summary>Publishes the book of an instant to everyone who listens.</summary>
    public void Publish(TapeInstrument instrument, DateTimeOffset at, IReadOnlyList<LoopbackSocket> listeners)
    {
        if (tape.BookAt(at, instrument.Symbol) is not { } book) return;

        _published.TryGetValue(instrument.Symbol, out var before);
        _published[instrument.Symbol] = book;
        if (before is null) return;

        foreach (var byDepth in listeners.GroupBy(s => s.Books[instrument.Symbol]))
        {
            var (bids, asks) = (Changes(before.Bids, book.Bids, byDepth.Key), Changes(before.Asks, book.Asks, byDepth.Key));
            if (bids.Count + asks.Count == 0) continue;

            var frame = LoopbackFrames.Book(instrument, "update", book.Time, bids, asks, faults.Checksum(Checksum(book)));
            foreach (var socket in byDepth) socket.Post(frame);
        }
    }

    private static List<BookLevel> Changes(IReadOnlyList<BookLevel> before, IReadOnlyList<BookLevel> now, int depth)
    {
        var shown = before.Take(depth).ToDictionary(static l => l.Price, static l => l.Size);
        var left = now.Select(static l => l.Price).ToHashSet();
        List<BookLevel> changes = [.. shown.Keys.Where(price => !left.Contains(price)).Select(static price => new BookLevel(price, 0.00000000m))];
        foreach (var level in now.Take(depth))
        {
            if (!shown.TryGetValue(level.Price, out var size) || size != level.Size) changes.Add(level);
        }

        return changes;
    }

    /// <summary>Kraken's checksum, as its guide tells it: text, points and leading zeros taken out, CRC-32.</summary>
    private static uint Checksum(TapeBook book)
    {
        var text = new StringBuilder();
        foreach (var (price, size) in book.Asks.Take(10).Concat(book.Bids.Take(10))) text.Append(Digits(price)).Append(Digits(size));

        var crc = 0xFFFFFFFFu;
        for (var i = 0; i < text.Length; i++)
        {
            crc ^= text[i];
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
        }

        return ~crc;
    }

    private static string Digits(decimal value) => value.ToString().Replace(".", "", StringComparison.Ordinal).TrimStart('0');
}
