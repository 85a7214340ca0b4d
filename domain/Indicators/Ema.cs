namespace CryptoRun.Domain.Indicators;

/// <summary>Exponential moving average: simple mean of the first n, then k = 2/(n + 1), as TA-Lib's.</summary>
public static class Ema
{
    /// <summary>EMA at every bar. Leading NaN of <paramref name="values"/> are skipped (an EMA of an indicator); then NaN for period - 1 further bars.</summary>
    /// <param name="values">One value per bar.</param>
    /// <param name="period">At least 1.</param>
    /// <param name="into">One result per bar; may be the same memory as <paramref name="values"/>.</param>
    /// <exception cref="ArgumentException">A period under 1 or an output of another length.</exception>
    public static void Series(ReadOnlySpan<double> values, int period, Span<double> into)
    {
        SeriesShape.RequirePeriod(period);
        SeriesShape.RequireLength(values.Length, into.Length);
        var first = 0;
        while (first < values.Length && double.IsNaN(values[first])) first++;
        if (first + period > values.Length)
        {
            into.Fill(double.NaN);
            return;
        }

        var seed = first + period - 1;
        var average = 0.0;
        for (var i = first; i <= seed; i++) average += values[i];
        average /= period;
        into[..seed].Fill(double.NaN);
        into[seed] = average;

        var take = 2.0 / (period + 1);
        var keep = 1 - take;
        for (var i = seed + 1; i < values.Length; i++)
        {
            average = (average * keep) + (values[i] * take);
            into[i] = average;
        }
    }

    /// <summary>EMA at the last bar; NaN during warm-up.</summary>
    public static double Last(ReadOnlySpan<double> values, int period)
    {
        if (values.IsEmpty) return double.NaN;

        using var scratch = Scratch.Of(values.Length);
        Series(values, period, scratch.Values);
        return scratch.Values[^1];
    }
}
