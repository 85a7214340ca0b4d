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
        SeriesShape.RequireLength(values.Length, into.Length);
        var average = Smoothing.Exponential(period);
        for (var i = 0; i < values.Length; i++) into[i] = average.Next(values[i]);
    }

    /// <summary>EMA at the last bar; NaN during warm-up.</summary>
    public static double Last(ReadOnlySpan<double> values, int period)
    {
        var average = Smoothing.Exponential(period);
        var last = double.NaN;
        foreach (var value in values) last = average.Next(value);
        return last;
    }
}

/// <summary><see cref="Ema"/> bar by bar, the same bits.</summary>
/// <param name="period">At least 1.</param>
public sealed class EmaStream(int period)
{
    private Smoothing _average = Smoothing.Exponential(period);

    /// <summary>EMA with one more value; NaN during warm-up.</summary>
    public double Next(double value) => _average.Next(value);
}
