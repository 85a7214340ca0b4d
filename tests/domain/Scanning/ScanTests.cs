using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Tests.Scanning;

public class ScanTests
{
    private static readonly DateTimeOffset At = SyntheticMarket.At;
    private static readonly IReadOnlyList<SymbolInput> Twelve = SyntheticMarket.Universe(12, 600, seed: 7);

    [Fact]
    public void Run_Progress_TellsEveryStageInOrderAndCounts()
    {
        var seen = new List<(ScanStage Stage, int Done, int Total)>();

        Scan.Run(SyntheticMarket.Input(Twelve), new ScanOptions(), (stage, done, total, _) => seen.Add((stage, done, total)));

        seen.Select(step => step.Stage).Distinct().ShouldBe(Enum.GetValues<ScanStage>().Except([ScanStage.Publish]));
        seen.Where(step => step.Stage == ScanStage.Factors).ShouldBe([(ScanStage.Factors, 0, 12), (ScanStage.Factors, 10, 12), (ScanStage.Factors, 12, 12)]);
        seen.Single(step => step.Stage == ScanStage.Microstructure).ShouldBe((ScanStage.Microstructure, 0, 0));
    }

    [Fact]
    public void Run_ReceiverOfProgressCancels_Stops() =>
        Should.Throw<OperationCanceledException>(() => Scan.Run(SyntheticMarket.Input(Twelve), new ScanOptions(), (stage, _, _, _) =>
        {
            if (stage == ScanStage.Gates) throw new OperationCanceledException();
        }));

    [Fact]
    public void Run_Identity_NamesInstantAndHash()
    {
        var result = Scan.Run(SyntheticMarket.Input(Twelve), new ScanOptions());

        result.InputHash.ShouldMatch("^[0-9a-f]{64}$");
        result.ScanId.ShouldBe("20260314T150000Z-" + result.InputHash[..8]);
        foreach (var candidate in result.Candidates)
        {
            candidate.ScanId.ShouldBe(result.ScanId);
            candidate.Provenance.ShouldBe(new Provenance(result.InputHash, result.ParametersHash, Engine.Version, MarketSource.Replay, "cold"));
        }
    }

    [Fact]
    public void Run_ScanBefore_IsComparedByFactorAndNotHashed()
    {
        var first = Scan.Run(SyntheticMarket.Input(Twelve, at: At.AddHours(-1)), new ScanOptions());
        var before = first.Candidates.Take(11).ToDictionary(c => c.Symbol, c => new PreviousScore(c.Rank, c.Composite, c.Final, [.. c.Factors.Select(factor => factor.Points)]));

        var result = Scan.Run(SyntheticMarket.Input(Twelve, previous: new PreviousScan(first.AsOf, before)), new ScanOptions());

        result.InputHash.ShouldBe(Scan.Run(SyntheticMarket.Input(Twelve), new ScanOptions()).InputHash);
        foreach (var candidate in result.Candidates)
        {
            if (!before.TryGetValue(candidate.Symbol, out var previous))
            {
                candidate.ChangeSinceLastScan.ShouldBeNull();
                continue;
            }

            var change = candidate.ChangeSinceLastScan.ShouldNotBeNull();
            change.PreviousAsOf.ShouldBe(first.AsOf);
            change.Rank.ShouldBe(previous.Rank - candidate.Rank);
            change.Composite.ShouldBe(candidate.Composite - previous.Composite);
            change.ByFactor.Values.Sum().ShouldBe(change.Composite, 1e-9);
            change.ByFactor.Keys.ShouldBe(FactorWeights.Factors);
        }
    }

    [Fact]
    public void Run_LivePrice_MovesGatesAndDisplayButNoFactor()
    {
        var symbol = Twelve[0];
        var last = (decimal)symbol.Candles.Close[^1];
        var live = symbol with { Quote = new Quote(At.AddSeconds(-2), symbol.Candles.Symbol, "kraken", last * 1.10m, null, null) };

        // The scan is at 15:00:01, a second after the quote; the candles end at 15:00.
        var at = At.AddSeconds(3);
        var plain = Find(SyntheticMarket.Input(Twelve, at: at), symbol);
        var quoted = Find(SyntheticMarket.Input([live with { Quote = live.Quote! with { ExchangeTime = At.AddSeconds(1) } }, .. Twelve.Skip(1)], at: at), symbol);

        quoted.Market.Price.ShouldBe((double)(last * 1.10m), 1e-9);
        quoted.Market.PriceTime.ShouldBe(At.AddSeconds(1));
        quoted.Market.Return4h!.Value.ShouldBe(((1 + plain.Market.Return4h!.Value) * 1.10) - 1, 1e-9);
        quoted.Gates.Single(gate => gate.Gate == "movement").Actual!.Value.ShouldBe(Math.Abs(quoted.Market.Return4h.Value));
        quoted.Provenance.Tier.ShouldBe("hot");
        quoted.Composite.ShouldBe(plain.Composite);
        quoted.Provenance.InputHash.ShouldNotBe(plain.Provenance.InputHash);
    }

