using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Worker.Live;

namespace CryptoRun.Worker.Tests.Live;

/// <summary>Small boards and results for tests.</summary>
internal static class Boards
{
    public static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);

    public static readonly RegimeRecord Regime = new(
        At.AddHours(-3), RegimeState.Choppy, 2.0 / 3, At.AddDays(-3), null, RegimeState.Choppy, RegimeState.Choppy, [new("breadth", 0.14, 0.65, "Choppy")], "Breadth is low.", 60, []);

    public static BoardRow Row(string symbol, string price = "1.00", int rank = 1) => new(
        rank, null, symbol, 50, 50, 0, 0, new(0, 0, 0, 0, 0), new(0, 11, null, null, [], null, []), Verdict.Blocked, price, 0, 0, null, null, null, null, null, "not calibrated",
        0, Freshness.Live, "hot", [], 1, 1, At);

    public static BoardSnapshot Board(params BoardRow[] rows) =>
        new(0, "scan", At, At, MarketSource.Simulated, BoardBuilder.Regime(Regime, 75, At), new UniverseReport(rows.Length, rows.Length, []), rows);

    public static ProgressEvent Progress(int done) => new("run", "scan.hot", ScanStage.Factors, done, 100, null, 0, null, Finished: false, null, []);

    public static GateResult Gate(string gate, GateOutcome outcome, double? actual, double? threshold, string unit, Comparison comparison = Comparison.AtLeast) => new(
        gate, GateKind.Hard, outcome, actual, threshold, comparison, unit, (actual - threshold) * (comparison == Comparison.AtLeast ? 1 : -1), actual is null ? "insufficient history: too few bars" : "reason", "hint", "kraken", 0);

    public static ScoreExplanation Explanation(string symbol, int rank, Verdict verdict = Verdict.Blocked, double[]? points = null, ScoreChange? change = null, params GateResult[] gates)
    {
        var factors = FactorWeights.Factors.Select((f, i) => new FactorExplanation(f, [], 1, 1, Winsorised: false, 0, [], 1, 1, 1, 60, 0.2, points?[i] ?? i, [])).ToList();
        return new ScoreExplanation(
            At, symbol, "scan", rank, 70, 70, 0, 0, verdict, RegimeState.Choppy, 2.0 / 3, new MarketMeasures(At.AddSeconds(-2), 110, 0.10, null, 0.25, 1.42, null, null, null, 1e6, 1e6, 1, 50, 20),
            factors, gates, [], [], [], change, [], [], new Provenance("hash", "parameters", "0.1.0", MarketSource.Simulated, "hot"));
    }

    public static ScanResult Result(params ScoreExplanation[] candidates) => new(
        At, "scan", MarketSource.Simulated, Regime, new UniverseReport(candidates.Length, candidates.Length, []), candidates, [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], "hash", "parameters", []);
}
