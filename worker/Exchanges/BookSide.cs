using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>One side of an order book, best price first, never longer than the subscribed depth. Not safe from two threads.</summary>
/// <param name="descending">Bids: true.</param>
/// <param name="depth">Levels kept.</param>
internal sealed class BookSide(bool descending, int depth)
{
    private readonly List<BookLevel> _levels = [];

    /// <summary>Levels, best first.</summary>
    public IReadOnlyList<BookLevel> Levels => _levels;

    /// <summary>Puts a level in place of the one at its price; size 0 takes it away.</summary>
    public void Set(BookLevel level)
    {
        var place = Find(level.Price);
        if (place >= 0 && level.Size == 0) _levels.RemoveAt(place);
        else if (place >= 0) _levels[place] = level;
        else if (level.Size > 0) _levels.Insert(~place, level);
    }

    /// <summary>Drops what is deeper than the subscription: the venue says nothing more of it.</summary>
    public void Truncate()
    {
        if (_levels.Count > depth) _levels.RemoveRange(depth, _levels.Count - depth);
    }

    /// <summary>Empties the side.</summary>
    public void Clear() => _levels.Clear();

    /// <summary>The levels no further than <paramref name="farthest"/>.</summary>
    public List<BookLevel> Within(decimal farthest)
    {
        var place = Find(farthest);
        return _levels.GetRange(0, place >= 0 ? place + 1 : ~place);
    }

    private int Find(decimal price)
    {
        var (low, high) = (0, _levels.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = _levels[middle].Price.CompareTo(price);
            if (order == 0) return middle;
            if (order > 0 == descending) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}
