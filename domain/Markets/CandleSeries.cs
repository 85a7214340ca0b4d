namespace CryptoRun.Domain.Markets;

/// <summary>
/// One symbol's closed 1 h candles on a complete hourly grid, column by column. Missing hours are filled flat with zero volume and marked.
/// Immutable to its readers: <see cref="ClosedAt"/> and <see cref="Append"/> share the columns and only move the end.
/// </summary>
public sealed class CandleSeries
{
    /// <summary>Length of a base bar.</summary>
    public static readonly TimeSpan BarWidth = TimeSpan.FromHours(1);

    private readonly Columns _columns;

    private CandleSeries(string symbol, string venue, DateTimeOffset start, Columns columns, int count)
    {
        (Symbol, Venue, Start, _columns, Count) = (symbol, venue, start, columns, count);
    }

    /// <summary>Canonical symbol.</summary>
    public string Symbol { get; }

    /// <summary>Venue of the candles.</summary>
    public string Venue { get; }

    /// <summary>Open time of bar 0, a full hour UTC.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Number of bars, filled ones included.</summary>
    public int Count { get; }

    /// <summary>Close time of the last bar: the first instant at which all bars are known.</summary>
    public DateTimeOffset End => Start + (BarWidth * Count);

    /// <summary>Opens, USD.</summary>
    public ReadOnlySpan<double> Open => _columns.Open.AsSpan(0, Count);

    /// <summary>Highs, USD.</summary>
    public ReadOnlySpan<double> High => _columns.High.AsSpan(0, Count);

    /// <summary>Lows, USD.</summary>
    public ReadOnlySpan<double> Low => _columns.Low.AsSpan(0, Count);

    /// <summary>Closes, USD.</summary>
    public ReadOnlySpan<double> Close => _columns.Close.AsSpan(0, Count);

    /// <summary>Base volumes.</summary>
    public ReadOnlySpan<double> Volume => _columns.Volume.AsSpan(0, Count);

    /// <summary>USD volumes: the source's quote volume, else base volume x (high + low + close)/3.</summary>
    public ReadOnlySpan<double> VolumeUsd => _columns.VolumeUsd.AsSpan(0, Count);

    /// <summary>Marks of hours that the source did not have.</summary>
    public ReadOnlySpan<bool> Filled => _columns.Filled.AsSpan(0, Count);

    /// <summary>Builds a series from hourly candles.</summary>
    /// <param name="symbol">Canonical symbol.</param>
    /// <param name="venue">Venue.</param>
    /// <param name="candles">Ascending, without duplicates, each opening on a full hour, prices above 0.</param>
    /// <exception cref="ArgumentException">No candle, or one that breaks these rules; the message names symbol, time and value.</exception>
    public static CandleSeries FromHourly(string symbol, string venue, IEnumerable<Candle> candles)
    {
        CandleSeries? series = null;
        foreach (var candle in candles)
        {
            series = series is null
                ? new CandleSeries(symbol, venue, FullHour(symbol, candle.OpenTime), new Columns(768), 0).Append(candle)
                : series.Append(candle);
        }

        return series ?? throw new ArgumentException($"{symbol}: no candle to build a series from.", nameof(candles));
    }

    /// <summary>Builds a series from columns, for tests and benchmarks; columns are copied and may hold anything (the scan reports what is not finite).</summary>
    /// <exception cref="ArgumentException">Columns of different lengths or a start that is not a full hour.</exception>
    public static CandleSeries FromColumns(
        string symbol, string venue, DateTimeOffset start, double[] open, double[] high, double[] low, double[] close, double[] volume, double[]? volumeUsd = null)
    {
        var count = open.Length;
        if (high.Length != count || low.Length != count || close.Length != count || volume.Length != count || (volumeUsd ?? open).Length != count)
            throw new ArgumentException($"{symbol}: columns of different lengths.", nameof(open));

        var usd = volumeUsd ?? [.. volume.Select((v, i) => v * (high[i] + low[i] + close[i]) / 3)];
        var columns = new Columns([.. open], [.. high], [.. low], [.. close], [.. volume], [.. usd], new bool[count]) { Used = count };
        return new CandleSeries(symbol, venue, FullHour(symbol, start), columns, count);
    }

