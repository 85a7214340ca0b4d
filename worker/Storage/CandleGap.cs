using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Storage;

/// <summary>Candles that are missing, one after the other.</summary>
/// <param name="From">Open time of the first one missing, UTC.</param>
/// <param name="To">Open time of the next one that is not missing: the range is half open.</param>
/// <param name="Count">How many are missing, 1 or more.</param>
public sealed record CandleGap(DateTimeOffset From, DateTimeOffset To, int Count)
{
    /// <summary>What is missing of a span, oldest first.</summary>
    /// <param name="candles">What there is with from &lt;= open &lt; to, oldest first.</param>
    /// <param name="interval">Width of a candle, above 0; candles open at whole multiples of it.</param>
    /// <param name="from">Begin of the span; rounded up to an open time.</param>
    /// <param name="to">End of the span, exclusive.</param>
    public static IReadOnlyList<CandleGap> Between(IReadOnlyList<Candle> candles, TimeSpan interval, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(candles);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        var gaps = new List<CandleGap>();
        var end = Up(to.UtcTicks, interval.Ticks);
        var next = Up(from.UtcTicks, interval.Ticks);
        foreach (var candle in candles)
        {
            Add(candle.OpenTime.UtcTicks);
            next = Math.Max(next, Up(candle.OpenTime.UtcTicks + 1, interval.Ticks));
        }

        Add(end);
        return gaps;

        void Add(long until)
        {
            var count = (until - next + interval.Ticks - 1) / interval.Ticks;
            if (count > 0) gaps.Add(new CandleGap(new DateTimeOffset(next, TimeSpan.Zero), new DateTimeOffset(next + (count * interval.Ticks), TimeSpan.Zero), (int)count));
        }
    }

    private static long Up(long ticks, long interval) => (ticks + interval - 1) / interval * interval;
}
