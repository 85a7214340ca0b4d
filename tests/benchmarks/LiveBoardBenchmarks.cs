using BenchmarkDotNet.Attributes;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Live;

namespace CryptoRun.Benchmarks;

/// <summary>What a second of the board costs, whatever the number of viewers: a look at all prices, one encoding of snapshot and delta.</summary>
[MemoryDiagnoser]
public class LiveBoardBenchmarks
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);
    private BoardSnapshot _board = null!;
    private BoardSnapshot _moved = null!;

    /// <summary>Rows.</summary>
    [Params(60, 500)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Build()
    {
        _board = new BoardSnapshot(
            1, "scan", At, At, MarketSource.Simulated, new BoardRegime(RegimeState.Choppy, 1, At, null, At, 75, []), new UniverseReport(Rows, Rows, []), [.. Enumerable.Range(1, Rows).Select(Row)]);
        _moved = _board with { Version = 2, Candidates = [.. _board.Candidates.Select((r, i) => i % 5 == 0 ? r with { Price = "2.00" } : r)] };
    }

    /// <summary>Snapshot and delta of one version, a fifth of the rows moved.</summary>
    [Benchmark]
    public int Encode()
    {
        var state = new BoardState(2, _moved, _board, null, [], null);
        return state.SnapshotUtf8.Length + state.DeltaUtf8.Length;
    }

    /// <summary>Freshness and prices of every row, nothing new.</summary>
    [Benchmark]
    public BoardSnapshot Look() => LivePrices.Refresh(_board, static _ => null, At.AddSeconds(1));

    private static BoardRow Row(int rank) => new(
        rank, 1, $"C{rank:000}-USD", 70.123456, 70.123456, 0, 0, new(10.1, 5.2, 3.3, 1.4, 0.5),
        new(8, 11, "vadr", "VADR 1.42 < 1.85", ["trend"], null, [.. Enumerable.Repeat(GateOutcome.Passed, 11)]), Verdict.Watch, "1.2345", 0.0123, 0.0456, null, null, 1.42, null, null,
        "not calibrated", 2, Freshness.Live, "hot", [.. Enumerable.Range(0, 48).Select(i => 1 + (i / 1000.0))], 1.2, 1.1, At.AddSeconds(-2));
}
