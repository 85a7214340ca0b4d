namespace CryptoRun.Domain.Markets;

/// <summary>Consecutive bars of one width, column by column; what indicators read.</summary>
public sealed class Bars
{
    private readonly double[] _open;
    private readonly double[] _high;
    private readonly double[] _low;
    private readonly double[] _close;
    private readonly double[] _volume;
    private readonly double[] _volumeUsd;

    internal Bars(DateTimeOffset start, int hours, int count)
    {
        (Start, Hours, Count) = (start, hours, count);
        (_open, _high, _low) = (new double[count], new double[count], new double[count]);
        (_close, _volume, _volumeUsd) = (new double[count], new double[count], new double[count]);
    }

    /// <summary>Open time of bar 0, UTC.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Width of a bar in hours.</summary>
    public int Hours { get; }

    /// <summary>Number of bars.</summary>
    public int Count { get; }

    /// <summary>Close time of the last bar.</summary>
    public DateTimeOffset End => OpenTime(Count);

    /// <summary>Opens, USD.</summary>
    public ReadOnlySpan<double> Open => _open;

    /// <summary>Highs, USD.</summary>
    public ReadOnlySpan<double> High => _high;

    /// <summary>Lows, USD.</summary>
    public ReadOnlySpan<double> Low => _low;

    /// <summary>Closes, USD.</summary>
    public ReadOnlySpan<double> Close => _close;

    /// <summary>Base volumes.</summary>
    public ReadOnlySpan<double> Volume => _volume;

    /// <summary>USD volumes.</summary>
    public ReadOnlySpan<double> VolumeUsd => _volumeUsd;

    /// <summary>Open time of bar <paramref name="index"/>.</summary>
    public DateTimeOffset OpenTime(int index) => Start.AddHours((double)Hours * index);

    /// <summary>Sets every bar from the hours of a series from <paramref name="first"/> on.</summary>
    internal void Fill(CandleSeries series, int first)
    {
        var length = Count * Hours;
        var open = series.Open.Slice(first, length);
        var high = series.High.Slice(first, length);
        var low = series.Low.Slice(first, length);
        var close = series.Close.Slice(first, length);
        var volume = series.Volume.Slice(first, length);
        var volumeUsd = series.VolumeUsd.Slice(first, length);
        for (var (bar, from) = (0, 0); bar < Count; bar++, from += Hours)
        {
            var (highest, lowest) = (high[from], low[from]);
            var (sum, sumUsd) = (0.0, 0.0);
            for (var i = from; i < from + Hours; i++)
            {
                highest = Math.Max(highest, high[i]);
                lowest = Math.Min(lowest, low[i]);
                sum += volume[i];
                sumUsd += volumeUsd[i];
            }

            (_open[bar], _high[bar], _low[bar], _close[bar]) = (open[from], highest, lowest, close[from + Hours - 1]);
            (_volume[bar], _volumeUsd[bar]) = (sum, sumUsd);
        }
    }
}
