using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Markets;

/// <summary>The hours that a scan at t looks at: open times in [<see cref="From"/>, <see cref="To"/>). Live scan and recomputation cut to the same window, or their hashes would differ.</summary>
internal static class ScanWindow
{
    /// <summary>First open time.</summary>
    public static DateTimeOffset From(DateTimeOffset at, int lookBackHours) => To(at) - (CandleSeries.BarWidth * lookBackHours);

    /// <summary>End of the last closed hour: the first open time that is not in the window.</summary>
    public static DateTimeOffset To(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % CandleSeries.BarWidth.Ticks), TimeSpan.Zero);

    /// <summary>
    /// The part of a series in the window, as if built from the window's candles alone: hours at either end for which there was no candle are no part of it.
    /// Null when nothing is left.
    /// </summary>
    public static CandleSeries? Cut(CandleSeries series, DateTimeOffset at, int lookBackHours)
    {
        var closed = series.ClosedAt(To(at));
        var last = closed.Count;
        while (last > 0 && closed.Filled[last - 1]) last--;
        var first = (int)Math.Max(0, (From(at, lookBackHours) - closed.Start) / CandleSeries.BarWidth);
        while (first < last && closed.Filled[first]) first++;
        return first >= last ? null : closed.ClosedAt(closed.Start + (CandleSeries.BarWidth * last)).Last(last - first);
    }
}
