using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Tests.Storage;

/// <summary>Handmade records of realistic shape and size.</summary>
public static class Examples
{
    public static readonly DateTimeOffset T0 = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    public static Candle Candle(int hour, decimal close = 100m, decimal volume = 5m) => new(T0.AddHours(hour), close, close + 1, close - 1, close, volume);

    public static JobRun Run(string runId, string job = "scan.hot", int slot = 0, string node = "host:1", string trigger = "schedule") => new(
        runId, job, trigger, T0.AddMinutes(15 * slot), node, T0.AddMinutes(15 * slot).AddSeconds(1), null, null, "running", null, new Dictionary<string, long>(), []);

    public static RegimeRecord Regime(DateTimeOffset at, RegimeState state = RegimeState.Choppy) => new(
        at, state, 2.0 / 3, at.AddDays(-3), RegimeState.TrendingBull, RegimeState.TrendingBull, RegimeState.Choppy,
        [new("realisedVolatility", 0.6123456789012345, 0.75, "calm"), new("breadth", 0.5833333333333334, 0.6, "none"), new("thrust", null, 0.5, "none")],
        "Volatility calm at 0.61, breadth 0.58 below 0.60.", 58, ["cold start"]);

    public static SecondOpinions Opinions(DateTimeOffset at) => new(
        at, RegimeState.Choppy, 730, at.AddDays(-731), at.AddDays(-1),
        new HiddenMarkovOpinion(
            RegimeState.Choppy, true, 0.9123456789012345, [new HiddenState(RegimeState.Choppy, 0.9123456789012345, -0.001, 0.03, 0.61, 0.3, 0.4, [0.9, 0.08, 0.02])], 1071.25, true, "Choppy."),
        new ChangePointOpinion([at.AddDays(-30)], 29, 0.77, 1.58, false, true, "Calm."));

    public static StoredScan Scan(DateTimeOffset asOf, int symbols = 3, int seed = 1, string job = "scan.hot")
    {
        var random = new Random(seed);
        var scanId = $"{asOf:yyyyMMddTHHmmss}Z-{seed:x8}";
        List<ScoreExplanation> candidates = [.. Enumerable.Range(1, symbols).Select(rank => Explanation(asOf, scanId, rank, random))];
        var result = new ScanResult(
            asOf, scanId, MarketSource.Simulated, Regime(asOf.AddHours(-1)),
            new UniverseReport(symbols + 1, symbols, [new("GAP-USD", "gaps", "41 of 720 hours are missing, 36 are allowed.")]),
            candidates, Doubles(random, 5), [.27, .25, .1815, .1485, .15], Hash(random), Hash(random), ["small universe"]);
        return new StoredScan(
            result, $"run-{seed:x8}", job, asOf.AddSeconds(2), "kraken",
            [.. candidates.Select(c => new StoredScanInput(c.Symbol, new Quote(asOf, c.Symbol, "kraken", 12.3450m, 12.34m, null), null)), new StoredScanInput("GAP-USD", null, "frozen")],
            seed == 1 ? null : "before");
    }

    public static ScoreExplanation Explanation(DateTimeOffset asOf, string scanId, int rank, Random random)
    {
        var symbol = rank == 1 ? "BTC-USD" : $"C{rank:000}-USD";
        var price = Math.Exp(random.NextDouble() * 8);
        return new ScoreExplanation(
            asOf, symbol, scanId, rank, 100 - rank - random.NextDouble(), 95 - rank - random.NextDouble(), 0, 0, (Verdict)(rank % 3), RegimeState.Choppy, 2.0 / 3,
            new MarketMeasures(asOf.AddSeconds(-3), Math.Round(price, 4), Near(random), Near(random), Near(random), 1 + random.NextDouble(), null, null, null, random.NextDouble() * 1e8, random.NextDouble() * 1e8, price / 50, random.NextDouble() * 100, random.NextDouble() * 60),
            [.. FactorWeights.Factors.Select(f => FactorOf(f, asOf, random))],
            [.. GateOrder.All.Select((g, i) => Gate(g, i, random))],
            [WhatIf(RegimeState.TrendingBull, random), WhatIf(RegimeState.HighVolatility, random)],
            [.. Enumerable.Range(0, 3).Select(i => new Reason(i == 0 ? "momentum" : "volume", Near(random), $"rose {random.Next(1, 99) / 10.0:0.0} % in 4 h, {random.Next(10, 40) / 10.0:0.0} times its usual range"))],
            [.. Enumerable.Range(0, 3).Select(i => new Reason("funding", null, $"no perpetual is listed, {random.Next(1, 99)} bars old"))],
            new ScoreChange(asOf.AddMinutes(-15), Near(random), Near(random), random.Next(-5, 6), FactorWeights.Factors.ToDictionary(f => f, _ => Near(random))),
            [new("slowMomentum", Near(random)), new("volatility7d", random.NextDouble()), new("reversal4h", Near(random)), new("volumeResidual", null)],
            ["no perpetual"],
            new Provenance("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", "0.1.0", MarketSource.Simulated, "warm"));
    }

    private static FactorExplanation FactorOf(Factor factor, DateTimeOffset asOf, Random random)
    {
        string[] names = factor switch
        {
            Factor.Momentum => ["z1h", "z4h", "z12h", "z24h", "acceleration"],
            Factor.Technical => ["rsi14", "macdHistogram", "adx14"],
            Factor.Volume => ["rvol", "vadr", "cmf24h"],
            Factor.Quality => ["advUsd", "spreadBps", "depthUsd"],
            _ => ["bollingerWidth", "compression"],
        };
        var (weight, score) = (0.05 * (1 + (int)factor), random.NextDouble() * 100);
        return new FactorExplanation(
            factor, [.. names.Select(n => new FactorInput(n, Near(random), "ratio", "kraken", asOf.AddHours(-1), 3600, Near(random)))], Near(random), Near(random), false, 0.0312 * (int)factor,
            [.. FactorWeights.Factors.Take((int)factor).Select(f => new Projection(f, Near(random)))],
            Near(random), 0.8 + (0.01 * (int)factor), Near(random), score, weight, weight * (score - 50), factor == Factor.Catalyst ? ["no events"] : []);
    }

    private static GateResult Gate(string gate, int place, Random random)
    {
        var actual = Near(random);
        return gate is "funding" or "spread" or "depth"
            ? new(gate, GateKind.Hard, GateOutcome.NotApplicable, null, 1.5, Comparison.AtMost, "z", null, "There is no feed.", "Connect a venue with this feed.", "none", null)
            : new(gate, place % 4 == 0 ? GateKind.Soft : GateKind.Hard, (GateOutcome)(place % 2), actual, 0.5, Comparison.AtLeast, "ratio", actual - 0.5, $"{gate} is {actual:0.00}, at least 0.50 is needed.", $"It passes at 0.50, {Math.Abs(actual - 0.5):0.00} away.", "computed", 3600);
    }

    private static RegimeWhatIf WhatIf(RegimeState state, Random random) =>
        new(state, random.NextDouble() * 100, Verdict.Blocked, Near(random), ["score", "vadr"], Doubles(random, 5));

    private static double Near(Random random) => (random.NextDouble() - 0.5) * 4;

    private static List<double> Doubles(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];

    private static string Hash(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
