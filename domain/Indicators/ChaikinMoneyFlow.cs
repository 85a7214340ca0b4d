namespace CryptoRun.Domain.Indicators;

/// <summary>Chaikin money flow (Marc Chaikin): where in their range the bars closed, weighted by volume.</summary>
public static class ChaikinMoneyFlow
{
    /// <summary>
    /// Sum of ((close - low) - (high - close))/(high - low) x volume over sum of volume, in [-1, 1], over all bars given. A bar with high = low counts 0 in the
    /// numerator; NaN without any volume.
    /// </summary>
    /// <exception cref="ArgumentException">Columns of different lengths.</exception>
    public static double Last(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, ReadOnlySpan<double> volume)
    {
        SeriesShape.RequireLength(close.Length, high.Length);
        SeriesShape.RequireLength(close.Length, low.Length);
        SeriesShape.RequireLength(close.Length, volume.Length);
        var (flow, total) = (0.0, 0.0);
        for (var i = 0; i < close.Length; i++)
        {
            var range = high[i] - low[i];
            if (range != 0) flow += (close[i] - low[i] - (high[i] - close[i])) / range * volume[i];
            total += volume[i];
        }

        return total == 0 ? double.NaN : flow / total;
    }
}
