using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>A state of a book kept for who asks for it later, in memory that the next state uses again: one is kept every second, few are ever asked for.</summary>
internal sealed class KeptBook
{
    private BookLevel[] _bids = [];
    private BookLevel[] _asks = [];
    private int _bidCount;
    private int _askCount;

    /// <summary>The exchange's time of the state; null when none is kept.</summary>
    public DateTimeOffset? Time { get; private set; }

    /// <summary>The book that was made of it, when one has been asked for.</summary>
    public ExchangeNativeBook? Book { get; set; }

    /// <summary>Bids, highest first; good until the next state is kept.</summary>
    public IReadOnlyList<BookLevel> Bids => new ArraySegment<BookLevel>(_bids, 0, _bidCount);

    /// <summary>Asks, lowest first.</summary>
    public IReadOnlyList<BookLevel> Asks => new ArraySegment<BookLevel>(_asks, 0, _askCount);

    /// <summary>Keeps a state instead of the one before.</summary>
    public void Keep(DateTimeOffset time, ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks)
    {
        (Time, Book) = (time, null);
        Copy(bids, ref _bids, out _bidCount);
        Copy(asks, ref _asks, out _askCount);
    }

    /// <summary>Keeps nothing.</summary>
    public void Clear() => (Time, Book) = (null, null);

    private static void Copy(ReadOnlySpan<BookLevel> levels, ref BookLevel[] kept, out int count)
    {
        if (kept.Length < levels.Length) kept = new BookLevel[levels.Length + (levels.Length / 4)];
        levels.CopyTo(kept);
        count = levels.Length;
    }
}
