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
    private const int SmallestPower = 3;
    private const int LargestPower = 12;
    private const int FewestSizes = 3;

    private static readonly double[] LogExpectedRange = [.. Enumerable.Range(0, LargestPower + 1).Select(power => Math.Log(ExpectedRange(1 << power)))];

    /// <summary>
    /// The estimate: 0.5 + slope of ln(mean R/S) - ln(expected R/S) on ln n, by least squares over n = 8, 16, ... up to half the length; each n cuts the
    /// values into whole windows ending at the last value. About 0.5 for white noise, more for trending and less for reverting returns (typical error at 512: 0.06).
    /// NaN under 64 values, or where too few windows have any variation.
    /// </summary>
    /// <param name="returns">Returns, oldest first; usually the last <see cref="Window"/> 1 h log returns.</param>
    public static double Estimate(ReadOnlySpan<double> returns)
    {
        var (count, sumX, sumY, sumXx, sumXy) = (0, 0.0, 0.0, 0.0, 0.0);
        for (var power = SmallestPower; power <= LargestPower && 2 << power <= returns.Length; power++)
        {
            var range = MeanRescaledRange(returns, 1 << power);
            if (!(range > 0)) continue;

            var (x, y) = ((double)power, Math.Log(range) - LogExpectedRange[power]);
            count++;
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
        }

        if (count < FewestSizes) return double.NaN;

        // x counted in powers of two: ln n = power x ln 2.
        var slope = ((count * sumXy) - (sumX * sumY)) / ((count * sumXx) - (sumX * sumX));
        return 0.5 + (slope / Math.Log(2));
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

    private static double MeanRescaledRange(ReadOnlySpan<double> returns, int size)
    {
        var (sum, windows) = (0.0, 0);
        for (var end = returns.Length; end >= size; end -= size)
        {
            var rescaled = RescaledRange(returns.Slice(end - size, size));
            if (double.IsNaN(rescaled)) continue;
            sum += rescaled;
            windows++;
        }

        return windows == 0 ? double.NaN : sum / windows;
    }

    /// <summary>Range of the cumulative deviations from the window's mean over its population standard deviation; NaN without variation.</summary>
    private static double RescaledRange(ReadOnlySpan<double> window)
    {
        var mean = 0.0;
        foreach (var value in window) mean += value - window[0];
        mean = window[0] + (mean / window.Length);

        var (cumulative, highest, lowest, squares) = (0.0, 0.0, 0.0, 0.0);
        foreach (var value in window)
        {
            var deviation = value - mean;
            cumulative += deviation;
            squares += deviation * deviation;
            highest = Math.Max(highest, cumulative);
            lowest = Math.Min(lowest, cumulative);
        }

        return squares > 0 ? (highest - lowest) / Math.Sqrt(squares / window.Length) : double.NaN;
    }
}
