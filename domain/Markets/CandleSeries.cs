namespace CryptoRun.Domain.Markets;

/// <summary>
/// One symbol's closed 1 h candles on a complete hourly grid, column by column. Missing hours are filled flat with zero volume and marked.
/// Immutable to its readers: <see cref="ClosedAt"/>, <see cref="Last"/> and <see cref="Append"/> share the columns and only move the ends.
/// </summary>
public sealed class CandleSeries
{
    /// <summary>Length of a base bar.</summary>
    public static readonly TimeSpan BarWidth = TimeSpan.FromHours(1);

    private readonly CandleColumns _columns;
    private readonly int _from;

    private CandleSeries(string symbol, string venue, CandleColumns columns, int from, int count)
    {
        (Symbol, Venue, Start, Count) = (symbol, venue, columns.Start + (BarWidth * from), count);
        (_columns, _from) = (columns, from);
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
    public ReadOnlySpan<double> Open => _columns.Open.AsSpan(_from, Count);

    /// <summary>Highs, USD.</summary>
    public ReadOnlySpan<double> High => _columns.High.AsSpan(_from, Count);

    /// <summary>Lows, USD.</summary>
    public ReadOnlySpan<double> Low => _columns.Low.AsSpan(_from, Count);

    /// <summary>Closes, USD.</summary>
    public ReadOnlySpan<double> Close => _columns.Close.AsSpan(_from, Count);

    /// <summary>Base volumes.</summary>
    public ReadOnlySpan<double> Volume => _columns.Volume.AsSpan(_from, Count);

    /// <summary>USD volumes: the source's quote volume, else base volume x (high + low + close)/3.</summary>
    public ReadOnlySpan<double> VolumeUsd => _columns.VolumeUsd.AsSpan(_from, Count);

    /// <summary>Marks of hours that the source did not have.</summary>
    public ReadOnlySpan<bool> Filled => _columns.Filled.AsSpan(_from, Count);

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
                ? new CandleSeries(symbol, venue, new CandleColumns(FullHour(symbol, candle.OpenTime), 768), from: 0, count: 0).Append(candle)
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
        var columns = new CandleColumns(FullHour(symbol, start), [.. open], [.. high], [.. low], [.. close], [.. volume], [.. usd], new bool[count]) { Used = count };
        return new CandleSeries(symbol, venue, columns, from: 0, count);
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
        var columns = _columns.Reserve(_from + Count, missing + 1);
        for (var i = 0; i < missing; i++) columns.AddFlat(columns.Close[columns.Used - 1]);

        var (high, low, close) = (DecimalCrossing.ToDouble(candle.High), DecimalCrossing.ToDouble(candle.Low), DecimalCrossing.ToDouble(candle.Close));
        var volume = DecimalCrossing.ToDouble(candle.Volume);
        var usd = candle.QuoteVolume is { } quote ? DecimalCrossing.ToDouble(quote) : volume * (high + low + close) / 3;
        columns.Add(DecimalCrossing.ToDouble(candle.Open), high, low, close, volume, usd, filled: false);
        return new CandleSeries(Symbol, Venue, columns, _from, Count + missing + 1);
    }

    /// <summary>The part that is closed at <paramref name="t"/> (open + width at or before t): no later bar can be seen through it.</summary>
    public CandleSeries ClosedAt(DateTimeOffset t)
    {
        var closed = (int)Math.Clamp(Math.Floor((t - Start) / BarWidth), 0, Count);
        return closed == Count ? this : new CandleSeries(Symbol, Venue, _columns, _from, closed);
    }

    /// <summary>The last <paramref name="bars"/> bars as a series of their own, or this one when it is no longer than that.</summary>
    public CandleSeries Last(int bars) => bars >= Count ? this : new CandleSeries(Symbol, Venue, _columns, _from + Count - bars, bars);

    /// <summary>Whether all prices are finite and above 0 and all volumes finite and 0 or more.</summary>
    internal bool AreSound() => _columns.AreSound(_from, Count);

    /// <summary>The same bars in another order, at the same hours: a future that did not happen, for audits.</summary>
    /// <param name="order">By place, the bar that comes there; may be shorter.</param>
    internal CandleSeries Reordered(IReadOnlyList<int> order)
    {
        double[] Column(ReadOnlySpan<double> values)
        {
            var column = new double[order.Count];
            for (var i = 0; i < column.Length; i++) column[i] = values[order[i]];
            return column;
        }

        var filled = new bool[order.Count];
        for (var i = 0; i < filled.Length; i++) filled[i] = Filled[order[i]];
        var columns = new CandleColumns(Start, Column(Open), Column(High), Column(Low), Column(Close), Column(Volume), Column(VolumeUsd), filled) { Used = order.Count };
        return new CandleSeries(Symbol, Venue, columns, from: 0, order.Count);
    }

    /// <summary>Filled hours among the last <paramref name="bars"/>.</summary>
    public int GapsInLast(int bars) => Filled[Math.Max(0, Count - bars)..].Count(true);

    /// <summary>Adds the candles: the hours of the window's incomplete UTC days as they are, a whole day by its own SHA-256, which is computed once.</summary>
    internal void WriteTo(CanonicalBytes bytes) => _columns.WriteTo(bytes, _from, Count);

    private static DateTimeOffset FullHour(string symbol, DateTimeOffset time) =>
        time.UtcTicks % BarWidth.Ticks == 0
            ? time.ToUniversalTime()
            : throw new ArgumentException($"{symbol}: {time:O} is not a full hour.", nameof(time));
}
