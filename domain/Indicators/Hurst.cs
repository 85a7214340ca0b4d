using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Indicators;

/// <summary>
/// Hurst exponent by rescaled range (Hurst 1951; Mandelbrot and Wallis 1969), corrected by the exact expectation for independent normal values (Anis and Lloyd,
/// "The expected value of the adjusted rescaled Hurst range of independent normal summands", Biometrika 63, 1976; used this way by Weron, Physica A 312,
/// 2002): uncorrected, white noise of this length comes out near 0.6.
/// </summary>
public static class Hurst
{
    /// <summary>Returns that one estimate takes: 512 hours, about three weeks.</summary>
    public const int Window = 512;

    /// <summary>Windows of 2^3 to 2^12 values.</summary>
    internal const int SmallestPower = 3;
    private const int LargestPower = 12;
    private const int FewestSizes = 3;

    private static readonly double[] LogExpectedRange = [.. Enumerable.Range(0, LargestPower + 1).Select(power => Math.Log(ExpectedRange(1 << power)))];

    /// <summary>Fewest returns of an estimate: three window sizes.</summary>
    internal const int Fewest = 64;

    /// <summary>
    /// The estimate: 0.5 + slope of ln(mean R/S) - ln(expected R/S) on ln n, by least squares over n = 8, 16, ... up to half the length; each n cuts the
    /// values into whole windows ending at the last value. About 0.5 for white noise, more for trending and less for reverting returns (typical error at 512: 0.06).
    /// NaN under 64 values, or where too few windows have any variation.
    /// </summary>
    /// <param name="returns">Returns, oldest first; usually the last <see cref="Window"/> 1 h log returns.</param>
    public static double Estimate(ReadOnlySpan<double> returns)
    {
        var slope = new Slope();
        for (var power = SmallestPower; power <= PowersOf(returns.Length); power++) slope.Add(power, MeanRescaledRange(returns, 1 << power));
        return slope.Value;
    }

    /// <summary>The estimate over the last <paramref name="window"/> returns at every bar; leading NaN are skipped (the first return), then NaN for window - 1 further bars.</summary>
    /// <param name="returns">One return per bar.</param>
    /// <param name="window">At least 64, usually <see cref="Window"/>.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A window under 64 or an output of another length.</exception>
    public static void Series(ReadOnlySpan<double> returns, int window, Span<double> into)
    {
        SeriesShape.RequireLength(returns.Length, into.Length);
        var stream = new HurstStream(window);
        for (var i = 0; i < returns.Length; i++) into[i] = stream.Next(returns[i]);
    }

