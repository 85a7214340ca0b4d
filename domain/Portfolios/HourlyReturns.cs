using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Portfolios;

/// <summary>
/// Log returns of 1 h bars of several symbols on one grid of hours that ends at the last full hour. NaN: no such bar. A return needs both of its bars as the
/// source sent them; filled hours give none, or two halted coins would look alike.
/// </summary>
internal sealed class HourlyReturns
{
    private readonly double[] _values;
    private readonly int _hours;

    private HourlyReturns(int rows, int hours)
    {
        (_hours, _values) = (hours, new double[rows * hours]);
        Array.Fill(_values, double.NaN);
    }

    /// <summary>Returns of every series up to <paramref name="at"/>; a null series has none.</summary>
    public static HourlyReturns Of(IReadOnlyList<CandleSeries?> series, DateTimeOffset at, int hours)
    {
        var returns = new HourlyReturns(series.Count, hours);
        var end = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % CandleSeries.BarWidth.Ticks), TimeSpan.Zero);
        for (var i = 0; i < series.Count; i++)
        {
            if (series[i] is { } candles) returns.Fill(i, candles.ClosedAt(at), end);
        }

        return returns;
    }

    /// <summary>Returns of one symbol, oldest first.</summary>
    public ReadOnlySpan<double> Row(int i) => _values.AsSpan(i * _hours, _hours);

    private void Fill(int row, CandleSeries candles, DateTimeOffset end)
    {
        var close = candles.Close;
        var filled = candles.Filled;
        var slots = _values.AsSpan(row * _hours, _hours);
        var late = (int)((end - candles.End) / CandleSeries.BarWidth);
        for (var slot = _hours - 1 - late; slot >= 0; slot--)
        {
            var bar = candles.Count - _hours + late + slot;
            if (bar < 1) break;

            var value = filled[bar] || filled[bar - 1] ? double.NaN : Math.Log(close[bar] / close[bar - 1]);
            slots[slot] = double.IsFinite(value) ? value : double.NaN;
        }
    }
}
