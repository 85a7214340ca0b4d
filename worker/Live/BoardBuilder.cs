using System.Globalization;
using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Worker.Live;

/// <summary>A scan's result as the board shows it.</summary>
public static class BoardBuilder
{
    /// <summary>Closes in a sparkline.</summary>
    public const int SparklineHours = 48;

    /// <summary>Builds the rows. The version is set when the board releases them.</summary>
    /// <param name="scan">The result.</param>
    /// <param name="inputs">The candles and quotes it was given, by symbol; a symbol without an entry has no sparkline and the scan's own price.</param>
    /// <param name="now">Market time.</param>
    public static BoardSnapshot Build(ScanResult scan, IReadOnlyDictionary<string, SymbolInput> inputs, DateTimeOffset now)
    {
        var rule = FreshnessRule.For(scan.Source);
        var heard = inputs.Values.Max(i => i.Quote?.ExchangeTime);
        var rows = scan.Candidates.Select(c => Row(c, inputs.GetValueOrDefault(c.Symbol), rule, now, heard)).ToList();
        return new BoardSnapshot(0, scan.ScanId, scan.AsOf, now, scan.Source, Regime(scan.Regime, ScoreThreshold(scan), scan.AsOf), scan.Universe, rows);
    }

    /// <summary>The regime in short.</summary>
    public static BoardRegime Regime(RegimeRecord regime, double scoreThreshold, DateTimeOffset now) => new(
        regime.State, regime.Confidence, regime.Since, regime.Pending, RegimeSchedule.NextBoundary(now), scoreThreshold, regime.Indicators);

    private static double ScoreThreshold(ScanResult scan) =>
        scan.Candidates.SelectMany(c => c.Gates).FirstOrDefault(g => string.Equals(g.Gate, "score", StringComparison.Ordinal))?.Threshold
        ?? new GateOptions().For(scan.Regime.State).Composite;

    private static BoardRow Row(ScoreExplanation c, SymbolInput? input, FreshnessRule rule, DateTimeOffset now, DateTimeOffset? heard)
    {
        var market = c.Market;
        var points = c.Factors.ToDictionary(f => f.Factor, f => f.Points);
        return new BoardRow(
            c.Rank,
            c.ChangeSinceLastScan?.Rank,
            c.Symbol,
            c.Final,
            c.Composite,
            c.Social,
            c.Boost,
            new BoardContributions(points[Factor.Momentum], points[Factor.Technical], points[Factor.Volume], points[Factor.Quality], points[Factor.Catalyst]),
            Gates(c.Gates),
            c.Verdict,
            input?.Quote?.Last.ToString(CultureInfo.InvariantCulture) ?? market.Price.ToString("R", CultureInfo.InvariantCulture),
            market.Return1h,
            market.Return24h,
            market.SpreadBps,
            market.DepthUsd,
            market.Vadr,
            market.FundingZ,
            Probability: null,
            Calibration: "not calibrated",
            Math.Max(0, (now - market.PriceTime).TotalSeconds),
            rule.Judge(market.PriceTime, now, heard),
            c.Provenance.Tier,
            input is null ? [] : Sparkline(input.Candles.ClosedAt(c.AsOf)),
            Base(market.Price, market.Return1h),
            Base(market.Price, market.Return24h),
            market.PriceTime);
    }

    private static double[] Sparkline(CandleSeries candles) => [.. candles.Close[Math.Max(0, candles.Count - SparklineHours)..]];

    private static double? Base(double price, double? simpleReturn) => simpleReturn is { } r && r > -1 ? price / (1 + r) : null;

    /// <summary>A row counts and marks the hard gates; the soft ones are on the explain page.</summary>
    private static BoardGates Gates(IReadOnlyList<GateResult> all)
    {
        var gates = all.Where(g => g.Kind == GateKind.Hard).ToList();
        var failed = gates.Where(g => g.Outcome == GateOutcome.Failed).ToList();
        var onlyScore = failed is [{ Gate: "score" }];
        return new BoardGates(
            gates.Count(g => g.Outcome == GateOutcome.Passed),
            gates.Count,
            failed.FirstOrDefault()?.Gate,
            failed.FirstOrDefault() is { } first ? GateWords.Failure(first) : null,
            [.. failed.Skip(1).Select(g => g.Gate)],
            onlyScore ? NearestMiss(gates) : null,
            [.. gates.Select(g => g.Outcome)]);
    }

    /// <summary>Room is compared as a share of the limit, since gates speak in different units.</summary>
    private static string? NearestMiss(IReadOnlyList<GateResult> gates) => gates
        .Where(g => g is { Outcome: GateOutcome.Passed, Margin: not null, Gate: not "score" })
        .MinBy(g => Math.Abs(g.Margin!.Value) / Math.Max(Math.Abs(g.Threshold ?? 0), 1e-9)) is { } nearest
            ? GateWords.Pass(nearest)
            : null;
}
