using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Indicators;

/// <summary>Percentile rank of the current value among the last n, itself included: (number below + 0.5 x number equal) / n, as <see cref="Ranks.PercentileRank"/>.</summary>
public static class RollingPercentileRank
{
    /// <summary>
    /// Rank in (0, 1) at every bar; equal = within 1e-12 relative. Leading NaN are skipped (a rank of an indicator); then NaN for period - 1 further bars, and while a later
    /// NaN is in the window.
    /// </summary>
    /// <param name="values">One value per bar.</param>
    /// <param name="period">At least 1.</param>
    /// <param name="into">One result per bar; may be the same memory as <paramref name="values"/>.</param>
    /// <exception cref="ArgumentException">A period under 1 or an output of another length.</exception>
    public static void Series(ReadOnlySpan<double> values, int period, Span<double> into)
    {
        SeriesShape.RequireLength(values.Length, into.Length);
        var stream = new RollingPercentileRankStream(period);
        for (var i = 0; i < values.Length; i++) into[i] = stream.Next(values[i]);
    }

    /// <summary>Rank of the last value among the last <paramref name="period"/>; NaN where there are fewer or one is NaN.</summary>
    public static double Last(ReadOnlySpan<double> values, int period)
    {
        SeriesShape.RequirePeriod(period);
        return values.Length < period || values[^period..].Contains(double.NaN) ? double.NaN : Ranks.PercentileRank(values[^period..], values[^1]);
    }
}

/// <summary><see cref="RollingPercentileRank"/> bar by bar; the series is this stream in a loop.</summary>
/// <param name="period">At least 1.</param>
public sealed class RollingPercentileRankStream(int period)
{
    private readonly TrailingWindow _window = new(period);
    private int _barsSinceNaN;

    /// <summary>Rank with one more value, in (0, 1); NaN during warm-up.</summary>
    public double Next(double value)
    {
        if (_window.IsWaiting(value)) return double.NaN;

        _window.Push(value);
        _barsSinceNaN = double.IsNaN(value) ? 0 : Math.Min(_barsSinceNaN + 1, period);
        return _barsSinceNaN == period ? Ranks.PercentileRank(_window.Values, value) : double.NaN;
    }
}
