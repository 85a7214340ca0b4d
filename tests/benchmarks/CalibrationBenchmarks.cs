using BenchmarkDotNet.Attributes;
using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Benchmarks;

/// <summary>Isotonic regression and a whole calibration of 10,000 samples. Budget: the regression under 2 ms, sorting included.</summary>
[MemoryDiagnoser]
public class CalibrationBenchmarks
{
    private const int Samples = 10_000;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CalibrationOptions Options = new();
    private readonly double[] _scores = new double[Samples];
    private readonly double[] _labels = new double[Samples];
    private readonly double[] _weights = new double[Samples];
    private readonly double[] _sortedLabels = new double[Samples];
    private readonly double[] _fitted = new double[Samples];
    private readonly CalibrationSample[] _samples = new CalibrationSample[Samples];

    [GlobalSetup]
    public void Draw()
    {
        var random = new CounterRandom(42);
        for (var i = 0; i < Samples; i++)
        {
            var n = (ulong)i * 8;
            var (score, at) = (100 * random.Uniform(n), Start.AddHours(4 * (i / 100)));
            var isSuccess = random.Uniform(n + 1) < 0.3 + (0.004 * score);
            (_scores[i], _labels[i], _weights[i]) = (score, isSuccess ? 1 : 0, 0.5 + random.Uniform(n + 2));
            _samples[i] = new CalibrationSample(at, $"C{i % 100:00}-USD", (RegimeState)(i / 100 % 3), score, score >= 75, random.Uniform(n + 3), isSuccess, 0.1 * (random.Uniform(n + 4) - 0.5), 0, at.AddHours(48));
        }

        _labels.CopyTo(_sortedLabels, 0);
        Array.Sort([.. _scores], _sortedLabels);
    }

    [Benchmark]
    public void PooledViolatorsOfSortedValues() => IsotonicRegression.Fit(_sortedLabels, _weights, _fitted);

    [Benchmark]
    public IsotonicCurve CurveOfUnsortedSamples() => IsotonicRegression.Curve(_scores, _labels, _weights);

    [Benchmark]
    public CalibrationSet FitPerRegimeAndForAll() => CalibrationRun.Fit(_samples, Start.AddDays(60), Options);
}
