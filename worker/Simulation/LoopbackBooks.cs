using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation;

/// <summary>
/// The books as they were published last, and what changes from one publication to the next. A client gets what changed among the levels of its depth; of levels that were
/// pushed out of it a venue says nothing, nor does this.
/// </summary>
/// <param name="tape">Market.</param>
/// <param name="voice">How it is said.</param>
/// <param name="faults">Messages lost on demand.</param>
internal sealed class LoopbackBooks(IMarketTape tape, ILoopbackVoice voice, VenueFaults faults)
{
    private const long FirstSequence = 1_000_000;

    private readonly Dictionary<string, (DateTimeOffset At, TapeBook Book)> _published = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Symbol, int Depth), long> _sequences = [];

    /// <summary>The snapshot frame of a depth; null where the tape has no book.</summary>
    public byte[]? Snapshot(TapeInstrument instrument, DateTimeOffset at, int depth)
    {
        if (_published.GetValueOrDefault(instrument.Symbol).Book is not { } book)
        {
            if (tape.BookAt(at, instrument.Symbol) is not { } first) return null;
            _published[instrument.Symbol] = (at, book = first);
        }

        var sequence = _sequences.GetValueOrDefault((instrument.Symbol, depth), FirstSequence);
        return voice.Book(instrument, new LoopbackBook(book.Time, IsSnapshot: true, [.. book.Bids.Take(depth)], [.. book.Asks.Take(depth)], book, sequence));
    }

    /// <summary>Publishes the book of an instant to everyone who listens.</summary>
    public void Publish(TapeInstrument instrument, DateTimeOffset at, IReadOnlyList<LoopbackSocket> listeners)
    {
        // A snapshot may have been taken between the pulse and its turn: what is older than it is in it.
        var (published, before) = _published.GetValueOrDefault(instrument.Symbol);
        if (at < published || tape.BookAt(at, instrument.Symbol) is not { } book) return;

        _published[instrument.Symbol] = (at, book);
        if (before is null) return;

        foreach (var byDepth in listeners.GroupBy(s => s.Subscribed(LoopbackChannel.Book)[instrument.Symbol]))
        {
            var (bids, asks) = (Changes(before.Bids, book.Bids, byDepth.Key), Changes(before.Asks, book.Asks, byDepth.Key));
            if (bids.Count + asks.Count == 0) continue;

            var key = (instrument.Symbol, byDepth.Key);
            var sequence = _sequences[key] = _sequences.GetValueOrDefault(key, FirstSequence) + 1;
            if (faults.LosesBook())
            {
                voice.Lost(instrument);
                continue;
            }

            var frame = voice.Book(instrument, new LoopbackBook(book.Time, IsSnapshot: false, bids, asks, book, sequence));
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
}
