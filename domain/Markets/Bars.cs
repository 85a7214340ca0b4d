using System.Buffers;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Markets;

/// <summary>
/// Consecutive bars of one width, column by column; what indicators read. The columns are borrowed memory: who measures many coins gives it back, and bars that
/// were given back have no columns any more.
/// </summary>
public sealed class Bars : IDisposable
{
    private const int Columns = 6;
    private double[] _block;

    internal Bars(DateTimeOffset start, int hours, int count)
    {
        (Start, Hours, Count) = (start, hours, count);
        _block = ArrayPool<double>.Shared.Rent(Columns * count);
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
    public ReadOnlySpan<double> Open => Column(0);

    /// <summary>Highs, USD.</summary>
    public ReadOnlySpan<double> High => Column(1);

    /// <summary>Lows, USD.</summary>
    public ReadOnlySpan<double> Low => Column(2);

    /// <summary>Closes, USD.</summary>
    public ReadOnlySpan<double> Close => Column(3);

    /// <summary>Base volumes.</summary>
    public ReadOnlySpan<double> Volume => Column(4);

    /// <summary>USD volumes.</summary>
    public ReadOnlySpan<double> VolumeUsd => Column(5);

    /// <summary>Open time of bar <paramref name="index"/>.</summary>
    public DateTimeOffset OpenTime(int index) => Start.AddHours((double)Hours * index);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_block.Length > 0) ArrayPool<double>.Shared.Return(_block);
        _block = [];
    }

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
        var (opens, highs, lows, closes, volumes, volumesUsd) = (0, Count, 2 * Count, 3 * Count, 4 * Count, 5 * Count);
        var block = _block.AsSpan(0, Columns * Count);
        for (var (bar, from) = (0, 0); bar < Count; bar++, from += Hours)
        {
            var (sum, sumUsd) = (0.0, 0.0);
            for (var i = from; i < from + Hours; i++)
            {
                sum += volume[i];
                sumUsd += volumeUsd[i];
            }

            (block[opens + bar], block[highs + bar], block[lows + bar], block[closes + bar]) =
                (open[from], Extremes.Highest(high.Slice(from, Hours)), Extremes.Lowest(low.Slice(from, Hours)), close[from + Hours - 1]);
            (block[volumes + bar], block[volumesUsd + bar]) = (sum, sumUsd);
        }
    }

    private ReadOnlySpan<double> Column(int index) => _block.AsSpan(index * Count, Count);
}
