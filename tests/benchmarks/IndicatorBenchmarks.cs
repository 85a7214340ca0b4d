using BenchmarkDotNet.Attributes;
using CryptoRun.Domain.Indicators;

namespace CryptoRun.Benchmarks;

/// <summary>The indicators of the hot path over 200,000 bars, in time per bar.</summary>
public class IndicatorBenchmarks
{
    private const int Bars = 200_000;
    private const int Period = 14;
    private readonly double[] _high = new double[Bars];
    private readonly double[] _low = new double[Bars];
    private readonly double[] _close = new double[Bars];
    private readonly double[] _first = new double[Bars];
    private readonly double[] _second = new double[Bars];
    private readonly double[] _third = new double[Bars];

    [GlobalSetup]
    public void Walk()
    {
        var (state, price) = (42u, 100.0);
        for (var i = 0; i < Bars; i++)
        {
            price *= 1 + ((Next() - 0.5) * 0.01);
            _high[i] = price * (1 + (0.003 * Next()));
            _low[i] = price * (1 - (0.003 * Next()));
            _close[i] = price;
            Next();
        }

        double Next()
        {
            state = unchecked((state * 1664525u) + 1013904223u);
            return state / 4294967296.0;
        }
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public void RsiPerBar() => Rsi.Series(_close, Period, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void AdxPerBar() => Adx.Series(_high, _low, _close, Period, _first, _second, _third);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void AtrPerBar() => Atr.Series(_high, _low, _close, Period, _first);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void MacdPerBar() => Macd.Series(_close, 12, 26, 9, _first, _second, _third);

    [Benchmark(OperationsPerInvoke = Bars)]
    public void BollingerWidthPerBar() => BollingerBands.WidthSeries(_close, 20, 2, _first);

    [Benchmark]
    public double HurstPerEstimate() => Hurst.Estimate(_first.AsSpan(Bars - Hurst.Window));

    [GlobalSetup(Target = nameof(HurstPerEstimate))]
    public void Returns()
    {
        Walk();
        TrailingReturns.Series(_close, 1, _first);
    }
}
