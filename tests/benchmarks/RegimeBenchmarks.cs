using BenchmarkDotNet.Attributes;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Benchmarks;

/// <summary>Detection over a universe with a full history behind it. Budget: one detection of 100 symbols under 20 ms.</summary>
[MemoryDiagnoser]
public class RegimeBenchmarks
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 20, 0, 0, TimeSpan.Zero);
    private static readonly RegimeOptions Options = new();
    private CandleSeries[] _series = [];

    /// <summary>Symbols offered; 100 of them take part.</summary>
    [Params(100, 500)]
    public int Symbols { get; set; }

    [GlobalSetup]
    public void Walk()
    {
        var state = 42u;
        _series = [.. Enumerable.Range(0, Symbols).Select(Symbol)];

        CandleSeries Symbol(int number)
        {
            var (price, close, volume) = (100.0, new double[RegimeDetector.HistoryHours], new double[RegimeDetector.HistoryHours]);
            for (var i = 0; i < close.Length; i++)
            {
                price *= 1 + ((Next() - 0.5) * 0.02);
                (close[i], volume[i]) = (price, (1 + number) * Next());
            }

            return CandleSeries.FromColumns($"C{number:000}-USD", "benchmark", At.AddHours(-close.Length), close, close, close, close, volume);
        }

        double Next()
        {
            state = unchecked((state * 1664525u) + 1013904223u);
            return state / 4294967296.0;
        }
    }

    [Benchmark]
    public RegimeRecord Detection() => RegimeDetector.Detect(At, _series, null, Options);

    [Benchmark]
    public RegimeRecord DetectionFromHistory() => RegimeDetector.DetectFromHistory(At, _series, Options);
}
