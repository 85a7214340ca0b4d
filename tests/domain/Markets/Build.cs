using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Markets;

/// <summary>Small candles and series.</summary>
internal static class Build
{
    /// <summary>Midnight, so that aligned bars begin with the series.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Candle Hour(int hour, decimal close, decimal volume = 1, decimal? quoteVolume = null) =>
        new(Start.AddHours(hour), close, close + 1, close - 1, close, volume, quoteVolume);

    /// <summary>A series of <paramref name="count"/> hours, each bar made by <paramref name="bar"/> as (high, low, close, volume).</summary>
    public static CandleSeries Series(int count, Func<int, (double High, double Low, double Close, double Volume)> bar, DateTimeOffset? start = null)
    {
        var bars = Enumerable.Range(0, count).Select(bar).ToArray();
        double[] close = [.. bars.Select(b => b.Close)];
        return CandleSeries.FromColumns(
            "TEST-USD", "test", start ?? Start, close, [.. bars.Select(b => b.High)], [.. bars.Select(b => b.Low)], close, [.. bars.Select(b => b.Volume)]);
    }
}
