using CryptoRun.Domain.Indicators;

namespace CryptoRun.Domain.Tests.Indicators;

/// <summary>Every series of the room in one table, so that a property is stated once for all.</summary>
internal static class IndicatorTable
{
    /// <summary>How an indicator answers when prices are multiplied by k.</summary>
    public enum Unit
    {
        Price,
        Ratio,
    }

    /// <summary>Name, unit, bars of warm-up, engine's series, and a second implementation from the definition (value at bar i).</summary>
    public sealed record Row(string Name, Unit Unit, int WarmUp, Func<Walk, double[]> Series, Func<Walk, int, double> Naive);

    public static IReadOnlyList<Row> Rows { get; } =
    [
        new("sma20", Unit.Price, 19, w => Into(w, o => Sma.Series(w.Close, 20, o)), (w, i) => Naive.Mean(w.Close, i, 20)),
        new("ema12", Unit.Price, 11, w => Into(w, o => Ema.Series(w.Close, 12, o)), (w, i) => Naive.Ema(w.Close, 0, i, 12)),
        new("rsi14", Unit.Ratio, 14, w => Into(w, o => Rsi.Series(w.Close, 14, o)), (w, i) => Naive.Rsi(w.Close, i, 14)),
        new("macd", Unit.Price, 25, w => Macds(w)[0], (w, i) => Naive.MacdLine(w.Close, i)),
        new("macdSignal", Unit.Price, 33, w => Macds(w)[1], (w, i) => Naive.MacdSignal(w.Close, i)),
        new("macdHistogram", Unit.Price, 33, w => Macds(w)[2], (w, i) => Naive.MacdLine(w.Close, i) - Naive.MacdSignal(w.Close, i)),
        new("atr14", Unit.Price, 13, w => Into(w, o => Atr.Series(w.High, w.Low, w.Close, 14, o)), (w, i) => Naive.Atr(w, i, 14)),
        new("adx14", Unit.Ratio, 27, w => Adxs(w)[0], (w, i) => Naive.Adx(w, i, 14)),
        new("plusDi", Unit.Ratio, 14, w => Adxs(w)[1], (w, i) => Naive.Di(w, i, 14, up: true)),
        new("minusDi", Unit.Ratio, 14, w => Adxs(w)[2], (w, i) => Naive.Di(w, i, 14, up: false)),
        new("bollingerWidth", Unit.Ratio, 19, w => Into(w, o => BollingerBands.WidthSeries(w.Close, 20, 2, o)), (w, i) => Naive.BollingerWidth(w.Close, i, 20)),
        new("return24h", Unit.Ratio, 24, w => Into(w, o => TrailingReturns.Series(w.Close, 24, o)), (w, i) => Math.Log(w.Close[i]) - Math.Log(w.Close[i - 24])),
    ];

    private static double[] Into(Walk walk, Action<double[]> series)
    {
        var into = new double[walk.Count];
        series(into);
        return into;
    }

    private static double[][] Macds(Walk w)
    {
        double[][] columns = [new double[w.Count], new double[w.Count], new double[w.Count]];
        Macd.Series(w.Close, 12, 26, 9, columns[0], columns[1], columns[2]);
        return columns;
    }

    private static double[][] Adxs(Walk w)
    {
        double[][] columns = [new double[w.Count], new double[w.Count], new double[w.Count]];
        Adx.Series(w.High, w.Low, w.Close, 14, columns[0], columns[1], columns[2]);
        return columns;
    }
}
