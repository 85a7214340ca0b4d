using BenchmarkDotNet.Running;

namespace CryptoRun.Benchmarks;

/// <summary>
/// Runs benchmarks chosen on the command line, for example <c>--filter *Regime*</c>; <c>sse URL VIEWERS SECONDS</c> measures the event stream of a running program, <c>load URL SECONDS [RATE VIEWERS PID]</c> reads of its API and viewers together,
/// <c>circuits URL VIEWERS SECONDS PID</c> its pages, <c>heap PID</c> what its memory is made of, <c>soak URL MINUTES PID</c> whether they stay up and its memory flat,
/// <c>stores [CONNECTION]</c> the databases, <c>study DIR</c> scans recordings, <c>regimes DIR</c> detects their regimes, <c>calibration DIR</c> says what the scores were worth on them, <c>backtest DIR|walks:SYMBOLSxHOURS</c> trades them or random walks, <c>honest DIR</c> says whether the score works, <c>bars</c> runs one rule over a million bars, <c>wire</c> and <c>books</c> measure
/// the way of a venue's frames, <c>statistics</c> the figures of a back-test, <c>slots CONNECTION COUNT</c> kills nodes and counts what became of their slots.
/// </summary>
internal static class BenchmarkProgram
{
    // In this process: the project that BenchmarkDotNet would generate lacks our framework reference and does not restore.
    private const string InProcess = "--inProcess";

    private static async Task<int> Main(string[] args)
    {
        if (args is ["sse", .. var viewers]) return await SseViewers.RunAsync(viewers);
        if (args is ["load", .. var load]) return await Load.RunAsync(load, Console.Out);
        if (args is ["circuits", .. var circuits]) return await Circuits.CircuitViewers.RunAsync(circuits, Console.Out);
        if (args is ["heap", .. var heap]) return await Circuits.HeapTypes.RunAsync(heap, Console.Out);
        if (args is ["soak", .. var soak]) return await Circuits.Soak.RunAsync(soak, Console.Out);
        if (args is ["stores", .. var connection]) return await StoreBenchmarks.RunAsync(connection, Console.Out);
        if (args is ["study", .. var folder]) return Study.RecordedStudy.Run(folder, Console.Out);
        if (args is ["regimes", .. var market]) return Study.RegimeStudy.Run(market, Console.Out);
        if (args is ["calibration", .. var recordings]) return Study.CalibrationStudy.Run(recordings, Console.Out);
        if (args is ["backtest", .. var tested]) return Study.BacktestSpeed.Run(tested, Console.Out);
        if (args is ["bars"]) return Study.BarEngineSpeed.Run(Console.Out);
        if (args is ["honest", .. var judged]) return Study.ScoreStudy.Run(judged, Console.Out);
        if (args is ["books", .. var books]) return await BookSpeed.RunAsync(books, Console.Out);
        if (args is ["wire", .. var wire]) return WireSpeed.Run(wire, Console.Out);
        if (args is ["statistics"]) return StatisticsSpeed.Run(Console.Out);
        if (args is ["slots", .. var slots]) return await Slots.SlotDrill.RunAsync(slots, Console.Out);
        BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run([.. args.Where(a => a != InProcess), InProcess]);
        return 0;
    }
}
