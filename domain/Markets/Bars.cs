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

    /// <summary>Sets bar <paramref name="index"/> from the hours [<paramref name="from"/>, from + <see cref="Hours"/>) of a series.</summary>
    internal void Set(int index, CandleSeries series, int from)
    {
        var (high, low) = (series.High[from], series.Low[from]);
        var (volume, volumeUsd) = (0.0, 0.0);
        for (var i = from; i < from + Hours; i++)
        {
            high = Math.Max(high, series.High[i]);
            low = Math.Min(low, series.Low[i]);
            volume += series.Volume[i];
            volumeUsd += series.VolumeUsd[i];
        }

        (_open[index], _high[index], _low[index], _close[index]) = (series.Open[from], high, low, series.Close[from + Hours - 1]);
        (_volume[index], _volumeUsd[index]) = (volume, volumeUsd);
    }
}
