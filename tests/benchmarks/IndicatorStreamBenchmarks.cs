using BenchmarkDotNet.Attributes;
using CryptoRun.Domain.Indicators;
using static CryptoRun.Benchmarks.IndicatorBars;

namespace CryptoRun.Benchmarks;

/// <summary>Every indicator bar by bar as a scanner would run it, in time per update.</summary>
public class IndicatorStreamBenchmarks
{
    private const int Day = 24;
    private const int Year = 8760;

    [Benchmark(OperationsPerInvoke = Bars)]
    public double RsiUpdate()
    {
        var (stream, last) = (new RsiStream(14), 0.0);
        foreach (var close in Close) last = stream.Next(close);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double AdxUpdate()
    {
        var (stream, last) = (new AdxStream(14), 0.0);
        for (var i = 0; i < Bars; i++) last = stream.Next(High[i], Low[i], Close[i]).Adx;
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double AtrUpdate()
    {
        var (stream, last) = (new AtrStream(14), 0.0);
        for (var i = 0; i < Bars; i++) last = stream.Next(High[i], Low[i], Close[i]);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double MacdUpdate()
    {
        var (stream, last) = (new MacdStream(12, 26, 9), 0.0);
        foreach (var close in Close) last = stream.Next(close).Histogram;
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double BollingerUpdate()
    {
        var (stream, last) = (new BollingerBandsStream(20, 2), 0.0);
        foreach (var close in Close) last = stream.Next(close).Width;
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double EmaUpdate()
    {
        var (stream, last) = (new EmaStream(20), 0.0);
        foreach (var close in Close) last = stream.Next(close);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double SmaUpdate()
    {
        var (stream, last) = (new SmaStream(20), 0.0);
        foreach (var close in Close) last = stream.Next(close);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double ChaikinMoneyFlowUpdate()
    {
        var (stream, last) = (new ChaikinMoneyFlowStream(Day), 0.0);
        for (var i = 0; i < Bars; i++) last = stream.Next(High[i], Low[i], Close[i], Volume[i]);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double VwapUpdate()
    {
        var (stream, last) = (new VwapStream(Day), 0.0);
        for (var i = 0; i < Bars; i++) last = stream.Next(High[i], Low[i], Close[i], Volume[i]);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double AnchoredVwapUpdate()
    {
        var (stream, last) = (new AnchoredVwapStream(), 0.0);
        for (var i = 0; i < Bars; i++) last = stream.Next(High[i], Low[i], Close[i], Volume[i]);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double CvdUpdate()
    {
        var (stream, last) = (new CvdStream(), 0.0);
        for (var i = 0; i < Bars; i++) last = stream.Next(Volume[i], High[i]);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double ObvUpdate()
    {
        var (stream, last) = (new ObvStream(), 0.0);
        for (var i = 0; i < Bars; i++) last = stream.Next(Close[i], Volume[i]);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double CloseVolatilityUpdate()
    {
        var (stream, last) = (new CloseVolatilityStream(Day, Year), 0.0);
        foreach (var close in Close) last = stream.Next(close);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double ParkinsonUpdate()
    {
        var (stream, last) = (new ParkinsonVolatilityStream(Day, Year), 0.0);
        for (var i = 0; i < Bars; i++) last = stream.Next(High[i], Low[i]);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double GarmanKlassUpdate()
    {
        var (stream, last) = (new GarmanKlassVolatilityStream(Day, Year), 0.0);
        for (var i = 0; i < Bars; i++) last = stream.Next(Open[i], High[i], Low[i], Close[i]);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double YangZhangUpdate()
    {
        var (stream, last) = (new YangZhangVolatilityStream(Day, Year), 0.0);
        for (var i = 0; i < Bars; i++) last = stream.Next(Open[i], High[i], Low[i], Close[i]);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double PercentileRankUpdate()
    {
        var (stream, last) = (new RollingPercentileRankStream(20), 0.0);
        foreach (var close in Close) last = stream.Next(close);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double MedianUpdate()
    {
        var (stream, last) = (new RollingMedianStream(20), 0.0);
        foreach (var close in Close) last = stream.Next(close);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double HurstUpdate()
    {
        var (stream, last) = (new HurstStream(Hurst.Window), 0.0);
        foreach (var change in Return) last = stream.Next(change);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double VadrUpdate()
    {
        var (stream, last) = (new VadrStream(), 0.0);
        for (var i = 0; i < Bars; i++) last = stream.Next(High[i], Low[i], Close[i], Volume[i], filled: false).Ratio ?? 0;
        return last;
    }
}