    [Theory]
    [InlineData(-1, "older than the last candle's end")]
    [InlineData(1, "later than the scan")]
    public void Run_QuoteFromAnotherTime_GivesWayToTheLastClose(int seconds, string why)
    {
        var symbol = Twelve[0];
        var quote = new Quote(At.AddSeconds(seconds), symbol.Candles.Symbol, "kraken", 1_000_000m, null, null);

        var explained = Find(SyntheticMarket.Input([symbol with { Quote = quote }, .. Twelve.Skip(1)]), symbol);

        explained.Market.Price.ShouldBe(symbol.Candles.Close[^1], why);
        explained.Market.PriceTime.ShouldBe(At);
    }

    [Fact]
    public void Run_LongerMemory_ChangesNothing()
    {
        var options = new ScanOptions { LookBackHours = 600 };
        var longer = SyntheticMarket.Universe(12, 700, seed: 7);
        var cut = longer.Select(symbol => symbol with { Candles = symbol.Candles.Last(600) }).ToList();

        ScanText.Run(SyntheticMarket.Input(longer), options).ShouldBe(ScanText.Run(SyntheticMarket.Input(cut), options));
    }

    [Fact]
    public void Run_HistoryTooShortFor168Hours_SaysSoWhereItWeighs()
    {
        Momentum(RegimeState.TrendingBull).Flags.ShouldContain("168 h left out");
        Momentum(RegimeState.Choppy).Flags.ShouldNotContain("168 h left out");
        Momentum(RegimeState.TrendingBull).Inputs.ShouldNotContain(input => input.Name == "return168h");

        static FactorExplanation Momentum(RegimeState state) => Scan.Run(SyntheticMarket.Input(Twelve, state), new ScanOptions()).Candidates[0].Factors[0];
    }

    [Fact]
    public void Run_NineSymbols_SaysSmallUniverse()
    {
        Scan.Run(SyntheticMarket.Input([.. Twelve.Take(9)]), new ScanOptions()).ShouldSatisfyAllConditions(
            result => result.Flags.ShouldContain("small universe"),
            result => result.Candidates.ShouldAllBe(candidate => candidate.Flags.Contains("small universe")),
            result => result.Candidates.ShouldAllBe(candidate => candidate.Factors[1].E == candidate.Factors[1].Z));
        Scan.Run(SyntheticMarket.Input([.. Twelve.Take(10)]), new ScanOptions()).Flags.ShouldNotContain("small universe");
    }

    [Fact]
    public void Run_EffectiveWeights_AreTheSharesOfVarianceOfTheScoresShown()
    {
        var result = Scan.Run(SyntheticMarket.Input(SyntheticMarket.Universe(40, 600, seed: 3)), new ScanOptions());

        var composites = result.Candidates.Select(candidate => candidate.Composite).ToList();
        for (var k = 0; k < 5; k++)
        {
            var weighted = result.Candidates.Select(candidate => candidate.Factors[k].Weight * candidate.Factors[k].Score).ToList();
            result.EffectiveWeights[k].ShouldBe(Covariance(weighted, composites) / Covariance(composites, composites), 1e-9);
        }

        result.NominalWeights.ShouldBe([0.27, 0.25, 0.1815, 0.1485, 0.15]);
    }

    [Fact]
    public void Run_Reasons_NameContributionsInOrderAndFailedGatesFirst()
    {
        foreach (var candidate in Scan.Run(SyntheticMarket.Input(SyntheticMarket.Universe(40, 600, seed: 3)), new ScanOptions()).Candidates)
        {
            candidate.ReasonsFor.Select(reason => reason.Points!.Value).ShouldBe(candidate.Factors.Select(factor => factor.Points).Where(points => points > 0).OrderDescending().Take(3));
            var failed = candidate.Gates.Count(gate => gate.Outcome == GateOutcome.Failed);
            candidate.ReasonsAgainst.Count(reason => reason.Points is null).ShouldBe(Math.Min(3, failed));
            candidate.ReasonsAgainst.SkipWhile(reason => reason.Points is null).ShouldAllBe(reason => reason.Points < 0);
            candidate.ReasonsFor.Concat(candidate.ReasonsAgainst).ShouldAllBe(reason => reason.Text.Length > 0);
        }
    }

    private static ScoreExplanation Find(ScanInput input, SymbolInput symbol) => Scan.Run(input, new ScanOptions()).Candidates.Single(candidate => candidate.Symbol == symbol.Candles.Symbol);

    private static double Covariance(List<double> a, List<double> b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        return a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
    }
}
