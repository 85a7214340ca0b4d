namespace CryptoRun.Domain.Indicators;

/// <summary>Chaikin money flow (Marc Chaikin): where in their range the bars closed, weighted by volume.</summary>
public static class ChaikinMoneyFlow
{
    /// <summary>
    /// Sum of ((close - low) - (high - close))/(high - low) x volume over sum of volume, in [-1, 1], over the last <paramref name="period"/> bars at every bar; NaN for the
    /// first period - 1 and where none of them has volume. A bar with high = low counts 0 in the numerator. Compensated running sums: their error does not grow with length.
    /// </summary>
    /// <param name="high">Highs.</param>
    /// <param name="low">Lows.</param>
    /// <param name="close">Closes.</param>
    /// <param name="volume">Base volumes.</param>
    /// <param name="period">At least 1, usually 20 or 24.</param>
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
            var flow = Flow(high[i], low[i], close[i], volume[i]);
            var k = i - period;
            into[i] = k < 0 ? ratio.Next(flow, 0, volume[i], 0) : ratio.Next(flow, Flow(high[k], low[k], close[k], volume[k]), volume[i], volume[k]);
        }
    }

    /// <summary>The same over all bars given; NaN without any volume.</summary>
    /// <exception cref="ArgumentException">Columns of different lengths.</exception>
    public static double Last(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, ReadOnlySpan<double> volume)
    {
        Check(high, low, close, volume);
        if (close.IsEmpty) return double.NaN;

        var ratio = new RollingRatio(close.Length);
        var last = double.NaN;
        for (var i = 0; i < close.Length; i++) last = ratio.Next(Flow(high[i], low[i], close[i], volume[i]), 0, volume[i], 0);
        return last;
    }

    /// <summary>Money flow volume of one bar.</summary>
    internal static double Flow(double high, double low, double close, double volume)
    {
        var range = high - low;
        return range == 0 ? 0 : (close - low - (high - close)) / range * volume;
    }

    private static void Check(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, ReadOnlySpan<double> volume)
    {
        SeriesShape.RequireLength(close.Length, high.Length);
        SeriesShape.RequireLength(close.Length, low.Length);
        SeriesShape.RequireLength(close.Length, volume.Length);
    }
}

/// <summary><see cref="ChaikinMoneyFlow"/> bar by bar, the same bits.</summary>
/// <param name="period">At least 1, usually 20 or 24.</param>
public sealed class ChaikinMoneyFlowStream(int period)
{
    private readonly TrailingWindow _flows = new(period);
    private readonly TrailingWindow _volumes = new(period);
    private RollingRatio _ratio = new(period);

    /// <summary>Money flow with one more bar, in [-1, 1]; NaN for the first n - 1 bars and where no bar has volume.</summary>
    public double Next(double high, double low, double close, double volume)
    {
        var flow = ChaikinMoneyFlow.Flow(high, low, close, volume);
        return _ratio.Next(flow, _flows.Push(flow), volume, _volumes.Push(volume));
    }
}
