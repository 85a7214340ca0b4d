using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Regimes;

/// <summary>One symbol's closes on the grid of hours and days. It holds what is closed at the last detection of a run; earlier detections ask for earlier hours only.</summary>
internal sealed class SymbolHistory
{
    private readonly List<int> _unsoundHours;

    /// <summary>Reads the closes.</summary>
    /// <param name="closed">Closed candles.</param>
    /// <param name="lookBackHours">Hours before the end in which numbers are held to be sound or not.</param>
    public SymbolHistory(CandleSeries closed, int lookBackHours = RegimeDetector.HistoryHours)
    {
        Candles = closed;
        StartHour = UtcGrid.Hour(closed.Start);
        _unsoundHours = UnsoundHours(lookBackHours);
    }

    public CandleSeries Candles { get; }

    public int StartHour { get; }

    public int EndHour => StartHour + Candles.Count;

    /// <summary>Log return of the bar that opens at <paramref name="hour"/>; NaN where it or the bar before does not exist.</summary>
    public double Return(int hour)
    {
        var bar = hour - StartHour;
        return bar >= 1 && bar < Candles.Count ? Math.Log(Candles.Close[bar] / Candles.Close[bar - 1]) : double.NaN;
    }

    /// <summary>Close of a full UTC day; NaN where the candles do not span the day.</summary>
    public double DailyClose(int day)
    {
        var firstBar = (day * UtcGrid.HoursPerDay) - StartHour;
        var lastBar = firstBar + UtcGrid.HoursPerDay - 1;
        return firstBar >= 0 && lastBar < Candles.Count ? Candles.Close[lastBar] : double.NaN;
    }

    /// <summary>Whether every close in [from, to) is a positive number and every volume a number of 0 or more; known for the hours that detections can look back on.</summary>
    public bool IsSound(int fromHour, int toHour) => !_unsoundHours.Exists(hour => hour >= fromHour && hour < toHour);

    private List<int> UnsoundHours(int lookBackHours)
    {
        var hours = new List<int>();
        var close = Candles.Close;
        var volume = Candles.VolumeUsd;
        for (var i = Math.Max(0, close.Length - lookBackHours); i < close.Length; i++)
        {
            var isSound = double.IsFinite(close[i]) && close[i] > 0 && double.IsFinite(volume[i]) && volume[i] >= 0;
            if (!isSound) hours.Add(StartHour + i);
        }

        return hours;
    }
}
