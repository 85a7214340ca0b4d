using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Markets;

/// <summary>Average daily volume (ADV).</summary>
public static class AverageDailyVolume
{
    /// <summary>Days of the mean.</summary>
    public const int Days = 30;

    /// <summary>Fewer days give no mean.</summary>
    public const int FewestDays = 10;

    /// <summary>Mean USD volume of the last 30 full UTC days before the end of the series, or of as many as there are, at least 10; else null. A day is full when the series spans it; filled hours count 0.</summary>
    /// <param name="closed">Closed candles.</param>
    public static double? Usd(CandleSeries closed) => Usd(closed, Days, FewestDays);

    /// <summary>The same over other days.</summary>
    /// <param name="closed">Closed candles.</param>
    /// <param name="most">Days of the mean.</param>
    /// <param name="fewest">Fewer days give no mean.</param>
    public static double? Usd(CandleSeries closed, int most, int fewest)
    {
        var lastMidnight = Math.Floor((closed.End - DateTimeOffset.UnixEpoch).TotalDays);
        var end = (int)((DateTimeOffset.UnixEpoch.AddDays(lastMidnight) - closed.Start) / CandleSeries.BarWidth);
        var days = Math.Min(most, Math.Max(0, end) / 24);
        if (days < fewest) return null;

        return Moments.Sum(closed.VolumeUsd[(end - (24 * days))..end]) / days;
    }
}
