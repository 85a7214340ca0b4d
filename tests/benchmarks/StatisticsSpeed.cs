using System.Diagnostics;
using System.Globalization;
using CryptoRun.Domain.Backtesting.Validation;
using CryptoRun.Domain.Backtesting.Weights;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Benchmarks;

/// <summary>
/// <c>statistics</c>: a strategy of weights alone over 8 columns x 1M bars, 1,000 paths of three years of hours, and the 12,870 halves of 100 strategies. One core; the fastest and the median of several
/// runs, and what they allocate.
/// </summary>
internal static class StatisticsSpeed
{
    private const int Columns = 8;
    private const int Bars = 1_000_000;
    private const int Hours = 3 * 8760;
    private const int Paths = 1000;
    private const int Strategies = 100;

    /// <summary>Measures and prints.</summary>
    public static int Run(TextWriter output)
    {
        var (signal, returns) = (Noise(Bars, Columns, 1), Noise(Bars, Columns, 2));
        var options = new WeightOptions { Cost = 0.001 };
        var buffers = new WeightBuffers();
        Measure("weights, 8 columns x 1M bars, deviations from the mean", 15, () => WeightRun.Of(signal, returns, WeightRules.Demeaned, options, buffers: buffers).Net.Span[^1], output);
        Measure("the same into new memory each time", 15, () => WeightRun.Of(signal, returns, WeightRules.Demeaned, options).Net.Span[^1], output);
        Measure("weights, 8 columns x 1M bars, ranks", 7, () => WeightRun.Of(signal, returns, WeightRules.Ranked, options, buffers: buffers).Net.Span[^1], output);

        var hours = Noise(Hours, 1, 3).Column(0);
        Measure("1,000 paths of 26,280 hours, blocks of a day", 3, () => MonteCarlo.Blocks(hours, 24, Paths, 1).Sharpe.Mean, output);
        Measure("1,000 paths of 26,280 trades", 3, () => MonteCarlo.Trades(hours, Paths, 1).Sharpe.Mean, output);

        var strategies = Noise(Hours, Strategies, 4);
        Measure("CSCV, 16 blocks: 12,870 halves of 100 strategies", 3, () => OverfittingProbability.Of(strategies).Probability, output);
        return 0;
    }

    private static void Measure(string what, int runs, Func<double> work, TextWriter output)
    {
        // The first runs are compiled while they run.
        for (var i = 0; i < 3; i++) work();
        var (times, figure, before) = (new double[runs], 0.0, GC.GetTotalAllocatedBytes());
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            figure = work();
            times[run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        var megabytes = (GC.GetTotalAllocatedBytes() - before) / 1e6 / runs;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-56} fastest {times.Min(),8:0.0} ms, median {Quantiles.Linear(times, 0.5),8:0.0} ms, {megabytes,6:0.0} MB a run ({figure:R})"));
    }

    private static BarPanel Noise(int bars, int columns, ulong seed)
    {
        var random = new CounterRandom(seed);
        return BarPanel.Of(bars, columns, (bar, column) => 0.01 * (random.Uniform((ulong)((bar * columns) + column)) - 0.5));
    }
}
