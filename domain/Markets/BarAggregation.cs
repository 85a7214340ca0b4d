namespace CryptoRun.Domain.Markets;

/// <summary>Bars of several hours from the hourly grid. The two kinds are never mixed up: charts and indicators read aligned bars, momentum reads trailing ones.</summary>
public static class BarAggregation
{
    /// <summary>Bars that start at 00:00 UTC and every <paramref name="hours"/> after, as every charting site shows them: the last <paramref name="maxBars"/> of those that lie wholly inside the series.</summary>
    /// <param name="closed">Closed candles.</param>
    /// <param name="hours">1 to 24, a divisor of 24.</param>
    /// <param name="maxBars">Most bars to return, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Hours that do not divide a day, or a negative count.</exception>
    public static Bars Aligned(CandleSeries closed, int hours, int maxBars)
    {
        if (hours is < 1 or > 24 || 24 % hours != 0) throw new ArgumentOutOfRangeException(nameof(hours), hours, "Aligned bars need hours that divide 24.");

        var startHour = closed.Start.UtcTicks / TimeSpan.TicksPerHour;
        var skip = (int)((hours - (startHour % hours)) % hours);
        return Build(closed, hours, maxBars, skip, Math.Max(0, closed.Count - skip) / hours);
    }

    /// <summary>Whole bars of <paramref name="hours"/> hours, the last of which ends with the last closed candle: the last <paramref name="maxBars"/> of them.</summary>
    /// <param name="closed">Closed candles.</param>
    /// <param name="hours">At least 1.</param>
    /// <param name="maxBars">Most bars to return, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Hours under 1 or a negative count.</exception>
    public static Bars Trailing(CandleSeries closed, int hours, int maxBars)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hours, 1);
        return Build(closed, hours, maxBars, closed.Count % hours, closed.Count / hours);
    }

    private static Bars Build(CandleSeries closed, int hours, int maxBars, int first, int whole)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBars);
        var count = Math.Min(whole, maxBars);
        first += (whole - count) * hours;
        var bars = new Bars(closed.Start.AddHours(first), hours, count);
        if (count > 0) bars.Fill(closed, first);
        return bars;
    }
}
