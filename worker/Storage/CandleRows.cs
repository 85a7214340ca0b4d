using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Storage;

/// <summary>Collects the rows of a series and keeps of every candle the newest version. Rows in the order of the key, which is the rule, cost nothing more.</summary>
/// <param name="capacity">Candles expected.</param>
internal sealed class CandleRows(int capacity)
{
    // A scan reads hundreds of thousands of candles of 128 bytes: clearing what is about to be written, and copying each a few times, took longer than reading it.
    private Candle[] _candles = GC.AllocateUninitializedArray<Candle>(capacity);
    private long[] _knownAt = GC.AllocateUninitializedArray<long>(capacity);
    private int _count;
    private long _last = long.MinValue;
    private bool _isSorted = true;

    /// <summary>The place of one more version, to be written by the caller at once; of a newer version of the last candle it is the same again.</summary>
    /// <param name="openTime">UTC ticks.</param>
    /// <param name="knownAt">UTC ticks.</param>
    public ref Candle Add(long openTime, long knownAt)
    {
        if (openTime <= _last)
        {
            if (openTime == _last && knownAt > _knownAt[_count - 1])
            {
                _knownAt[_count - 1] = knownAt;
                return ref _candles[_count - 1];
            }

            _isSorted = false;
        }

        if (_count == _candles.Length) Grow();
        _last = openTime;
        _knownAt[_count] = knownAt;
        return ref _candles[_count++];
    }

    /// <summary>Newest versions, oldest candle first.</summary>
    public IReadOnlyList<Candle> Candles()
    {
        Sort();
        return _count == _candles.Length ? _candles : new ArraySegment<Candle>(_candles, 0, _count);
    }

    /// <summary>Newest versions with their instants of knowledge.</summary>
    public IReadOnlyCollection<CandleVersion> Versions()
    {
        Sort();
        return [.. All()];
    }

    /// <summary>How many candles a span can have, within reason.</summary>
    public static int Expected(TimeSpan interval, long from, long to) => (int)Math.Clamp((to - from) / interval.Ticks, 0, 4096);

    private IEnumerable<CandleVersion> All() => _candles.Zip(_knownAt, static (candle, knownAt) => new CandleVersion(candle, knownAt)).Take(_count);

    private void Grow()
    {
        var more = Math.Max(16, _count * 2);
        Array.Resize(ref _candles, more);
        Array.Resize(ref _knownAt, more);
    }

    private void Sort()
    {
        if (_isSorted) return;

        List<CandleVersion> newest = [.. All()
            .GroupBy(static v => v.Candle.OpenTime)
            .Select(static g => g.MaxBy(static v => v.KnownAt))
            .OrderBy(static v => v.Candle.OpenTime)];
        (_candles, _knownAt, _count, _isSorted) = ([.. newest.Select(static v => v.Candle)], [.. newest.Select(static v => v.KnownAt)], newest.Count, true);
    }
}
