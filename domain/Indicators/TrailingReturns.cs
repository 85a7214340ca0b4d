namespace CryptoRun.Domain.Indicators;

/// <summary>Natural-log returns over a number of hours.</summary>
public static class TrailingReturns
{
    /// <summary>ln(last close / close <paramref name="hours"/> bars before); NaN where there is none.</summary>
    /// <param name="close">Hourly closes.</param>
    /// <param name="hours">At least 1.</param>
    public static double Log(ReadOnlySpan<double> close, int hours)
    {
        SeriesShape.RequirePeriod(hours);
        return close.Length <= hours ? double.NaN : Math.Log(close[^1] / close[^(hours + 1)]);
    }

    /// <summary>The same at every bar; NaN for the first <paramref name="hours"/>.</summary>
    /// <exception cref="ArgumentException">Hours under 1 or an output of another length.</exception>
    public static void Series(ReadOnlySpan<double> close, int hours, Span<double> into)
    {
        SeriesShape.RequirePeriod(hours);
        SeriesShape.RequireLength(close.Length, into.Length);
        into[..Math.Min(hours, into.Length)].Fill(double.NaN);
        for (var i = hours; i < close.Length; i++) into[i] = Math.Log(close[i] / close[i - hours]);
    }
}

/// <summary><see cref="TrailingReturns"/> bar by bar, the same bits.</summary>
/// <param name="hours">At least 1.</param>
public sealed class TrailingReturnsStream(int hours)
{
    private readonly TrailingWindow _closes = new(hours);

    /// <summary>Return with one more close; NaN for the first bars.</summary>
    public double Next(double close)
    {
        var full = _closes.IsFull;
        var before = _closes.Push(close);
        return full ? Math.Log(close / before) : double.NaN;
    }
}
