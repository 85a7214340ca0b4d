using System.Runtime.Intrinsics;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Indicators;

/// <summary>Volume-adjusted daily range: today's range and volume against the coin's own last days. A ratio, free of price and volume scale.</summary>
public static class Vadr
{
    /// <summary>Hours of a window.</summary>
    public const int WindowHours = 24;

    /// <summary>Past windows whose median is the yardstick, at most.</summary>
    public const int PastWindows = 30;

    /// <summary>Fewer past windows give no ratio.</summary>
    public const int FewestPastWindows = 10;

    /// <summary>Fewer bars that the source really had in the current window give no ratio.</summary>
    public const int FewestBars = 20;

    /// <summary>Days of the coin's own 80th percentile.</summary>
    public const int PercentileDays = 14;

    /// <summary>
    /// Ratio = v of the last 24 hours / median of v over the up to 30 windows of 24 h before, not overlapping; v = mean over the 24 bars of
    /// (high - low)/close x sqrt(base volume), filled bars counting 0. The 80th percentile is taken over the ratios of 1 to 14 days ago, as many as can be had.
    /// </summary>
    /// <param name="closed">Closed candles; the last one ends the current window.</param>
    public static VadrReading Measure(CandleSeries closed)
    {
        Span<double> windows = stackalloc double[PastWindows + PercentileDays + 1];
        var count = Math.Min(windows.Length, closed.Count / WindowHours);
        for (var k = 0; k < count; k++) windows[k] = Window(closed, k);
        windows = windows[..count];

        Span<double> usual = stackalloc double[PercentileDays + 1];
        UsualRanges(windows, usual);
        var (ratio, why) = Ratio(closed, windows, 0, usual[0]);

        Span<double> past = stackalloc double[PercentileDays];
        var days = 0;
        for (var k = 1; k <= PercentileDays; k++)
        {
            if (Ratio(closed, windows, k, usual[k]).Value is { } before) past[days++] = before;
        }

        return new VadrReading(ratio, days == 0 ? null : Quantiles.Linear(past[..days], 0.80), why is not null, why);
    }

    /// <summary>The median of the past of every window 0, 1, ...: each past is its neighbour's with one window more and one less, kept in order.</summary>
    private static void UsualRanges(ReadOnlySpan<double> windows, Span<double> usual)
    {
        Span<double> sorted = stackalloc double[PastWindows];
        var (count, unknown) = (0, 0);
        for (var k = usual.Length + PastWindows - 1; k >= 1; k--)
        {
            if (k < windows.Length)
            {
                if (double.IsNaN(windows[k])) unknown++;
                else Insert(sorted, count++, windows[k]);
            }

            if (k > usual.Length) continue;
            usual[k - 1] = unknown > 0 ? double.NaN : RobustStatistics.MedianOfSorted(sorted[..count]);

            var leaving = k + PastWindows - 1;
            if (leaving >= windows.Length) continue;
            if (double.IsNaN(windows[leaving])) unknown--;
            else Remove(sorted[..count--], windows[leaving]);
        }
    }

    private static void Insert(Span<double> sorted, int count, double value)
    {
        var i = count;
        for (; i > 0 && sorted[i - 1] > value; i--) sorted[i] = sorted[i - 1];
        sorted[i] = value;
    }

    private static void Remove(Span<double> sorted, double value)
    {
        var i = sorted.IndexOf(value);
        sorted[(i + 1)..].CopyTo(sorted[i..]);
    }

    private static int PastOf(int k, int windows) => Math.Clamp(windows - (k + 1), 0, PastWindows);

    /// <summary>The current window against the median of its past, or the reason why not; <paramref name="bars"/> are those that the source really had.</summary>
    internal static (double? Value, string? Why) Ratio(int past, int bars, double current, double usual)
    {
        if (past < FewestPastWindows) return (null, $"insufficient history: {past} past days, needs {FewestPastWindows}");
        if (bars < FewestBars) return (null, $"insufficient history: {bars} bars in the last {WindowHours} h, needs {FewestBars}");

        return usual > 0 ? (current / usual, null) : (null, "insufficient history: no trading in most of the past days");
    }

    /// <summary>The ratio of window k, or the reason why it has none.</summary>
    private static (double? Value, string? Why) Ratio(CandleSeries closed, ReadOnlySpan<double> windows, int k, double usual)
    {
        var past = PastOf(k, windows.Length);
        return past < FewestPastWindows
            ? Ratio(past, 0, double.NaN, usual)
            : Ratio(past, WindowHours - closed.Filled.Slice(closed.Count - ((k + 1) * WindowHours), WindowHours).Count(true), windows[k], usual);
    }

    private static double Window(CandleSeries closed, int k)
    {
        var from = closed.Count - ((k + 1) * WindowHours);
        var high = closed.High.Slice(from, WindowHours);
        var low = closed.Low.Slice(from, WindowHours);
        var close = closed.Close.Slice(from, WindowHours);
        var volume = closed.Volume.Slice(from, WindowHours);
        Span<double> ranges = stackalloc double[WindowHours];
        for (var i = 0; i < WindowHours; i += Vector256<double>.Count)
        {
            // Element by element the same as (high - low) / close * sqrt(volume), and added up in order below: no bit depends on the vector.
            var range = (Vector256.Create(high[i..]) - Vector256.Create(low[i..])) / Vector256.Create(close[i..]);
            (range * Vector256.Sqrt(Vector256.Create(volume[i..]))).CopyTo(ranges[i..]);
        }

        var sum = 0.0;
        foreach (var range in ranges) sum += range;
        return sum / WindowHours;
    }
}

/// <summary>What <see cref="Vadr"/> measured.</summary>
/// <param name="Ratio">For example 1.8 for 1.8x; null when frozen.</param>
/// <param name="Percentile80">80th percentile of the ratio at 1 to 14 days ago; null where none of them can be had.</param>
/// <param name="Frozen">Whether there is too little history for a ratio.</param>
/// <param name="Why">The reason with its numbers, null when not frozen.</param>
public sealed record VadrReading(double? Ratio, double? Percentile80, bool Frozen, string? Why);
