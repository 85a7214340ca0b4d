namespace CryptoRun.Domain.Indicators;

/// <summary>Median of the last n values; of an even count the mean of the middle two.</summary>
public static class RollingMedian
{
    /// <summary>Median at every bar. Leading NaN are skipped (a median of an indicator); then NaN for period - 1 further bars, and while a later NaN is in the window.</summary>
    /// <param name="values">One value per bar.</param>
    /// <param name="period">At least 1.</param>
    /// <param name="into">One result per bar; may be the same memory as <paramref name="values"/>.</param>
    /// <exception cref="ArgumentException">A period under 1 or an output of another length.</exception>
    public static void Series(ReadOnlySpan<double> values, int period, Span<double> into)
    {
        SeriesShape.RequireLength(values.Length, into.Length);
        var stream = new RollingMedianStream(period);
        for (var i = 0; i < values.Length; i++) into[i] = stream.Next(values[i]);
    }

    /// <summary>Median of the last <paramref name="period"/> values; NaN where there are fewer.</summary>
    public static double Last(ReadOnlySpan<double> values, int period)
    {
        SeriesShape.RequirePeriod(period);
        return values.Length < period ? double.NaN : Numerics.RobustStatistics.Median(values[^period..]);
    }
}

/// <summary><see cref="RollingMedian"/> bar by bar; the series is this stream in a loop. The window is kept in order: a step moves what lies between the old value's place and the new one's.</summary>
/// <param name="period">At least 1.</param>
public sealed class RollingMedianStream(int period)
{
    private readonly TrailingWindow _window = new(period);
    private readonly double[] _sorted = new double[period];
    private int _numbers;
    private int _seen;

    /// <summary>Median with one more value; NaN during warm-up.</summary>
    public double Next(double value)
    {
        if (_window.IsWaiting(value)) return double.NaN;

        var full = _seen == period;
        var leaving = _window.Push(value);
        if (full && !double.IsNaN(leaving)) Remove(leaving);
        if (!full) _seen++;
        if (!double.IsNaN(value)) Insert(value);
        return _numbers == period ? Middle() : double.NaN;
    }

    private void Remove(double value)
    {
        var place = Place(value);
        _sorted.AsSpan(place + 1, _numbers - place - 1).CopyTo(_sorted.AsSpan(place));
        _numbers--;
    }

    private void Insert(double value)
    {
        var place = Place(value);
        _sorted.AsSpan(place, _numbers - place).CopyTo(_sorted.AsSpan(place + 1));
        _sorted[place] = value;
        _numbers++;
    }

    /// <summary>Count of values below: the loop has no branch to guess wrongly.</summary>
    private int Place(double value)
    {
        var (from, length) = (0, _numbers);
        while (length > 0)
        {
            var half = length / 2;
            from += _sorted[from + half] < value ? length - half : 0;
            length = half;
        }

        return from;
    }

    private double Middle()
    {
        var upper = _sorted[period / 2];
        if ((period & 1) == 1) return upper;

        var lower = _sorted[(period / 2) - 1];
        var sum = lower + upper;
        return double.IsFinite(sum) ? sum / 2 : (lower / 2) + (upper / 2);
    }
}
