using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Indicators;

/// <summary>Relative strength index (J. Welles Wilder, New Concepts in Technical Trading Systems, 1978).</summary>
public static class Rsi
{
    /// <summary>
    /// RSI in [0, 100] at every bar; NaN for the first <paramref name="period"/>. Average gain and loss: simple mean of the first n changes, then
    /// (previous x (n - 1) + new)/n. No gain and no loss gives 50, no loss gives 100.
    /// </summary>
    /// <param name="close">Closes.</param>
    /// <param name="period">At least 1, usually 14.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 1 or an output of another length.</exception>
    public static void Series(ReadOnlySpan<double> close, int period, Span<double> into)
    {
        SeriesShape.RequirePeriod(period);
        SeriesShape.RequireLength(close.Length, into.Length);
        into[..Math.Min(period, into.Length)].Fill(double.NaN);
        if (close.Length <= period) return;

        var averages = Seed(close, period);
        into[period] = averages.Value;
        for (var i = period + 1; i < close.Length; i++)
        {
            averages.Add(close[i] - close[i - 1]);
            into[i] = averages.Value;
        }
    }

    /// <summary>RSI at the last bar; NaN where there are not more than <paramref name="period"/> bars.</summary>
    public static double Last(ReadOnlySpan<double> close, int period)
    {
        SeriesShape.RequirePeriod(period);
        if (close.Length <= period) return double.NaN;

        var averages = Seed(close, period);
        for (var i = period + 1; i < close.Length; i++) averages.Add(close[i] - close[i - 1]);
        return averages.Value;
    }

    private static Averages Seed(ReadOnlySpan<double> close, int period)
    {
        var (gain, loss) = (0.0, 0.0);
        for (var i = 1; i <= period; i++)
        {
            gain += Math.Max(close[i] - close[i - 1], 0);
            loss += Math.Max(close[i - 1] - close[i], 0);
        }

        return new Averages(gain / period, loss / period, period);
    }

    /// <summary>Wilder's two averages. Multiplying by 1/n keeps a division out of the chain from bar to bar.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Averages(double gain, double loss, int period)
    {
        private readonly double _keep = (period - 1.0) / period;
        private readonly double _take = 1.0 / period;
        private double _gain = gain;
        private double _loss = loss;

        public readonly double Value
        {
            get
            {
                var total = _gain + _loss;
                return total == 0 ? 50 : 100 * (_gain / total);
            }
        }

        public void Add(double change)
        {
            _gain = (_gain * _keep) + (Math.Max(change, 0) * _take);
            _loss = (_loss * _keep) + (Math.Max(-change, 0) * _take);
        }
    }
}
