using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Markets;

/// <summary>
/// One symbol's candles in memory: the closed ones as a series, those that are not yet closed or not yet stored beside it. Decides which candle is closed; stores nothing.
/// Safe to call from several threads; <see cref="Append"/>, <see cref="Settle"/> and <see cref="Load"/> only from within the ledger's gate.
/// </summary>
/// <param name="symbol">Canonical symbol.</param>
/// <param name="venue">Venue.</param>
internal sealed class SymbolCandles(string symbol, string venue)
{
    private const int Remembered = 48;
    private readonly Lock _gate = new();
    private readonly SortedList<DateTimeOffset, Candle> _pending = [];
    private readonly SortedList<DateTimeOffset, Candle> _recent = [];
    private CandleSeries? _closed;

    /// <summary>Canonical symbol.</summary>
    public string Symbol => symbol;

    /// <summary>Closed and stored candles, null before the first.</summary>
    public CandleSeries? Closed => Volatile.Read(ref _closed);

    /// <summary>Hour of the newest candle that was refused because it cannot follow the one before it; null when none was, or a right one of the hour has come since.</summary>
    public DateTimeOffset? TornAt { get; private set; }

    /// <summary>Why the symbol is not scanned, null when it is.</summary>
    public string? ExcludedBecause { get; set; }

    /// <summary>Whether the store may have other candles than memory; true before the first load.</summary>
    public bool IsStale { get; set; } = true;

    /// <summary>What REST has to bring.</summary>
    public RepairNeed Repair { get; } = new();

    /// <summary>The candle of the hour that is not over, null when no trade has come.</summary>
    public Candle? Forming
    {
        get
        {
            lock (_gate) return _pending.Count > 0 ? _pending.Values[^1] : null;
        }
    }

    /// <summary>The last two days as the venue gave them, closed and stored, oldest first.</summary>
    public IReadOnlyList<Candle> Recent
    {
        get
        {
            lock (_gate) return [.. _recent.Values];
        }
    }

    /// <summary>Whether a price cannot be one of this symbol: more than a factor of two from its newest candle.</summary>
    public bool Refuses(decimal price)
    {
        lock (_gate)
        {
            var newest = _pending.Count > 0 ? _pending.Values[^1] : _recent.Count > 0 ? _recent.Values[^1] : (Candle?)null;
            return newest is { } candle && (price > candle.High * 2 || price * 2 < candle.Low);
        }
    }

    /// <summary>A candle from the stream: newer than anything known of its hour.</summary>
    public void Update(Candle candle)
    {
        lock (_gate)
        {
            if (!IsKnown(candle) && !IsTorn(candle)) Await(candle);
        }
    }

    /// <summary>Candles from REST: an answer under way may be older than the stream, and a forming candle's volume only grows.</summary>
    public void Offer(IReadOnlyList<Candle> candles)
    {
        lock (_gate)
        {
            foreach (var candle in candles)
            {
                if (IsKnown(candle) || IsTorn(candle) || (_pending.TryGetValue(candle.OpenTime, out var there) && there.Volume > candle.Volume)) continue;
                Await(candle);
            }
        }
    }

    /// <summary>Candles that are closed but not stored: their hour is over, and a later candle was seen, or the hour was over at <paramref name="settled"/>, or it was closed before (a correction).</summary>
    /// <param name="now">Market time.</param>
    /// <param name="settled">The hour up to which everything that was under way has arrived.</param>
    public IReadOnlyList<Candle> Closable(DateTimeOffset now, DateTimeOffset settled)
    {
        lock (_gate)
        {
            List<Candle> closable = [];
            for (var i = 0; i < _pending.Count; i++)
            {
                var candle = _pending.Values[i];
                var close = candle.OpenTime + CandleSeries.BarWidth;
                if (close <= now && (i < _pending.Count - 1 || close <= settled || close <= _closed?.End)) closable.Add(candle);
            }

            return closable;
        }
    }

    /// <summary>Whether <see cref="Closable"/> would give any.</summary>
    public bool HasClosable(DateTimeOffset now, DateTimeOffset settled) => Closable(now, settled).Count > 0;

    /// <summary>The candles were stored, all of them new and after the end: appends them.</summary>
    public void Append(IReadOnlyList<Candle> stored)
    {
        lock (_gate)
        {
            var series = _closed;
            foreach (var candle in stored) series = series is null ? CandleSeries.FromHourly(symbol, venue, [candle]) : series.Append(candle);
            Volatile.Write(ref _closed, series);
            Settle(stored);
        }
    }

    /// <summary>The store has the candles; they wait no longer.</summary>
    public void Settle(IReadOnlyList<Candle> stored)
    {
        lock (_gate)
        {
            foreach (var candle in stored)
            {
                // Unless an update has come while it was being stored.
                if (_pending.TryGetValue(candle.OpenTime, out var waiting) && waiting == candle) _pending.Remove(candle.OpenTime);
                Remember(candle);
            }
        }
    }

    /// <summary>Takes the store's candles, ascending, as the closed ones.</summary>
    public void Load(IReadOnlyList<Candle> candles)
    {
        lock (_gate)
        {
            _recent.Clear();
            foreach (var candle in candles.Skip(candles.Count - Remembered)) Remember(candle);
            Volatile.Write(ref _closed, candles.Count == 0 ? null : CandleSeries.FromHourly(symbol, venue, candles));
            IsStale = false;
        }
    }

    /// <summary>Forgets hours that no scan looks at.</summary>
    public void Trim(int keepBars)
    {
        lock (_gate)
        {
            if (_closed?.Count > keepBars * 5 / 4) Volatile.Write(ref _closed, _closed.Last(keepBars));
        }
    }

    private void Await(in Candle candle)
    {
        _pending[candle.OpenTime] = candle;
        if (TornAt == candle.OpenTime) TornAt = null;
    }

    private bool IsKnown(in Candle candle) => _recent.TryGetValue(candle.OpenTime, out var known) && known == candle && !_pending.ContainsKey(candle.OpenTime);

    /// <summary>Torn from the candle before it. After a day nobody knows any more where the price should be.</summary>
    private bool IsTorn(in Candle candle)
    {
        if (Before(candle.OpenTime) is not { } before || candle.OpenTime - before.OpenTime > TimeSpan.FromDays(1) || !PriceAgreement.IsTorn(candle, before.Close)) return false;
        if (!(TornAt > candle.OpenTime)) TornAt = candle.OpenTime;
        return true;
    }

    private Candle? Before(DateTimeOffset openTime)
    {
        var (stored, waiting) = (Before(_recent, openTime), Before(_pending, openTime));
        return waiting is null || stored?.OpenTime > waiting.Value.OpenTime ? stored : waiting;
    }

    private static Candle? Before(SortedList<DateTimeOffset, Candle> candles, DateTimeOffset openTime)
    {
        var (low, high) = (0, candles.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (candles.Keys[middle] < openTime) low = middle + 1;
            else high = middle;
        }

        return low > 0 ? candles.Values[low - 1] : null;
    }

    private void Remember(in Candle candle)
    {
        _recent[candle.OpenTime] = candle;
        if (_recent.Count > Remembered) _recent.RemoveAt(0);
    }
}
