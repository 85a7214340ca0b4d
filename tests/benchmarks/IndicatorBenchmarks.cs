using BenchmarkDotNet.Attributes;
using CryptoRun.Domain.Indicators;
using static CryptoRun.Benchmarks.IndicatorBars;

namespace CryptoRun.Benchmarks;

/// <summary>Every indicator as a series over 200,000 bars, in time per bar. Side by side with TA-Lib: peers/README.md.</summary>
public class IndicatorBenchmarks
{
    private const int Period = 14;
    private const int Day = 24;
    private const int Year = 8760;
    private readonly double[] _first = new double[Bars];
    private readonly double[] _second = new double[Bars];
    private readonly double[] _third = new double[Bars];

    [Benchmark(OperationsPerInvoke = Bars)]
    public void RsiPerBar() => Rsi.Series(Close, Period, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void AdxPerBar() => Adx.Series(High, Low, Close, Period, _first, _second, _third);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void AtrPerBar() => Atr.Series(High, Low, Close, Period, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void MacdPerBar() => Macd.Series(Close, 12, 26, 9, _first, _second, _third);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void BollingerPerBar() => BollingerBands.Series(Close, 20, 2, _first, _second, _third);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void BollingerWidthPerBar() => BollingerBands.WidthSeries(Close, 20, 2, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void EmaPerBar() => Ema.Series(Close, 20, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void SmaPerBar() => Sma.Series(Close, 20, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void ChaikinMoneyFlowPerBar() => ChaikinMoneyFlow.Series(High, Low, Close, Volume, Day, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void VwapPerBar() => Vwap.Series(High, Low, Close, Volume, Day, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void AnchoredVwapPerBar() => Vwap.AnchoredSeries(High, Low, Close, Volume, 0, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void CvdPerBar() => Cvd.Series(Volume, High, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void ObvPerBar() => Obv.Series(Close, Volume, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void CloseVolatilityPerBar() => CloseVolatility.Series(Close, Day, Year, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void ParkinsonPerBar() => ParkinsonVolatility.Series(High, Low, Day, Year, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void GarmanKlassPerBar() => GarmanKlassVolatility.Series(Open, High, Low, Close, Day, Year, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void YangZhangPerBar() => YangZhangVolatility.Series(Open, High, Low, Close, Day, Year, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void PercentileRankPerBar() => RollingPercentileRank.Series(Close, 20, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void MedianPerBar() => RollingMedian.Series(Close, 20, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void HurstPerBar() => Hurst.Series(Return, Hurst.Window, _first);

    [Benchmark]
    public double HurstPerEstimate() => Hurst.Estimate(Return.AsSpan(Bars - Hurst.Window));
}
