namespace CryptoRun.Domain.Indicators;

/// <summary>Average true range (Wilder 1978).</summary>
public static class Atr
{
    /// <summary>
    /// ATR in price units at every bar; NaN for the first period - 1. True range = max(high, previous close) - min(low, previous close), of the first bar
    /// high - low. Simple mean of the first n, then (previous x (n - 1) + new)/n. (TA-Lib leaves the first bar out and starts one bar later.)
    /// </summary>
    /// <param name="high">Highs.</param>
    /// <param name="low">Lows.</param>
    /// <param name="close">Closes.</param>
    /// <param name="period">At least 1, usually 14.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 1 or columns of different lengths.</exception>
    public static void Series(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period, Span<double> into)
    {
        SeriesShape.RequireLength(close.Length, into.Length);
        var average = Seed(high, low, close, period);
        into[..Math.Min(period - 1, into.Length)].Fill(double.NaN);
        if (close.Length < period) return;

        into[period - 1] = average;
        var (keep, take) = ((period - 1.0) / period, 1.0 / period);
        for (var i = period; i < close.Length; i++)
        {
            average = (average * keep) + (TrueRange(high[i], low[i], close[i - 1]) * take);
            into[i] = average;
        }
    }

    /// <summary>ATR at the last bar; NaN under <paramref name="period"/> bars.</summary>
    public static double Last(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period)
    {
        var average = Seed(high, low, close, period);
        var (keep, take) = ((period - 1.0) / period, 1.0 / period);
        for (var i = period; i < close.Length; i++) average = (average * keep) + (TrueRange(high[i], low[i], close[i - 1]) * take);
        return average;
    }

    /// <summary>True range of a bar that has a bar before it.</summary>
    public static double TrueRange(double high, double low, double previousClose) => Math.Max(high, previousClose) - Math.Min(low, previousClose);

    private static double Seed(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period)
    {
        SeriesShape.RequirePeriod(period);
        SeriesShape.RequireLength(close.Length, high.Length);
        SeriesShape.RequireLength(close.Length, low.Length);
        if (close.Length < period) return double.NaN;

        var sum = high[0] - low[0];
        for (var i = 1; i < period; i++) sum += TrueRange(high[i], low[i], close[i - 1]);
        return sum / period;
    }
}
