namespace CryptoRun.Domain.Backtesting.Weights;

/// <summary>Series that signals are made of. What a bar holds depends on that bar and earlier ones alone.</summary>
public static class PanelSeries
{
    /// <summary>Simple return of each bar over the bar before, fraction; NaN where one of the prices is not known.</summary>
    /// <param name="prices">Positive, NaN where not known.</param>
    public static BarPanel Returns(BarPanel prices) => Change(prices, 1);

    /// <summary>Simple return over some bars, fraction; NaN where one of the two prices is not known.</summary>
    /// <param name="prices">Positive, NaN where not known.</param>
    /// <param name="bars">1 or more.</param>
    public static BarPanel Change(BarPanel prices, int bars)
    {
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentOutOfRangeException.ThrowIfLessThan(bars, 1);
        return BarPanel.Of(prices.Bars, prices.Columns, (bar, column) => bar < bars ? double.NaN : (prices[bar, column] / prices[bar - bars, column]) - 1);
    }

    /// <summary>Gaps filled with the last known value; what comes before the first stays NaN.</summary>
    public static BarPanel Filled(BarPanel values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var last = new double[values.Columns];
        Array.Fill(last, double.NaN);
        return BarPanel.Of(values.Bars, values.Columns, (bar, column) => double.IsNaN(values[bar, column]) ? last[column] : last[column] = values[bar, column]);
    }

    /// <summary>Mean of the newest values, this bar's with them; NaN where fewer than <paramref name="fewest"/> of them are known.</summary>
    /// <param name="values">Values, NaN where not known.</param>
    /// <param name="length">Bars, 1 or more.</param>
    /// <param name="fewest">Known values needed, 1 to <paramref name="length"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length under 1 or a number outside its range.</exception>
    public static BarPanel TrailingMean(BarPanel values, int length, int fewest)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (fewest < 1 || fewest > length) throw new ArgumentOutOfRangeException(nameof(fewest), fewest, $"Allowed is 1 to {length}.");

        return BarPanel.Of(values.Bars, values.Columns, (bar, column) =>
        {
            var (sum, known) = (0.0, 0);
            for (var at = Math.Max(0, bar - length + 1); at <= bar; at++)
            {
                var value = values[at, column];
                if (double.IsNaN(value)) continue;
                sum += value;
                known++;
            }

            return known >= fewest ? sum / known : double.NaN;
        });
    }
}
