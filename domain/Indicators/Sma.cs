namespace CryptoRun.Domain.Indicators;

/// <summary>Simple moving average.</summary>
public static class Sma
{
    /// <summary>Mean of the last <paramref name="period"/> values at every bar; NaN for the first period - 1. A running sum with compensation (Neumaier), so that its error does not grow with length.</summary>
    /// <param name="values">One value per bar.</param>
    /// <param name="period">At least 1.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 1 or an output of another length.</exception>
    public static void Series(ReadOnlySpan<double> values, int period, Span<double> into)
    {
        SeriesShape.RequirePeriod(period);
        SeriesShape.RequireLength(values.Length, into.Length);
        var (sum, lost) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            Add(values[i], ref sum, ref lost);
            if (i >= period) Add(-values[i - period], ref sum, ref lost);
            into[i] = i >= period - 1 ? (sum + lost) / period : double.NaN;
        }
    }

    /// <summary>Mean of the last <paramref name="period"/> values; NaN where there are fewer.</summary>
    public static double Last(ReadOnlySpan<double> values, int period)
    {
        SeriesShape.RequirePeriod(period);
        return values.Length < period ? double.NaN : Numerics.Moments.Mean(values[^period..]);
    }

    private static void Add(double value, ref double sum, ref double lost)
    {
        var next = sum + value;
        lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
        sum = next;
    }
}
