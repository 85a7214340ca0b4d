namespace CryptoRun.Domain.Markets;

/// <summary>Candles from the trades themselves, in decimals: no digit is lost.</summary>
public static class TradeCandles
{
    /// <summary>
    /// First, highest, lowest and last price, base volume, quote volume (sum of price times size) and number of trades of each bar. A bar exists when it has at least one
    /// trade. Trades of one instant count in the order given. Whether the last bar is complete is the caller's to know.
    /// </summary>
    /// <param name="trades">Ascending by time; equal times are allowed.</param>
    /// <param name="width">Width of a bar: at most one day and a divisor of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another width.</exception>
    /// <exception cref="ArgumentException">While reading: a trade out of order, or one whose price or size is not above 0.</exception>
    /// <exception cref="OverflowException">While reading: a volume beyond a decimal.</exception>
    public static IEnumerable<Candle> Of(IEnumerable<Trade> trades, TimeSpan width)
    {
        if (width <= TimeSpan.Zero || width > TimeSpan.FromDays(1) || TimeSpan.TicksPerDay % width.Ticks != 0)
            throw new ArgumentOutOfRangeException(nameof(width), width, "Bars must be at most one day wide and divide it.");

        return Build(trades, width.Ticks);
    }

    private static IEnumerable<Candle> Build(IEnumerable<Trade> trades, long width)
    {
        Candle? open = null;
        var last = DateTimeOffset.MinValue;
        foreach (var trade in trades)
        {
            if (trade.Time < last) throw new ArgumentException($"Trade of {trade.Time:O} is out of order; the one before is of {last:O}.", nameof(trades));
            if (trade is not { Price: > 0, Size: > 0 }) throw new ArgumentException($"Trade of {trade.Time:O} has price {trade.Price} and size {trade.Size}; both must be above 0.", nameof(trades));

            last = trade.Time;
            var start = new DateTimeOffset(last.UtcTicks - (last.UtcTicks % width), TimeSpan.Zero);
            if (open is { } bar && bar.OpenTime == start)
            {
                open = With(bar, trade);
                continue;
            }

            if (open is { } done) yield return done;
            open = new Candle(start, trade.Price, trade.Price, trade.Price, trade.Price, trade.Size, trade.Price * trade.Size, 1);
        }

        if (open is { } final) yield return final;
    }

    private static Candle With(in Candle bar, in Trade trade) => bar with
    {
        High = Math.Max(bar.High, trade.Price),
        Low = Math.Min(bar.Low, trade.Price),
        Close = trade.Price,
        Volume = bar.Volume + trade.Size,
        QuoteVolume = bar.QuoteVolume + (trade.Price * trade.Size),
        Trades = bar.Trades + 1,
    };
}