    /// <summary>The series with one more candle; hours between are filled flat at the last close with zero volume.</summary>
    /// <exception cref="ArgumentException">The candle does not open on a full hour at or after <see cref="End"/>, or has a price of 0 or less, or high below low.</exception>
    public CandleSeries Append(Candle candle)
    {
        var hour = FullHour(Symbol, candle.OpenTime);
        if (hour < End)
            throw new ArgumentException($"{Symbol}: candle of {hour:u} is a duplicate or out of order; expected {End:u} or later.", nameof(candle));
        if (candle.Low <= 0 || candle.High < candle.Low || candle.Volume < 0)
            throw new ArgumentException($"{Symbol}: candle of {hour:u} has low {candle.Low}, high {candle.High}, volume {candle.Volume}; prices must be above 0, high at least low, volume at least 0.", nameof(candle));

        var missing = (int)((hour - End) / BarWidth);
        var columns = _columns.Reserve(Count, missing + 1);
        for (var i = 0; i < missing; i++) columns.AddFlat(columns.Close[columns.Used - 1]);

        var (high, low, close) = (DecimalCrossing.ToDouble(candle.High), DecimalCrossing.ToDouble(candle.Low), DecimalCrossing.ToDouble(candle.Close));
        var volume = DecimalCrossing.ToDouble(candle.Volume);
        var usd = candle.QuoteVolume is { } quote ? DecimalCrossing.ToDouble(quote) : volume * (high + low + close) / 3;
        columns.Add(DecimalCrossing.ToDouble(candle.Open), high, low, close, volume, usd, filled: false);
        return new CandleSeries(Symbol, Venue, Start, columns, Count + missing + 1);
    }

    /// <summary>The part that is closed at <paramref name="t"/> (open + width at or before t): no later bar can be seen through it.</summary>
    public CandleSeries ClosedAt(DateTimeOffset t)
    {
        var closed = (int)Math.Clamp(Math.Floor((t - Start) / BarWidth), 0, Count);
        return closed == Count ? this : new CandleSeries(Symbol, Venue, Start, _columns, closed);
    }

    /// <summary>The last <paramref name="bars"/> bars as a series of their own, or this one when it is no longer than that.</summary>
    public CandleSeries Last(int bars)
    {
        if (bars >= Count) return this;
        var from = Count - bars;
        return new CandleSeries(Symbol, Venue, Start + (BarWidth * from), _columns.Slice(from, bars), bars);
    }

    /// <summary>Filled hours among the last <paramref name="bars"/>.</summary>
    public int GapsInLast(int bars)
    {
        var gaps = 0;
        foreach (var filled in Filled[Math.Max(0, Count - bars)..]) gaps += filled ? 1 : 0;
        return gaps;
    }

    private static DateTimeOffset FullHour(string symbol, DateTimeOffset time) =>
        time.UtcTicks % BarWidth.Ticks == 0
            ? time.ToUniversalTime()
            : throw new ArgumentException($"{symbol}: {time:O} is not a full hour.", nameof(time));

    /// <summary>Growing columns. Series that share them differ in their end; one owner appends, and appending to an older end copies first.</summary>
    private sealed class Columns(double[] open, double[] high, double[] low, double[] close, double[] volume, double[] volumeUsd, bool[] filled)
    {
        public Columns(int capacity)
            : this(new double[capacity], new double[capacity], new double[capacity], new double[capacity], new double[capacity], new double[capacity], new bool[capacity])
        {
        }

        public double[] Open { get; } = open;

        public double[] High { get; } = high;

        public double[] Low { get; } = low;

        public double[] Close { get; } = close;

        public double[] Volume { get; } = volume;

        public double[] VolumeUsd { get; } = volumeUsd;

        public bool[] Filled { get; } = filled;

        public int Used { get; set; }

        /// <summary>Columns whose next free place is <paramref name="count"/>, with room for <paramref name="more"/>: these, or a copy.</summary>
        public Columns Reserve(int count, int more)
        {
            if (Used == count && count + more <= Open.Length) return this;

            return Copy(0, count, Math.Max(count + more, count * 3 / 2));
        }

        public Columns Slice(int from, int length) => Copy(from, length, length);

        public void AddFlat(double price) => Add(price, price, price, price, 0, 0, filled: true);

        public void Add(double o, double h, double l, double c, double v, double usd, bool filled)
        {
            var i = Used;
            (Open[i], High[i], Low[i], Close[i], Volume[i], VolumeUsd[i], Filled[i]) = (o, h, l, c, v, usd, filled);
            Used = i + 1;
        }

        private Columns Copy(int from, int length, int capacity)
        {
            var copy = new Columns(capacity) { Used = length };
            Array.Copy(Open, from, copy.Open, 0, length);
            Array.Copy(High, from, copy.High, 0, length);
            Array.Copy(Low, from, copy.Low, 0, length);
            Array.Copy(Close, from, copy.Close, 0, length);
            Array.Copy(Volume, from, copy.Volume, 0, length);
            Array.Copy(VolumeUsd, from, copy.VolumeUsd, 0, length);
            Array.Copy(Filled, from, copy.Filled, 0, length);
            return copy;
        }
    }
}
