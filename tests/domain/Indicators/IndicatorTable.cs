using CryptoRun.Domain.Indicators;

namespace CryptoRun.Domain.Tests.Indicators;

/// <summary>Every series of the room in one table, so that a property is stated once for all.</summary>
internal static class IndicatorTable
{
    /// <summary>How an indicator answers when prices are multiplied by k and volumes divided by it.</summary>
    public enum Unit
    {
        Price,
        Volume,
        Usd,
        Ratio,
    }

    /// <summary>Name, unit, bars of warm-up, the engine's series, its stream, and a second implementation from the definition (value at bar i).</summary>
    public sealed record Row(string Name, Unit Unit, int WarmUp, Func<Walk, double[]> Series, Func<Walk, Func<int, double>> Stream, Func<Walk, int, double> Naive);

    public static IReadOnlyList<Row> Rows { get; } =
    [
        new("sma20", Unit.Price, 19, w => Into(w, o => Sma.Series(w.Close, 20, o)), w => { var s = new SmaStream(20); return i => s.Next(w.Close[i]); },
            (w, i) => Naive.Mean(w.Close, i, 20)),
        new("ema12", Unit.Price, 11, w => Into(w, o => Ema.Series(w.Close, 12, o)), w => { var s = new EmaStream(12); return i => s.Next(w.Close[i]); },
            (w, i) => Naive.Ema(w.Close, 0, i, 12)),
        new("rsi14", Unit.Ratio, 14, w => Into(w, o => Rsi.Series(w.Close, 14, o)), w => { var s = new RsiStream(14); return i => s.Next(w.Close[i]); },
            (w, i) => Naive.Rsi(w.Close, i, 14)),
        new("macd", Unit.Price, 25, w => Macds(w)[0], w => { var s = new MacdStream(12, 26, 9); return i => s.Next(w.Close[i]).Line; },
            (w, i) => Naive.MacdLine(w.Close, i)),
        new("macdSignal", Unit.Price, 33, w => Macds(w)[1], w => { var s = new MacdStream(12, 26, 9); return i => s.Next(w.Close[i]).Signal; },
            (w, i) => Naive.MacdSignal(w.Close, i)),
        new("macdHistogram", Unit.Price, 33, w => Macds(w)[2], w => { var s = new MacdStream(12, 26, 9); return i => s.Next(w.Close[i]).Histogram; },
            (w, i) => Naive.MacdLine(w.Close, i) - Naive.MacdSignal(w.Close, i)),
        new("atr14", Unit.Price, 13, w => Into(w, o => Atr.Series(w.High, w.Low, w.Close, 14, o)),
            w => { var s = new AtrStream(14); return i => s.Next(w.High[i], w.Low[i], w.Close[i]); }, (w, i) => Naive.Atr(w, i, 14)),
        new("adx14", Unit.Ratio, 27, w => Adxs(w)[0], w => { var s = new AdxStream(14); return i => s.Next(w.High[i], w.Low[i], w.Close[i]).Adx; },
            (w, i) => Naive.Adx(w, i, 14)),
        new("plusDi", Unit.Ratio, 14, w => Adxs(w)[1], w => { var s = new AdxStream(14); return i => s.Next(w.High[i], w.Low[i], w.Close[i]).PlusDi; },
            (w, i) => Naive.Di(w, i, 14, up: true)),
        new("minusDi", Unit.Ratio, 14, w => Adxs(w)[2], w => { var s = new AdxStream(14); return i => s.Next(w.High[i], w.Low[i], w.Close[i]).MinusDi; },
            (w, i) => Naive.Di(w, i, 14, up: false)),
        new("bollingerUpper", Unit.Price, 19, w => Bands(w)[0], w => { var s = new BollingerBandsStream(20, 2); return i => s.Next(w.Close[i]).Upper; },
            (w, i) => Naive.Mean(w.Close, i, 20) * (1 + (Naive.BollingerWidth(w.Close, i, 20) / 2))),
        new("bollingerMiddle", Unit.Price, 19, w => Bands(w)[1], w => { var s = new BollingerBandsStream(20, 2); return i => s.Next(w.Close[i]).Middle; },
            (w, i) => Naive.Mean(w.Close, i, 20)),
        new("bollingerLower", Unit.Price, 19, w => Bands(w)[2], w => { var s = new BollingerBandsStream(20, 2); return i => s.Next(w.Close[i]).Lower; },
            (w, i) => Naive.Mean(w.Close, i, 20) * (1 - (Naive.BollingerWidth(w.Close, i, 20) / 2))),
        new("bollingerWidth", Unit.Ratio, 19, w => Into(w, o => BollingerBands.WidthSeries(w.Close, 20, 2, o)),
            w => { var s = new BollingerBandsStream(20, 2); return i => s.Next(w.Close[i]).Width; }, (w, i) => Naive.BollingerWidth(w.Close, i, 20)),
        new("return24h", Unit.Ratio, 24, w => Into(w, o => TrailingReturns.Series(w.Close, 24, o)), w => { var s = new TrailingReturnsStream(24); return i => s.Next(w.Close[i]); },
            (w, i) => Math.Log(w.Close[i]) - Math.Log(w.Close[i - 24])),
        new("hurst64", Unit.Ratio, 64, w => Into(w, o => Hurst.Series(Returns(w), 64, o)), w => { var s = new HurstStream(64); var r = Returns(w); return i => s.Next(r[i]); },
            (w, i) => Naive.Hurst(Returns(w)[(i - 63)..(i + 1)])),
        new("cmf24", Unit.Ratio, 23, w => Into(w, o => ChaikinMoneyFlow.Series(w.High, w.Low, w.Close, w.Volume, 24, o)),
            w => { var s = new ChaikinMoneyFlowStream(24); return i => s.Next(w.High[i], w.Low[i], w.Close[i], w.Volume[i]); }, (w, i) => Naive.MoneyFlow(w, i, 24)),
        new("vwap24", Unit.Price, 23, w => Into(w, o => Vwap.Series(w.High, w.Low, w.Close, w.Volume, 24, o)),
            w => { var s = new VwapStream(24); return i => s.Next(w.High[i], w.Low[i], w.Close[i], w.Volume[i]); }, (w, i) => Naive.Vwap(w, i - 23, i)),
        new("vwapAnchored", Unit.Price, 0, w => Into(w, o => Vwap.AnchoredSeries(w.High, w.Low, w.Close, w.Volume, 0, o)),
            w => { var s = new AnchoredVwapStream(); return i => s.Next(w.High[i], w.Low[i], w.Close[i], w.Volume[i]); }, (w, i) => Naive.Vwap(w, 0, i)),
        new("cvd", Unit.Usd, 0, w => Into(w, o => Cvd.Series(Bought(w), Sold(w), o)),
            w => { var s = new CvdStream(); var (b, v) = (Bought(w), Sold(w)); return i => s.Next(b[i], v[i]); }, (w, i) => Bought(w)[..(i + 1)].Sum() - Sold(w)[..(i + 1)].Sum()),
        new("obv", Unit.Volume, 0, w => Into(w, o => Obv.Series(w.Close, w.Volume, o)), w => { var s = new ObvStream(); return i => s.Next(w.Close[i], w.Volume[i]); },
            Naive.Obv),
        new("closeVolatility24", Unit.Ratio, 24, w => Into(w, o => CloseVolatility.Series(w.Close, 24, 8760, o)),
            w => { var s = new CloseVolatilityStream(24, 8760); return i => s.Next(w.Close[i]); }, (w, i) => Naive.CloseVolatility(w, i, 24)),
        new("parkinson24", Unit.Ratio, 23, w => Into(w, o => ParkinsonVolatility.Series(w.High, w.Low, 24, 8760, o)),
            w => { var s = new ParkinsonVolatilityStream(24, 8760); return i => s.Next(w.High[i], w.Low[i]); }, (w, i) => Naive.Parkinson(w, i, 24)),
        new("garmanKlass24", Unit.Ratio, 23, w => Into(w, o => GarmanKlassVolatility.Series(w.Open, w.High, w.Low, w.Close, 24, 8760, o)),
            w => { var s = new GarmanKlassVolatilityStream(24, 8760); return i => s.Next(w.Open[i], w.High[i], w.Low[i], w.Close[i]); }, (w, i) => Naive.GarmanKlass(w, i, 24)),
        new("yangZhang24", Unit.Ratio, 24, w => Into(w, o => YangZhangVolatility.Series(w.Open, w.High, w.Low, w.Close, 24, 8760, o)),
            w => { var s = new YangZhangVolatilityStream(24, 8760); return i => s.Next(w.Open[i], w.High[i], w.Low[i], w.Close[i]); }, (w, i) => Naive.YangZhang(w, i, 24)),
        new("percentileRank20", Unit.Ratio, 19, w => Into(w, o => RollingPercentileRank.Series(w.Close, 20, o)),
            w => { var s = new RollingPercentileRankStream(20); return i => s.Next(w.Close[i]); }, (w, i) => Naive.PercentileRank(w.Close, i, 20)),
        new("median20", Unit.Price, 19, w => Into(w, o => RollingMedian.Series(w.Close, 20, o)), w => { var s = new RollingMedianStream(20); return i => s.Next(w.Close[i]); },
            (w, i) => Naive.Median(w.Close, i, 20)),
        new("median7", Unit.Price, 6, w => Into(w, o => RollingMedian.Series(w.Close, 7, o)), w => { var s = new RollingMedianStream(7); return i => s.Next(w.Close[i]); },
            (w, i) => Naive.Median(w.Close, i, 7)),
    ];

    private static double[] Returns(Walk walk) => Into(walk, o => TrailingReturns.Series(walk.Close, 1, o));

    /// <summary>An aggressor's share that changes from bar to bar.</summary>
    private static double[] Bought(Walk walk) => [.. walk.Close.Select((c, i) => c * walk.Volume[i] * (i * 7 % 10) / 10)];

    private static double[] Sold(Walk walk) => [.. walk.Close.Select((c, i) => c * walk.Volume[i] * (10 - (i * 7 % 10)) / 10)];

    private static double[][] Bands(Walk w)
    {
        double[][] columns = [new double[w.Count], new double[w.Count], new double[w.Count]];
        BollingerBands.Series(w.Close, 20, 2, columns[0], columns[1], columns[2]);
        return columns;
    }

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
