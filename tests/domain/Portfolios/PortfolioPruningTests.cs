using CryptoRun.Domain.Portfolios;
using static CryptoRun.Domain.Tests.Portfolios.Waves;

namespace CryptoRun.Domain.Tests.Portfolios;

/// <summary>premove.md: "Portfolio pruning after gates, greedy by score: ... Every rejection names its rule, number and the position it conflicts with."</summary>
public sealed class PortfolioPruningTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Run_GreedyByScore_TakesTheBetterOfTwoThatConflict()
    {
        var worse = new PruningCandidate("AAA-USD", "a", 80, 0.05, Own("AAA-USD", 3));
        var better = new PruningCandidate("BBB-USD", "b", 81, 0.05, Mixed("BBB-USD", 0.9, with: 3, own: 5));
        var result = Prune([worse, better]);
        result.Accepted.Select(a => a.Symbol).ShouldBe(["BBB-USD"]);
        result.Rejected.Select(r => r.Symbol).ShouldBe(["AAA-USD"]);
    }

    [Fact]
    public void Run_TieOfScores_GoesBySymbol() => Prune([Candidate("BBB-USD", 3), Candidate("AAA-USD", 3)]).Accepted.Single().Symbol.ShouldBe("AAA-USD");

    [Theory]
    [InlineData(0.65, true)]
    [InlineData(0.649, true)]
    [InlineData(0.651, false)]
    [InlineData(-0.9, true)]
    public void Run_PairwiseCorrelation_MayReachTheLimit(double rho, bool accepted)
    {
        var candidate = new PruningCandidate("NEW-USD", "n", 90, 0.05, Mixed("NEW-USD", rho, with: 3, own: 5));
        var result = Prune([candidate], [Held("OLD-USD", 3)]);
        result.Accepted.Count.ShouldBe(accepted ? 1 : 0);
        if (accepted)
        {
            result.Accepted[0].HighestCorrelation!.Value.ShouldBe(rho, Tolerance);
            result.Accepted[0].Nearest.ShouldBe("OLD-USD");
            return;
        }

        var breach = result.Rejected[0].Breaches.ShouldHaveSingleItem();
        (breach.Rule, breach.Limit, breach.Unit).ShouldBe((PruningRule.Correlation, 0.65, "correlation"));
        breach.Actual!.Value.ShouldBe(rho, Tolerance);
        breach.ConflictsWith.ShouldBe(["OLD-USD"]);
        breach.Sentence.ShouldBe("Correlation 0.651 with OLD-USD is over 0.650");
    }

    [Fact]
    public void Run_SeveralCorrelations_NamesTheStrongestFirst()
    {
        var candidate = new PruningCandidate("NEW-USD", "n", 90, 0.05, Of("NEW-USD", (0.68, 3), (0.70, 5), (0.2, 7)));
        var breach = Prune([candidate], [Held("AAA-USD", 3), Held("BBB-USD", 5), Held("CCC-USD", 9)]).Rejected[0].Breaches[0];
        breach.ConflictsWith.ShouldBe(["BBB-USD", "AAA-USD"]);
    }

    [Theory]
    [InlineData(49, false)]
    [InlineData(50, true)]
    public void Run_SharedHours_FewerThanFiftyCannotShowADifference(int hours, bool accepted)
    {
        var young = FromReturns("NEW-USD", [.. Enumerable.Range(0, hours).Select(i => Size * Math.Sin(i))]);
        var result = Prune([new PruningCandidate("NEW-USD", "n", 90, 0.05, young)], [Held("OLD-USD", 40)]);
        result.Accepted.Count.ShouldBe(accepted ? 1 : 0);
        if (accepted) return;

        var breach = result.Rejected[0].Breaches.ShouldHaveSingleItem();
        breach.Actual.ShouldBeNull();
        breach.Sentence.ShouldBe("Correlation with OLD-USD unknown: 49 shared hours, at least 50 are needed");
    }

    [Fact]
    public void Run_CoinThatDidNotMoveOrHasNoCandles_IsRejectedBesideOthersOnly()
    {
        var still = new PruningCandidate("NEW-USD", "n", 90, 0.05, FromReturns("NEW-USD", new double[Hours]));
        Prune([still]).Accepted.Count.ShouldBe(1);
        Prune([still], [Held("OLD-USD", 3)]).Rejected[0].Breaches[0].Sentence.ShouldBe("Correlation with OLD-USD unknown: one of them did not move");
        Prune([still with { Candles = null }], [Held("OLD-USD", 3)]).Rejected[0].Breaches[0].Sentence.ShouldContain("0 shared hours");
    }

    [Fact]
    public void Run_AtMostTwoPerSector_RejectsTheThird()
    {
        var result = Prune([Candidate("AAA-USD", 3, 90, "L1"), Candidate("BBB-USD", 5, 89, "L1"), Candidate("CCC-USD", 7, 88, "L1")], [Held("HLD-USD", 11, 0.01, "L2")]);
        result.Accepted.Select(a => a.InSector).ShouldBe([1, 2]);
        var breach = result.Rejected.ShouldHaveSingleItem().Breaches.ShouldHaveSingleItem();
        (breach.Rule, breach.Actual, breach.Limit).ShouldBe((PruningRule.Sector, 3, 2));
        breach.ConflictsWith.ShouldBe(["AAA-USD", "BBB-USD"]);
        breach.Sentence.ShouldBe("L1 would have 3 positions, at most 2: AAA-USD, BBB-USD");
    }

    [Fact]
    public void Run_SectorUnknown_IsNotCounted() =>
        Prune([.. Enumerable.Range(1, 4).Select(i => new PruningCandidate($"C{i}-USD", i % 2 == 0 ? null : " ", 80, 0.05, Own("x", 2 * i)))]).Accepted.ShouldAllBe(a => a.InSector == null);

    [Fact]
    public void Run_HeldPositions_CountInTheirSector() =>
        Prune([Candidate("CCC-USD", 7, 88, "L1")], [Held("AAA-USD", 3, 0.02, "L1"), Held("BBB-USD", 5, 0.02, "L1")]).Rejected[0].Breaches[0].Rule.ShouldBe(PruningRule.Sector);

    [Theory]
    [InlineData(0.8, true)]
    [InlineData(0.81, false)]
    public void Run_TotalBetaToBtc_MayReachTwo(double beta, bool accepted)
    {
        var (bitcoin, options) = (Own("BTC-USD", 3), Limits with { Correlation = 1 });
        var held = new Position("OLD-USD", "o", 0.05, Of("OLD-USD", (1.2, 3), (1, 5)));
        var candidate = new PruningCandidate("NEW-USD", "n", 90, 0.05, Of("NEW-USD", (beta, 3), (1, 7)));
        var result = Prune([candidate], [held], bitcoin, options);
        result.Accepted.Count.ShouldBe(accepted ? 1 : 0);
        result.TotalBeta!.Value.ShouldBe(accepted ? 2.0 : 1.2, Tolerance);
        if (accepted) return;

        var breach = result.Rejected[0].Breaches.ShouldHaveSingleItem();
        breach.Rule.ShouldBe(PruningRule.Beta);
        breach.Actual!.Value.ShouldBe(2.01, Tolerance);
        breach.ConflictsWith.ShouldBe(["OLD-USD"]);
        breach.Sentence.ShouldBe("Beta 0.81 would bring the total to 2.01, over 2.00");
    }

    [Fact]
    public void Run_NoBtcCandles_BetaIsNotJudgedAndFlagged()
    {
        var result = Prune([Candidate("AAA-USD", 3)]);
        result.Accepted[0].Beta.ShouldBeNull();
        result.TotalBeta.ShouldBeNull();
        result.Flags.ShouldBe(["no BTC candles: beta not judged"]);
    }

    [Fact]
    public void Run_BetaUnknown_RejectsACandidateAndFlagsAHolding()
    {
        var young = FromReturns("NEW-USD", [.. Enumerable.Range(0, 30).Select(i => Size * Math.Sin(i))]);
        Prune([new PruningCandidate("NEW-USD", "n", 90, 0.05, young)], bitcoin: Own("BTC-USD", 3)).Rejected[0].Breaches[0].Sentence
            .ShouldBe("Beta to BTC unknown: 30 shared hours, at least 50 are needed");
        Prune([], [new Position("NEW-USD", "n", 0.05, young)], Own("BTC-USD", 3)).Flags.ShouldBe(["beta of NEW-USD unknown: left out of the total"]);
    }

    [Theory]
    [InlineData(0.05, true)]
    [InlineData(0.0501, false)]
    public void Run_SinglePosition_MayReachFivePercent(double weight, bool accepted)
    {
        var result = Prune([Candidate("AAA-USD", 3, weight: weight)]);
        result.Accepted.Count.ShouldBe(accepted ? 1 : 0);
        if (accepted) return;

        var breach = result.Rejected[0].Breaches.ShouldHaveSingleItem();
        (breach.Rule, breach.Actual, breach.Limit, breach.ConflictsWith.Count).ShouldBe((PruningRule.SinglePosition, 0.0501, 0.05, 0));
        breach.Sentence.ShouldBe("Size 5.01 % is over 5.00 %");
    }

    [Fact]
    public void Run_CoinHeldAlready_IsJudgedWithWhatIsHeldAndNotAgainstItself()
    {
        var held = new[] { Held("AAA-USD", 3, 0.03) };
        var added = Prune([Candidate("AAA-USD", 3, weight: 0.02)], held);
        added.Accepted.Count.ShouldBe(1);
        added.TotalWeight.ShouldBe(0.05, Tolerance);

        var breach = Prune([Candidate("AAA-USD", 3, weight: 0.03)], held).Rejected[0].Breaches.ShouldHaveSingleItem();
        (breach.Rule, breach.ConflictsWith[0]).ShouldBe((PruningRule.SinglePosition, "AAA-USD"));
    }

    [Fact]
    public void Run_TotalExposure_MayReachTwentyPercent()
    {
        var result = Prune([.. Enumerable.Range(1, 5).Select(i => Candidate($"C{i}-USD", 2 * i, 90 - i))]);
        result.Accepted.Count.ShouldBe(4);
        result.TotalWeight.ShouldBe(0.20, Tolerance);
        var breach = result.Rejected[0].Breaches.ShouldHaveSingleItem();
        (breach.Rule, breach.Limit).ShouldBe((PruningRule.TotalExposure, 0.20));
        breach.Actual!.Value.ShouldBe(0.25, Tolerance);
        breach.ConflictsWith.Count.ShouldBe(4);
        breach.Sentence.ShouldBe("Exposure would be 25.0 %, over 20.0 %");
    }

    [Fact]
    public void Run_SeveralRulesBroken_NamesThemAllInOrder()
    {
        var candidate = new PruningCandidate("NEW-USD", "L1", 90, 0.5, Own("NEW-USD", 3));
        var result = Prune([candidate], [Held("AAA-USD", 3, 0.05, "L1"), Held("BBB-USD", 5, 0.05, "L1")], Own("BTC-USD", 3), Limits with { TotalBeta = 1 });
        result.Rejected[0].Breaches.Select(b => b.Rule).ShouldBe(Enum.GetValues<PruningRule>());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    [InlineData(-0.01)]
    public void Run_SizeThatIsNone_IsRejectedWithoutANumber(double weight)
    {
        var breach = Prune([Candidate("AAA-USD", 3, weight: weight)]).Rejected[0].Breaches.ShouldHaveSingleItem();
        (breach.Rule, breach.Actual).ShouldBe((PruningRule.SinglePosition, null));
    }

    [Fact]
    public void Run_BrokenInvariant_Throws()
    {
        Should.Throw<ArgumentException>(() => Prune([Candidate("AAA-USD", 3), Candidate("AAA-USD", 5)])).Message.ShouldBe("AAA-USD is a candidate twice.");
        Should.Throw<ArgumentException>(() => Prune([], [Held("AAA-USD", 3), Held("AAA-USD", 5)])).Message.ShouldBe("AAA-USD is a position twice.");
        Should.Throw<ArgumentException>(() => Prune([Candidate("AAA-USD", 3, double.NaN)])).Message.ShouldBe("Score of AAA-USD is NaN; it must be finite.");
        Should.Throw<ArgumentException>(() => Prune([], [Held("AAA-USD", 3, 1.5)])).Message.ShouldBe("Weight of AAA-USD is 1.5; allowed is 0 to 1.");
        Should.Throw<ArgumentException>(() => Prune([], options: Limits with { Correlation = 2 })).Message.ShouldBe("Portfolio:Correlation is 2; allowed is -1 to 1.");
    }
}
