using BenchmarkDotNet.Attributes;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Scanning;

namespace CryptoRun.Benchmarks;

/// <summary>
/// A whole scan with hash, gates and explanations, data in memory. Budget: 500 symbols x 720 bars under 20 ms on one core, 12 ms on two, 20 MB. Days that
/// an earlier scan hashed are not hashed again: the first scan of a program takes about 10 ms more (17 MB of SHA-256).
/// </summary>
[MemoryDiagnoser]
[MinColumn, MaxColumn]
public class ScanBenchmarks
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 20, 0, 0, TimeSpan.Zero);
    private static readonly ScanOptions Options = new();
    private ScanInput _input = new(At, MarketSource.Simulated, new(At, RegimeState.Choppy, 1, At, null, RegimeState.Choppy, null, [], "given", 0, []), [], null);

    /// <summary>1: this thread; 2: as the program does.</summary>
    [Params(1, 2)]
    public int Cores { get; set; }

    /// <summary>Symbols, 720 hours each.</summary>
    [Params(100, 500)]
    public int Symbols { get; set; }

    [GlobalSetup]
    public void Walk()
    {
        var state = 42u;
        _input = _input with { Symbols = [.. Enumerable.Range(0, Symbols).Select(Symbol)] };
        if (Scan.Run(_input, Options).Universe.Scored != Symbols) throw new InvalidOperationException("Not every symbol of the benchmark is scored.");

        SymbolInput Symbol(int number)
        {
            const int hours = 720;
            var (open, high, low, close, volume) = (new double[hours], new double[hours], new double[hours], new double[hours], new double[hours]);
            var price = 100.0;
            for (var i = 0; i < hours; i++)
            {
                open[i] = price;
                price *= 1 + ((Next() - 0.5) * 0.03);
                (close[i], high[i], low[i]) = (price, Math.Max(open[i], price) * (1 + (0.005 * Next())), Math.Min(open[i], price) * (1 - (0.005 * Next())));
                volume[i] = (1 + number) * 1000 * (0.5 + Next());
            }

            return new SymbolInput(CandleSeries.FromColumns($"C{number:000}-USD", "benchmark", At.AddHours(-hours), open, high, low, close, volume), null, null);
        }

        double Next()
        {
            state = unchecked((state * 1664525u) + 1013904223u);
            return state / 4294967296.0;
        }
    }

    [Benchmark]
    public ScanResult Run() => Scan.Run(_input, Options, progress: null, Cores == 1 ? null : SymbolLoops.AllCores);
}
