using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Indicators;

/// <summary><see cref="Vadr"/> hour by hour, the same bits: what was measured of a day is remembered.</summary>
public sealed class VadrStream
{
    private readonly TrailingWindow _terms = new(Vadr.WindowHours);
    private readonly TrailingWindow _real = new(Vadr.WindowHours);
    private readonly TrailingWindow _windows = new(((Vadr.PastWindows + 1) * Vadr.WindowHours) + 1);
    private readonly TrailingWindow _ratios = new((Vadr.PercentileDays * Vadr.WindowHours) + 1);
    private int _bars;
    private int _hours;

    /// <summary>The reading with one more hour, as <see cref="Vadr.Measure"/> gives it over all hours so far.</summary>
    /// <param name="high">High.</param>
    /// <param name="low">Low.</param>
    /// <param name="close">Close.</param>
    /// <param name="volume">Base volume.</param>
    /// <param name="filled">Whether the source did not have the hour.</param>
    public VadrReading Next(double high, double low, double close, double volume, bool filled)
    {
        _hours++;
        _terms.Push((high - low) / close * Math.Sqrt(volume));
        _bars += (filled ? 0 : 1) - (int)_real.Push(filled ? 0 : 1);
        var sum = 0.0;
        foreach (var term in _terms.Values) sum += term;
        _windows.Push(sum / Vadr.WindowHours);

        Span<double> past = stackalloc double[Vadr.PastWindows];
        past = past[..Math.Clamp((_hours / Vadr.WindowHours) - 1, 0, Vadr.PastWindows)];
        for (var k = 0; k < past.Length; k++) past[k] = DaysAgo(_windows, k + 1);
        var (ratio, why) = Vadr.Ratio(past.Length, _bars, DaysAgo(_windows, 0), RobustStatistics.Median(past));
        _ratios.Push(ratio ?? double.NaN);

        Span<double> before = stackalloc double[Vadr.PercentileDays];
        var days = 0;
        for (var k = 1; k <= Vadr.PercentileDays && k * Vadr.WindowHours < _hours; k++)
        {
            var then = DaysAgo(_ratios, k);
            if (!double.IsNaN(then)) before[days++] = then;
        }

        return new VadrReading(ratio, days == 0 ? null : Quantiles.Linear(before[..days], 0.80), why is not null, why);
    }

    private static double DaysAgo(TrailingWindow hourly, int days) => hourly.Values[^((days * Vadr.WindowHours) + 1)];
}
