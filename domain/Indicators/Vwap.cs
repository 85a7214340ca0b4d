namespace CryptoRun.Domain.Indicators;

/// <summary>
/// Volume-weighted average price from bars: sum of typical price x volume over sum of volume, typical price = (high + low + close)/3 (Berkowitz, Logue and Noser, "The
/// total cost of transactions on the NYSE", Journal of Finance 43, 1988; typical price where single trades are not at hand).
/// </summary>
public static class Vwap
{
    /// <summary>VWAP of the last <paramref name="period"/> bars at every bar, in price units; NaN for the first period - 1 and where none of them has volume.</summary>
    /// <param name="high">Highs.</param>
    /// <param name="low">Lows.</param>
    /// <param name="close">Closes.</param>
    /// <param name="volume">Base volumes.</param>
    /// <param name="period">At least 1, usually 24 hours.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 1 or columns of different lengths.</exception>
    public static void Series(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, ReadOnlySpan<double> volume, int period, Span<double> into)
    {
        Check(high, low, close, volume);
        SeriesShape.RequireLength(close.Length, into.Length);
        var ratio = new RollingRatio(period);
        for (var i = 0; i < close.Length; i++)
        {
            var turnover = Turnover(high[i], low[i], close[i], volume[i]);
            var k = i - period;
            into[i] = k < 0 ? ratio.Next(turnover, 0, volume[i], 0) : ratio.Next(turnover, Turnover(high[k], low[k], close[k], volume[k]), volume[i], volume[k]);
        }
    }

    /// <summary>VWAP of the bars from <paramref name="anchor"/> on, at every bar; NaN before it and until there is volume.</summary>
    /// <param name="high">Highs.</param>
    /// <param name="low">Lows.</param>
    /// <param name="close">Closes.</param>
    /// <param name="volume">Base volumes.</param>
    /// <param name="anchor">Index of the first bar that counts, at least 0; beyond the last bar all is NaN.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">An anchor under 0 or columns of different lengths.</exception>
    public static void AnchoredSeries(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, ReadOnlySpan<double> volume, int anchor, Span<double> into)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(anchor);
        Check(high, low, close, volume);
        SeriesShape.RequireLength(close.Length, into.Length);
        anchor = Math.Min(anchor, close.Length);
        into[..anchor].Fill(double.NaN);
        var ratio = new RollingRatio(1);
        for (var i = anchor; i < close.Length; i++) into[i] = ratio.Next(Turnover(high[i], low[i], close[i], volume[i]), 0, volume[i], 0);
    }

    /// <summary>VWAP of all bars given; NaN without any volume.</summary>
    /// <exception cref="ArgumentException">Columns of different lengths.</exception>
    public static double Last(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, ReadOnlySpan<double> volume)
    {
        Check(high, low, close, volume);
        var ratio = new RollingRatio(1);
        var last = double.NaN;
        for (var i = 0; i < close.Length; i++) last = ratio.Next(Turnover(high[i], low[i], close[i], volume[i]), 0, volume[i], 0);
        return last;
    }

    /// <summary>Typical price x volume.</summary>
    internal static double Turnover(double high, double low, double close, double volume) => (high + low + close) / 3 * volume;

    private static void Check(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, ReadOnlySpan<double> volume)
    {
        SeriesShape.RequireLength(close.Length, high.Length);
        SeriesShape.RequireLength(close.Length, low.Length);
        SeriesShape.RequireLength(close.Length, volume.Length);
    }
}

/// <summary><see cref="Vwap"/> of the last n bars, bar by bar, the same bits.</summary>
/// <param name="period">At least 1, usually 24 hours.</param>
public sealed class VwapStream(int period)
{
    private readonly TrailingWindow _turnovers = new(period);
    private readonly TrailingWindow _volumes = new(period);
    private RollingRatio _ratio = new(period);

    /// <summary>VWAP with one more bar, in price units; NaN for the first n - 1 bars and where no bar has volume.</summary>
    public double Next(double high, double low, double close, double volume)
    {
        var turnover = Vwap.Turnover(high, low, close, volume);
        return _ratio.Next(turnover, _turnovers.Push(turnover), volume, _volumes.Push(volume));
    }
}

/// <summary>Anchored <see cref="Vwap"/> bar by bar, the same bits: the first bar given is the anchor.</summary>
public sealed class AnchoredVwapStream
{
    private RollingRatio _ratio = new(1);

    /// <summary>VWAP since the anchor with one more bar, in price units; NaN until there is volume.</summary>
    public double Next(double high, double low, double close, double volume) => _ratio.Next(Vwap.Turnover(high, low, close, volume), 0, volume, 0);
}
