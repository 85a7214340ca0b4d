using System.Diagnostics;
using System.Runtime.InteropServices;
using CryptoRun.Domain.Backtesting.Bars;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Benchmarks.Study;

/// <summary><c>bars</c>: one rule over a million bars on one core. Budget: 3M bars a second; the peer is grademark (peers/grademark.mjs, the same bars and rule).</summary>
internal static class BarEngineSpeed
{
    private const int Count = 1_000_000;
    private const int Mean = 30;

    public static int Run(TextWriter output)
    {
        var (series, mean) = Walk();
        for (var run = 0; run < 5; run++)
        {
            var watch = Stopwatch.StartNew();
            var trades = BarEngine.Run(series, new Reversion(mean), 0, 0);
            output.WriteLine($"ours {Count} bars, {trades.Count} trades, {watch.Elapsed.TotalMilliseconds:0.0} ms, {Count / watch.Elapsed.TotalMilliseconds / 1000:0.00} M bars/s");
        }

        return 0;
    }

    private static (CandleSeries Series, double[] Mean) Walk()
    {
        var (open, high, low, close, mean) = (new double[Count], new double[Count], new double[Count], new double[Count], new double[Count]);
        var (price, state, sum) = (100.0, 42u, 0.0);
        double Next() => (state = unchecked((state * 1664525u) + 1013904223u)) / 4294967296.0;
        for (var i = 0; i < Count; i++)
        {
            open[i] = price;
            price *= 1 + ((Next() - 0.5) * 0.02);
            (high[i], low[i]) = (Math.Max(open[i], price) * (1 + (0.003 * Next())), Math.Min(open[i], price) * (1 - (0.003 * Next())));
            close[i] = price;
            sum += price - (i >= Mean ? close[i - Mean] : 0);
            mean[i] = sum / Math.Min(i + 1, Mean);
        }

        return (CandleSeries.FromColumns("A-USD", "benchmark", DateTimeOffset.UnixEpoch, open, high, low, close, new double[Count]), mean);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Reversion(double[] mean) : IBarStrategy
    {
        public double StopLoss => 0.05;

        public double ProfitTarget => double.PositiveInfinity;

        public bool Enters(ReadOnlySpan<double> close, int bar) => close[bar] < mean[bar];

        public bool Exits(ReadOnlySpan<double> close, int bar, int entered) => close[bar] > mean[bar];
    }
}
