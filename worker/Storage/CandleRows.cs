using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Storage;

/// <summary>Collects the rows of a series and keeps of every candle the newest version. Rows in the order of the key, which is the rule, cost nothing more.</summary>
/// <param name="capacity">Candles expected.</param>
internal sealed class CandleRows(int capacity)
{
    private List<Candle> _candles = new(capacity);
    private List<long> _knownAt = new(capacity);
    private bool _isSorted = true;

    /// <summary>Adds a version.</summary>
    /// <param name="candle">The candle.</param>
    /// <param name="knownAt">UTC ticks.</param>
    public void Add(in Candle candle, long knownAt)
    {
        if (_candles is [.., var last] && candle.OpenTime <= last.OpenTime)
        {
            if (candle.OpenTime == last.OpenTime && knownAt > _knownAt[^1])
            {
                (_candles[^1], _knownAt[^1]) = (candle, knownAt);
                return;
            }

            _isSorted = false;
        }

        _candles.Add(candle);
        _knownAt.Add(knownAt);
    }

    /// <summary>Newest versions, oldest candle first.</summary>
    public IReadOnlyList<Candle> Candles()
    {
        Sort();
        return _candles;
    }

    /// <summary>Newest versions with their instants of knowledge.</summary>
    public IReadOnlyCollection<CandleVersion> Versions()
    {
        Sort();
        return [.. _candles.Zip(_knownAt, static (candle, knownAt) => new CandleVersion(candle, knownAt))];
    }

    /// <summary>How many candles a span can have, within reason.</summary>
    public static int Expected(TimeSpan interval, long from, long to) => (int)Math.Clamp((to - from) / interval.Ticks, 0, 4096);

    private void Sort()
    {
        if (_isSorted) return;

        List<CandleVersion> newest = [.. _candles
            .Zip(_knownAt, static (candle, knownAt) => new CandleVersion(candle, knownAt))
            .GroupBy(static v => v.Candle.OpenTime)
            .Select(static g => g.MaxBy(static v => v.KnownAt))
            .OrderBy(static v => v.Candle.OpenTime)];
        (_candles, _knownAt, _isSorted) = ([.. newest.Select(static v => v.Candle)], [.. newest.Select(static v => v.KnownAt)], true);
    }
}
