using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>
/// One side of an order book, best price first, never longer than the subscribed depth. Levels lie together with room on both ends, so that a change near the best price moves
/// few of them and makes nothing. Not safe from two threads.
/// </summary>
/// <param name="descending">Bids: true.</param>
/// <param name="depth">Levels kept.</param>
internal sealed class BookSide(bool descending, int depth)
{
    private const int Room = 32;

    private BookLevel[] _levels = new BookLevel[Room];
    private int _start = Room / 2;
    private int _count;
    private int _changedFrom = int.MaxValue;

    /// <summary>Levels, best first; a view, good until the next change.</summary>
    public ArraySegment<BookLevel> Levels => new(_levels, _start, _count);

    /// <summary>Levels, best first; good until the next change.</summary>
    public ReadOnlySpan<BookLevel> Span => _levels.AsSpan(_start, _count);

    /// <summary>Puts a level in place of the one at its price; size 0 takes it away.</summary>
    public void Set(in BookLevel level)
    {
        var place = Find(level.Price);
        if (place < 0 && level.Size == 0) return;

        var index = place < 0 ? ~place : place;
        if (place < 0) Insert(index, level);
        else if (level.Size == 0) Remove(index);
        else _levels[_start + index] = level;
        _changedFrom = Math.Min(_changedFrom, index);
    }

    /// <summary>Drops what is deeper than the subscription: the venue says nothing more of it.</summary>
    public void Truncate() => _count = Math.Min(_count, depth);

    /// <summary>Empties the side.</summary>
    public void Clear() => (_start, _count, _changedFrom) = (_levels.Length / 2, 0, 0);

    /// <summary>Number of the best level that may differ from those when this was last asked; beyond all levels when none does.</summary>
    public int TakeChangedFrom()
    {
        var from = _changedFrom;
        _changedFrom = int.MaxValue;
        return from;
    }

    /// <summary>The levels no further than <paramref name="farthest"/>; a view, good until the next change.</summary>
    public ArraySegment<BookLevel> Within(decimal farthest)
    {
        var place = Find(farthest);
        return new ArraySegment<BookLevel>(_levels, _start, place >= 0 ? place + 1 : ~place);
    }

    private void Insert(int index, in BookLevel level)
    {
        var isNearTheBest = index < _count / 2;
        if (isNearTheBest ? _start == 0 : _start + _count == _levels.Length) MakeRoom();
        if (isNearTheBest)
        {
            Array.Copy(_levels, _start, _levels, _start - 1, index);
            _start--;
        }
        else
        {
            Array.Copy(_levels, _start + index, _levels, _start + index + 1, _count - index);
        }

        _levels[_start + index] = level;
        _count++;
    }

    private void Remove(int index)
    {
        if (index < _count / 2)
        {
            Array.Copy(_levels, _start, _levels, _start + 1, index);
            _start++;
        }
        else
        {
            Array.Copy(_levels, _start + index + 1, _levels, _start + index, _count - index - 1);
        }

        _count--;
    }

    /// <summary>Moves the levels to the middle, of a larger array when they fill more than half of this one.</summary>
    private void MakeRoom()
    {
        var room = _count > _levels.Length / 2 ? new BookLevel[_levels.Length * 2] : _levels;
        var start = (room.Length - _count) / 2;
        Array.Copy(_levels, _start, room, start, _count);
        (_levels, _start) = (room, start);
    }

    /// <summary>Place of a price, or the complement of where it belongs. Most changes are near the best price: the search begins there and doubles its step.</summary>
    private int Find(decimal price)
    {
        var levels = Span;
        var (low, high) = (0, 1);
        while (high < levels.Length && IsBefore(levels[high].Price, price)) (low, high) = (high + 1, (high * 2) + 1);
        high = Math.Min(high, levels.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (levels[middle].Price == price) return middle;
            if (IsBefore(levels[middle].Price, price)) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private bool IsBefore(decimal level, decimal price) => descending ? level > price : level < price;
}
