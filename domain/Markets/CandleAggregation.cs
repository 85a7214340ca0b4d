namespace CryptoRun.Domain.Markets;

/// <summary>Hourly candles from finer ones, in decimals, as exact as the source.</summary>
public static class CandleAggregation
{
    /// <summary>
    /// Hourly candles: first open, highest high, lowest low, last close, volumes added. An hour exists when it has at least one source candle; its quote volume or
    /// number of trades is null when any of its candles lacks it. Whether the last hour is complete is the caller's to know.
    /// </summary>
    /// <param name="candles">Ascending, without duplicates, each opening on the grid of <paramref name="width"/>.</param>
    /// <param name="width">Width of the source candles: at most one hour and a divisor of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another width.</exception>
    /// <exception cref="ArgumentException">While reading: a candle off the grid, a duplicate or one out of order.</exception>
    public static IEnumerable<Candle> ToHourly(IEnumerable<Candle> candles, TimeSpan width) =>
        To(candles, width, CandleSeries.BarWidth);

    /// <summary>The same for bars under an hour.</summary>
    /// <param name="candles">As above.</param>
    /// <param name="width">Width of the source candles: a divisor of <paramref name="target"/>.</param>
    /// <param name="target">Width wanted: at most one hour and a divisor of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Other widths.</exception>
    /// <exception cref="ArgumentException">While reading: a candle off the grid, a duplicate or one out of order.</exception>
    public static IEnumerable<Candle> To(IEnumerable<Candle> candles, TimeSpan width, TimeSpan target)
    {
        if (target <= TimeSpan.Zero || target > CandleSeries.BarWidth || CandleSeries.BarWidth.Ticks % target.Ticks != 0)
            throw new ArgumentOutOfRangeException(nameof(target), target, "Bars must be at most 1 h wide and divide it.");
        if (width <= TimeSpan.Zero || width > target || target.Ticks % width.Ticks != 0)
            throw new ArgumentOutOfRangeException(nameof(width), width, $"Source candles must be at most {target} wide and divide it.");

        return Aggregate(candles, width, target);
    }

    private static IEnumerable<Candle> Aggregate(IEnumerable<Candle> candles, TimeSpan width, TimeSpan target)
    {
        Candle? open = null;
        var last = DateTimeOffset.MinValue;
        foreach (var candle in candles)
        {
            if (candle.OpenTime.UtcTicks % width.Ticks != 0) throw new ArgumentException($"Candle of {candle.OpenTime:O} does not open on the {width} grid.", nameof(candles));
            if (candle.OpenTime <= last) throw new ArgumentException($"Candle of {candle.OpenTime:u} is a duplicate or out of order; the one before is of {last:u}.", nameof(candles));

            last = candle.OpenTime;
            var start = new DateTimeOffset(last.UtcTicks - (last.UtcTicks % target.Ticks), TimeSpan.Zero);
            if (open is { } bar && bar.OpenTime == start)
            {
                open = Merge(bar, candle);
                continue;
            }

            if (open is { } done) yield return done;
            open = candle with { OpenTime = start };
        }

        if (open is { } final) yield return final;
    }

    private static Candle Merge(Candle bar, Candle next) => bar with
    {
        High = Math.Max(bar.High, next.High),
        Low = Math.Min(bar.Low, next.Low),
        Close = next.Close,
        Volume = bar.Volume + next.Volume,
        QuoteVolume = bar.QuoteVolume + next.QuoteVolume,
        Trades = bar.Trades + next.Trades,
    };
}
