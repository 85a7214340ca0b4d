using CryptoRun.Domain.Premove;
using static CryptoRun.Domain.Tests.Premove.Sweep;

namespace CryptoRun.Domain.Tests.Premove;

/// <summary>premove.md, the table of 100 points, and: "A component without a feed is absent: its points leave both numerator and denominator ...".</summary>
public sealed class PremoveScoreTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Components_TableOfPoints_AddsUpByBlockAndGroup()
    {
        var components = Run(Bare()).Score.Components;
        components.Sum(c => c.Points).ShouldBe(100);
        components.GroupBy(c => c.Block).ToDictionary(g => g.Key, g => g.Sum(c => c.Points))
            .ShouldBe(new Dictionary<PremoveBlock, double> { [PremoveBlock.Structural] = 40, [PremoveBlock.Behavioural] = 35, [PremoveBlock.Catalyst] = 25 });
        components.GroupBy(c => c.Group).Select(g => (g.Key, g.Sum(c => c.Points))).ShouldBe(
            [("derivatives", 15), ("supplyDemand", 15), ("microstructure", 10), ("smartMoney", 20), ("cvdResidual", 15), ("events", 15), ("compression", 10)]);
    }

    /// <summary>"funding abs z (0..7, linear to 3 sigma)".</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1.5, 3.5)]
    [InlineData(-1.5, 3.5)]
    [InlineData(3, 7)]
    [InlineData(-9, 7)]
    public void Funding_AbsoluteZ_IsLinearToThreeSigma(double z, double points) => Scores(Bare() with { FundingZ = Reading(z) }, "funding", points);

    /// <summary>"OI residual (0..4, $1M = 4)".</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(250_000, 1)]
    [InlineData(1_000_000, 4)]
    [InlineData(5_000_000, 4)]
    [InlineData(-1_000_000, 0)]
    public void OpenInterest_Residual_HasFourPointsAtAMillion(double usd, double points) => Scores(Bare() with { OpenInterestResidualUsd = Reading(usd) }, "openInterest", points);

    /// <summary>"ETF tint (0..4)".</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0075, 2)]
    [InlineData(0.015, 4)]
    [InlineData(0.1, 4)]
    [InlineData(-0.015, 0)]
    public void EtfFlow_ShareOfAdv_HasFourPointsAtOneAndAHalfPercent(double share, double points) => Scores(Bare() with { EtfFlowShare = Reading(share) }, "etfFlow", points);

    /// <summary>"exchange reserves 7 d change (0..8, -20 % = 8)".</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(-0.05, 2)]
    [InlineData(-0.2, 8)]
    [InlineData(-0.9, 8)]
    [InlineData(0.1, 0)]
    public void Reserves_Fall_HasEightPointsAtTwentyPercent(double change, double points) => Scores(Bare() with { ReservesChange7d = Reading(change) }, "reserves", points);

    /// <summary>"whale composite (0..7)".</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.7, 4.9)]
    [InlineData(1, 7)]
    public void Whales_Composite_HasSevenPoints(double composite, double points) => Scores(Bare() with { WhaleComposite = Reading(composite) }, "whales", points);

    /// <summary>"book pressure: z of depth imbalance persistence and spread compression", 10 points.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1.5, 2.5)]
    [InlineData(3, 5)]
    [InlineData(7, 5)]
    [InlineData(-3, 0)]
    public void BookPressure_EachZ_HasFivePointsAtThree(double z, double points)
    {
        Scores(Bare() with { DepthImbalanceZ = Reading(z) }, "bookLean", points);
        Scores(Bare() with { SpreadCompressionZ = Reading(z) }, "spreadCompression", points);
    }

    /// <summary>"large-print share: USD share of trades above the coin's 99th percentile size, signed", 20 points.</summary>
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(20, 10, 8)]
    [InlineData(25, 0, 20)]
    [InlineData(60, 10, 20)]
    [InlineData(10, 20, 0)]
    public void LargePrints_SignedShare_HasTwentyPointsAtAQuarter(double buy, double sell, double points) => Scores(Bare() with { LargePrints = Prints(buy, sell, 100) }, "largePrints", points);

    /// <summary>"events 15: heat (factors.md)".</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.4, 6)]
    [InlineData(1, 15)]
    public void Events_Heat_HasFifteenPoints(double heat, double points) => Scores(Bare() with { Heat = Reading(heat) }, "heat", points);

    /// <summary>"compression 10: Bollinger-width percentile".</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.2, 8)]
    [InlineData(0, 10)]
    public void Compression_WidthPercentile_HasTenPointsWhereNarrowest(double percentile, double points) => Scores(Bare() with { BollingerWidthPercentile = Reading(percentile) }, "compression", points);

    /// <summary>By hand: 3.5 + 2 + 2 + 4 + 4.9 + 2.5 + 1.25 + 8 + 15 (0.775 - 0.5)/0.45 + 6 + 8 = 51.3167 of 100; the reserves are 3 h old, x 0.9.</summary>
    [Fact]
    public void Score_HandWorkedCoin_Agrees()
    {
        var score = Run(HandWorked with { Cvd = Cvd([.. Enumerable.Range(1, 20).Select(i => (i == 20 ? 15.5 : (double)(i >= 16 ? i + 1 : i), 0.0, 1.0))]) }).Score;
        score.PointsAvailable.ShouldBe(100);
        score.PointsScored.ShouldBe(42.15 + (15 * 0.275 / 0.45), Tolerance);
        score.Rescaled!.Value.ShouldBe(51.31666666666667, Tolerance);
        score.Value!.Value.ShouldBe(0.9 * 51.31666666666667, Tolerance);
        score.Sentence.ShouldBe("Scored on 100 of 100 points: 51.3 points, score 46.2, x 0.900 for age");
    }

    /// <summary>"its points leave both numerator and denominator": 42.15 of 85.</summary>
    [Fact]
    public void Score_ComponentAbsent_LeavesNumeratorAndDenominator()
    {
        var score = Run(HandWorked).Score;
        score.PointsAvailable.ShouldBe(85);
        score.Rescaled!.Value.ShouldBe(100 * 42.15 / 85, Tolerance);
        var absent = score.Components.Single(c => c.Id == "cvdResidual");
        (absent.PointsAvailable, absent.PointsScored, absent.AbsentReason, absent.Inputs.Count).ShouldBe((0, 0, "no feed", 0));
        absent.Sentence.ShouldBe("Absent: no feed; 15 points leave the score");
    }

    /// <summary>"the record shows 'scored on 60 of 100 points'".</summary>
    [Fact]
    public void Score_SixtyPointsAvailable_SaysSo()
    {
        var score = Run(Bare() with { LargePrints = Prints(25, 0, 100), Heat = Reading(1), BollingerWidthPercentile = Reading(0.5), ReservesChange7d = Reading(0), WhaleComposite = Reading(0) }).Score;
        score.Sentence.ShouldBe("Scored on 60 of 100 points: 40.0 points, score 66.7");
    }

    /// <summary>"under 50 available points there is no score".</summary>
    [Fact]
    public void Score_FiftyPoints_AreEnoughAndFewerAreNot()
    {
        var fifty = Bare() with { LargePrints = Prints(25, 0, 100), Heat = Reading(1), WhaleComposite = Reading(1), ReservesChange7d = Reading(0) };
        Run(fifty).Score.Value!.Value.ShouldBe(84, Tolerance);

        var fewer = Run(fifty with { WhaleComposite = null, EtfFlowShare = Reading(1) });
        (fewer.Score.PointsAvailable, fewer.Score.Value, fewer.Score.Rescaled).ShouldBe((47, null, null));
        fewer.Score.Sentence.ShouldBe("Scored on 47 of 100 points, under 50: no score");
        (fewer.Judgement.State, fewer.Judgement.Verdict).ShouldBe((null, PremoveVerdict.Blocked));
        fewer.Judgement.VerdictSentence.ShouldBe("Blocked: no score on 47 of 100 points");
    }

    /// <summary>Inputs carry value, unit, source, exchange time and age.</summary>
    [Fact]
    public void Component_Input_CarriesItsStamp()
    {
        var component = Component(Bare() with { FundingZ = Reading(-2.4, 30) }, "funding");
        component.Inputs.ShouldBe([new PremoveFigure("fundingZ", -2.4, "z", "venue", At.AddSeconds(-30), 30)]);
        component.Sentence.ShouldBe("Funding z −2.40: 5.6 of 7 points");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Component_ValueThatIsNoNumber_IsAbsent(double value)
    {
        Component(Bare() with { FundingZ = Reading(value) }, "funding").AbsentReason.ShouldBe("funding z is not a number");
        Component(Bare() with { LargePrints = Prints(value, 0, 100) }, "largePrints").AbsentReason.ShouldBe("large prints are not a number");
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void Component_ValueOutsideItsRange_IsAbsent(double value) => Component(Bare() with { WhaleComposite = Reading(value) }, "whales").AbsentReason.ShouldBe("whale composite is outside 0 to 1");

    [Fact]
    public void Component_ReservesBelowNothing_IsAbsent() => Component(Bare() with { ReservesChange7d = Reading(-1.5) }, "reserves").AbsentReason.ShouldBe("reserves is under -1");

    [Theory]
    [InlineData(60, 50, 100)]
    [InlineData(1, 0, 0)]
    [InlineData(-1, 0, 100)]
    public void LargePrints_ThatDoNotAddUp_AreAbsent(double buy, double sell, double total) =>
        Component(Bare() with { LargePrints = Prints(buy, sell, total) }, "largePrints").AbsentReason.ShouldBe("large prints do not add up");

    private static PremoveCoin HandWorked => Bare() with
    {
        FundingZ = Reading(-1.5),
        OpenInterestResidualUsd = Reading(500_000),
        EtfFlowShare = Reading(0.0075),
        ReservesChange7d = Reading(-0.10, 3 * 3600),
        WhaleComposite = Reading(0.7),
        DepthImbalanceZ = Reading(1.5),
        SpreadCompressionZ = Reading(0.75),
        LargePrints = Prints(20, 10, 100),
        Heat = Reading(0.4),
        BollingerWidthPercentile = Reading(0.2),
    };

    private static void Scores(PremoveCoin coin, string id, double points)
    {
        var component = Component(coin, id);
        component.PointsScored.ShouldBe(points, Tolerance);
        component.PointsAvailable.ShouldBe(component.Points);
        component.AbsentReason.ShouldBeNull();
    }
}
