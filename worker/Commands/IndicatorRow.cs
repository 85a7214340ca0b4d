using CryptoRun.Domain.Indicators;

namespace CryptoRun.Worker.Commands;

/// <summary>The indicators at one bar; null during warm-up.</summary>
/// <param name="OpenTime">Open of the bar, UTC.</param>
/// <param name="Rsi14">RSI, 0 to 100.</param>
/// <param name="MacdLine">EMA12 - EMA26, price units.</param>
/// <param name="MacdSignal">EMA9 of the line.</param>
/// <param name="MacdHistogram">Line - signal.</param>
/// <param name="Adx14">ADX, 0 to 100.</param>
/// <param name="PlusDi">+DI, 0 to 100.</param>
/// <param name="MinusDi">-DI, 0 to 100.</param>
/// <param name="Atr14">ATR, price units.</param>
/// <param name="BollingerWidth">(upper - lower)/middle of 20 bars and 2 deviations, a fraction.</param>
/// <param name="Hurst">Hurst exponent of the last 512 log returns of these bars.</param>
internal sealed record IndicatorRow(
    DateTimeOffset OpenTime,
    double? Rsi14,
    double? MacdLine,
    double? MacdSignal,
    double? MacdHistogram,
    double? Adx14,
    double? PlusDi,
    double? MinusDi,
    double? Atr14,
    double? BollingerWidth,
    double? Hurst)
{
    /// <summary>One row per bar.</summary>
    public static IReadOnlyList<IndicatorRow> Of(IndicatorBars bars)
    {
        var count = bars.Close.Length;
        var (rsi, atr, width, hurst) = (new double[count], new double[count], new double[count], new double[count]);
        var (line, signal, histogram) = (new double[count], new double[count], new double[count]);
        var (adx, plus, minus) = (new double[count], new double[count], new double[count]);
        Rsi.Series(bars.Close, 14, rsi);
        Macd.Series(bars.Close, 12, 26, 9, line, signal, histogram);
        Adx.Series(bars.High, bars.Low, bars.Close, 14, adx, plus, minus);
        Atr.Series(bars.High, bars.Low, bars.Close, 14, atr);
        BollingerBands.WidthSeries(bars.Close, 20, 2, width);
        Hursts(bars.Close, hurst);

        var rows = new IndicatorRow[count];
        for (var i = 0; i < count; i++)
        {
            rows[i] = new(
                bars.Start + (bars.Width * i), Known(rsi[i]), Known(line[i]), Known(signal[i]), Known(histogram[i]),
                Known(adx[i]), Known(plus[i]), Known(minus[i]), Known(atr[i]), Known(width[i]), Known(hurst[i]));
        }

        return rows;
    }

    private static void Hursts(double[] close, double[] into)
    {
        var returns = new double[close.Length];
        TrailingReturns.Series(close, 1, returns);
        for (var i = 0; i < close.Length; i++)
            into[i] = i < Domain.Indicators.Hurst.Window ? double.NaN : Domain.Indicators.Hurst.Estimate(returns.AsSpan(i - Domain.Indicators.Hurst.Window + 1, Domain.Indicators.Hurst.Window));
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