    /// <summary>Expectation of R/S over n independent normal values with the population standard deviation, exact (Anis and Lloyd, their equation for E[R*]).</summary>
    public static double ExpectedRange(int n)
    {
        // gamma((n - 1)/2) / gamma(n/2) by steps of two from gamma(1/2)/gamma(1) = sqrt(pi) (n = 2) or gamma(1)/gamma(3/2) = 2/sqrt(pi) (n = 3).
        var ratio = (n & 1) == 0 ? Math.Sqrt(Math.PI) : 2 / Math.Sqrt(Math.PI);
        for (var m = (n & 1) == 0 ? 2 : 3; m + 2 <= n; m += 2) ratio *= (m - 1.0) / m;

        var sum = 0.0;
        for (var i = 1; i < n; i++) sum += Math.Sqrt((n - i) / (double)i);
        return ratio / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>The largest power of two whose double fits into so many values.</summary>
    internal static int PowersOf(int values)
    {
        var power = SmallestPower - 1;
        while (power < LargestPower && 4 << power <= values) power++;
        return power;
    }

    private static double MeanRescaledRange(ReadOnlySpan<double> returns, int size)
    {
        Span<double> four = stackalloc double[Vector256<double>.Count];
        var (sum, windows, end) = (0.0, 0, returns.Length);
        for (; end >= four.Length * size; end -= four.Length * size)
        {
            RescaledRanges(returns.Slice(end - (four.Length * size), four.Length * size), size).CopyTo(four);
            for (var i = four.Length - 1; i >= 0; i--) Count(four[i], ref sum, ref windows);
        }

        for (; end >= size; end -= size) Count(RescaledRange(returns.Slice(end - size, size)), ref sum, ref windows);
        return windows == 0 ? double.NaN : sum / windows;

        static void Count(double rescaled, ref double sum, ref int windows)
        {
            if (double.IsNaN(rescaled)) return;
            sum += rescaled;
            windows++;
        }
    }

    /// <summary>
    /// Four windows side by side, one a lane: each lane does what <see cref="RescaledRange"/> and <see cref="WindowMoments"/> do, in their order, so the bits are the same.
    /// </summary>
    /// <param name="windows">The four windows, one after another.</param>
    /// <param name="size">Length of each, a multiple of four.</param>
    private static Vector256<double> RescaledRanges(ReadOnlySpan<double> windows, int size)
    {
        Span<Vector256<double>> parts = [default, default, default, default];
        var pivot = Across(windows, size, 0);
        for (var i = 0; i < size; i++) parts[i & 3] += Across(windows, size, i) - pivot;
        var shift = (parts[0] + parts[2] + (parts[1] + parts[3])) / Vector256.Create((double)size);
        var mean = pivot + shift;

        parts.Clear();
        var (cumulative, highest, lowest) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        for (var i = 0; i < size; i++)
        {
            var value = Across(windows, size, i);
            var deviation = value - pivot - shift;
            parts[i & 3] += deviation * deviation;
            cumulative += value - mean;
            highest = Vector256.MaxNative(highest, cumulative);
            lowest = Vector256.MinNative(lowest, cumulative);
        }

        var squares = parts[0] + parts[2] + (parts[1] + parts[3]);
        var rescaled = (highest - lowest) / Vector256.Sqrt(squares / Vector256.Create((double)size));
        return Vector256.ConditionalSelect(Vector256.GreaterThan(squares, Vector256<double>.Zero), rescaled, Vector256.Create(double.NaN));
    }

    /// <summary>Value <paramref name="i"/> of each window.</summary>
    private static Vector256<double> Across(ReadOnlySpan<double> windows, int size, int i) =>
        Vector256.Create(windows[i], windows[size + i], windows[(2 * size) + i], windows[(3 * size) + i]);

    /// <summary>Range of the cumulative deviations from the window's mean over its population standard deviation; NaN without variation.</summary>
    internal static double RescaledRange(ReadOnlySpan<double> window)
    {
        var moments = WindowMoments.Of(window);
        if (!(moments.SquaredDeviations > 0)) return double.NaN;

        // The processor's own maximum: there is no NaN here, and the sign of a zero does not matter.
        var (cumulative, highest, lowest) = (0.0, 0.0, 0.0);
        foreach (var value in window)
        {
            cumulative += value - moments.Mean;
            highest = double.MaxNative(highest, cumulative);
            lowest = double.MinNative(lowest, cumulative);
        }

        return (highest - lowest) / Math.Sqrt(moments.SquaredDeviations / window.Length);
    }

    /// <summary>Least squares over the sizes that have a mean range. x is counted in powers of two: ln n = power x ln 2.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct Slope
    {
        private int _count;
        private double _sumX;
        private double _sumY;
        private double _sumXx;
        private double _sumXy;

        public readonly double Value => _count < FewestSizes
            ? double.NaN
            : 0.5 + (((_count * _sumXy) - (_sumX * _sumY)) / ((_count * _sumXx) - (_sumX * _sumX)) / Math.Log(2));

        public void Add(int power, double meanRange)
        {
            if (!(meanRange > 0)) return;

            var (x, y) = ((double)power, Math.Log(meanRange) - LogExpectedRange[power]);
            _count++;
            _sumX += x;
            _sumY += y;
            _sumXx += x * x;
            _sumXy += x * y;
        }
    }
}

/// <summary>
/// <see cref="Hurst"/> bar by bar, the same bits; the series is this stream in a loop. A window of n returns that ends here was the newest one n bars ago: each bar measures one
/// window of each size and remembers it.
/// </summary>
public sealed class HurstStream
{
    private readonly TrailingWindow _returns;
    private readonly TrailingWindow[] _ranges;

    /// <summary>A stream before its first return.</summary>
    /// <param name="window">At least 64, usually <see cref="Hurst.Window"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A window under 64.</exception>
    public HurstStream(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, Hurst.Fewest);
        _returns = new TrailingWindow(window);
        _ranges = [.. Enumerable.Range(0, Hurst.PowersOf(window) - Hurst.SmallestPower + 1).Select(_ => new TrailingWindow(window))];
    }

    /// <summary>The estimate with one more return; NaN during warm-up, or where too few windows have any variation.</summary>
    public double Next(double value)
    {
        if (_returns.IsWaiting(value)) return double.NaN;

        _returns.Push(value);
        var returns = _returns.Values;
        var slope = new Hurst.Slope();
        for (var i = 0; i < _ranges.Length; i++)
        {
            var size = 1 << (i + Hurst.SmallestPower);
            _ranges[i].Push(returns.Length < size ? double.NaN : Hurst.RescaledRange(returns[^size..]));
            if (_returns.IsFull) slope.Add(i + Hurst.SmallestPower, Mean(_ranges[i].Values, size));
        }

        return slope.Value;
    }

    private static double Mean(ReadOnlySpan<double> ranges, int size)
    {
        var (sum, windows) = (0.0, 0);
        for (var end = ranges.Length; end >= size; end -= size)
        {
            var range = ranges[end - 1];
            if (double.IsNaN(range)) continue;
            sum += range;
            windows++;
        }

        return windows == 0 ? double.NaN : sum / windows;
    }
}
