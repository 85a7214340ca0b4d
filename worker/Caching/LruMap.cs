using System.Diagnostics.CodeAnalysis;

namespace CryptoRun.Worker.Caching;

/// <summary>Keeps so many entries and so many bytes; the one that was used longest ago goes first. Not safe for several threads.</summary>
/// <typeparam name="TKey">Key.</typeparam>
/// <typeparam name="TValue">Value.</typeparam>
/// <param name="mostEntries">Most entries.</param>
/// <param name="mostBytes">Most bytes in all; a value that is larger by itself is not kept.</param>
/// <param name="evicted">Told of each entry that had to go.</param>
internal sealed class LruMap<TKey, TValue>(int mostEntries, long mostBytes, Action<TKey> evicted)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<Item>> _items = [];
    private readonly LinkedList<Item> _byUse = [];

    /// <summary>Entries.</summary>
    public int Count => _items.Count;

    /// <summary>Bytes in all.</summary>
    public long Bytes { get; private set; }

    /// <summary>Finds an entry; it is now the last one used.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!_items.TryGetValue(key, out var node))
        {
            value = default;
            return false;
        }

        if (node.Next is not null)
        {
            _byUse.Remove(node);
            _byUse.AddLast(node);
        }

        value = node.Value.Value;
        return true;
    }

    /// <summary>Puts an entry in, or another value in its place; others go to make room.</summary>
    public void Set(TKey key, TValue value, int bytes)
    {
        if (_items.Remove(key, out var old)) Drop(old);
        if (bytes > mostBytes)
        {
            evicted(key);
            return;
        }

        while (_items.Count > 0 && (_items.Count >= mostEntries || Bytes + bytes > mostBytes))
        {
            var oldest = _byUse.First!;
            _items.Remove(oldest.Value.Key);
            Drop(oldest);
            evicted(oldest.Value.Key);
        }

        _items[key] = _byUse.AddLast(new Item(key, value, bytes));
        Bytes += bytes;
    }

    private void Drop(LinkedListNode<Item> node)
    {
        _byUse.Remove(node);
        Bytes -= node.Value.Bytes;
    }

    private readonly record struct Item(TKey Key, TValue Value, int Bytes);
}
