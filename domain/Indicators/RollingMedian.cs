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

    /// <summary>Median with one more value; NaN during warm-up.</summary>
    public double Next(double value)
    {
        if (_window.IsWaiting(value)) return double.NaN;

        // The gap is where a value may go: the leaving one's place, or behind the last.
        var full = _window.IsFull;
        var leaving = _window.Push(value);
        var gap = _numbers;
        if (full && !double.IsNaN(leaving))
        {
            gap = Place(leaving);
            _numbers--;
        }

        Fill(gap, value);
        return _numbers == period ? Middle() : double.NaN;
    }

    /// <summary>Moves what is larger than the new value up, or smaller down, until the gap is the new value's place; a NaN has none, and the gap goes to the end.</summary>
    private void Fill(int gap, double value)
    {
        var sorted = _sorted;
        for (; gap > 0 && sorted[gap - 1] > value; gap--) sorted[gap] = sorted[gap - 1];
        for (; gap < _numbers && !(sorted[gap + 1] >= value); gap++) sorted[gap] = sorted[gap + 1];
        if (double.IsNaN(value)) return;
        sorted[gap] = value;
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
