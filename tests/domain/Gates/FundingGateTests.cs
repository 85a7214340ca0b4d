using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Venues;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Gates;

/// <summary>"funding divergence: venue-median funding z &lt;= threshold while price &gt;= 24 h VWAP"; "No perpetual for the coin -&gt; not applicable, position size halved"; strict profile.</summary>
public class FundingGateTests
{
    [Theory]
    [InlineData(RegimeState.TrendingBull, 0.0)]
    [InlineData(RegimeState.Choppy, 0.0)]
    [InlineData(RegimeState.HighVolatility, -0.5)]
    public void Evaluate_ZInsideOnAndOutsideTheRegimesLimit_PassesPassesFails(RegimeState regime, double limit)
    {
        Of(limit - 1e-12, 101, regime).Outcome.ShouldBe(GateOutcome.Passed);
        var on = Of(limit, 101, regime);
        (on.Outcome, on.Actual, on.Threshold, on.Margin, on.Unit, on.Comparison).ShouldBe((GateOutcome.Passed, limit, limit, 0, "z", Comparison.AtMost));
        var outside = Of(limit + 1e-12, 101, regime);
        (outside.Outcome, outside.Margin < 0).ShouldBe((GateOutcome.Failed, true));
    }

    [Theory]
    [InlineData(100.0, GateOutcome.Passed, "z")]
    [InlineData(100.0000001, GateOutcome.Passed, "z")]
    [InlineData(99.9999999, GateOutcome.Failed, "fraction")]
    public void Evaluate_PriceAgainstVwap_MustReachIt(double price, GateOutcome outcome, string unit)
    {
        var result = Of(-1, price);

        (result.Outcome, result.Unit).ShouldBe((outcome, unit));
        (result.Margin >= 0).ShouldBe(outcome == GateOutcome.Passed);
    }

    [Theory]
    [InlineData(-0.62, 101.4, "funding z −0.62, at most 0.00, with the price +1.4 % against its 24 h VWAP", "Fails above z 0.00 or under 0.0 % against VWAP")]
    [InlineData(1.94, 101.4, "funding z +1.94 is above 0.00: longs pay for the move", "Needs z 1.94 lower")]
    [InlineData(1.94, 90, "funding z +1.94 is above 0.00: longs pay for the move", "Needs z 1.94 lower")]
    [InlineData(-0.62, 99, "funding z −0.62 is low, but the price is −1.0 % against its 24 h VWAP, at least 0.0 %: no divergence", "Needs the price 1.0 % of VWAP higher")]
    public void Evaluate_Values_AreToldInASentence(double z, double price, string reason, string hint)
    {
        var result = Of(z, price);

        (result.Reason, result.Hint).ShouldBe((reason, hint));
    }

    [Fact]
    public void Evaluate_SourceAndAge_AreThoseOfTheVenuesOrOfThePrice()
    {
        (Of(-1, 101).Source, Of(-1, 101).AgeSeconds).ShouldBe(("binance, okx", 300));
        (Of(-1, 99).Source, Of(-1, 99).AgeSeconds).ShouldBe(("kraken", 4));
    }

    [Fact]
    public void Judge_NoPerpetual_DoesNotApplyAndHalvesTheSize()
    {
        var judgement = EntryGates.Judge(GateScenario.Fed() with { Funding = FundingReading.NoPerpetual }, new GateOptions());
        var result = judgement.Gates.Single(g => g.Gate == "funding");

        (result.Outcome, result.Reason, result.Actual).ShouldBe((GateOutcome.NotApplicable, "not applicable: no perpetual, position size halved", null));
        (judgement.Size.Factor, judgement.Size.Reductions.Single().Reason).ShouldBe((0.5, "no perpetual"));
    }

    [Fact]
    public void Evaluate_VenuesLeftOut_AreNamedWhereTheOthersHaveNothing()
    {
        var leftOut = new LeftOutVenues(["okx"], ["binance", "bybit"]);
        var inputs = GateScenario.Fed() with { LeftOut = leftOut };

        GateScenario.Of(inputs with { Funding = FundingReading.NoPerpetual }, "funding").Reason.ShouldBe("not applicable: no perpetual, position size halved, binance and bybit left out by the job");
        GateScenario.Of(inputs with { Funding = null }, "funding").Reason.ShouldBe("not applicable: no feed, binance and bybit left out by the job");
        GateScenario.Of(inputs with { Books = null }, "depth").Reason.ShouldBe("not applicable: no feed, okx left out by the job");
        GateScenario.Of(inputs with { Books = [] }, "spread").Reason.ShouldBe("no book, okx left out by the job");
        EntryGates.Evaluate(inputs, new GateOptions()).Select(static g => g.Reason).ShouldBe(EntryGates.Evaluate(GateScenario.Fed(), new GateOptions()).Select(static g => g.Reason), "nothing is said where the others have it");
    }

    [Fact]
    public void Evaluate_PerpetualWithoutHistory_Fails()
    {
        var result = GateScenario.Of(GateScenario.Fed() with { Funding = new FundingReading(null, HasPerpetual: true, "okx", null) }, "funding");

        (result.Outcome, result.Actual, result.AgeSeconds, result.Reason).ShouldBe((GateOutcome.Failed, null, null, "insufficient history: no funding z of its perpetual"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    public void Evaluate_NoVwap_Fails(double? vwap)
    {
        var result = GateScenario.Of(GateScenario.Fed() with { Vwap24h = vwap }, "funding");

        (result.Outcome, result.Actual, result.Unit).ShouldBe((GateOutcome.Failed, null, "fraction"));
        result.Reason.ShouldBe("insufficient history: no 24 h VWAP to hold the price against");
    }

    [Theory]
    [InlineData(-2.0, 102.0, GateOutcome.Passed)]
    [InlineData(-1.999, 102.0, GateOutcome.Failed)]
    [InlineData(-2.0, 101.999, GateOutcome.Failed)]
    public void Evaluate_StrictProfile_AsksForTwoAndTwoPercentInEveryRegime(double z, double price, GateOutcome outcome)
    {
        foreach (var regime in Enum.GetValues<RegimeState>()) Of(z, price, regime, new GateOptions { Funding = FundingProfile.Strict }).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public void For_StrictProfile_KeepsWhatARegimeAsksForBeyondIt()
    {
        var options = new GateOptions { Funding = FundingProfile.Strict, Choppy = new GateThresholds { FundingZ = -3, FundingOverVwap = 0.05 } };

        (options.For(RegimeState.Choppy).FundingZ, options.For(RegimeState.Choppy).FundingOverVwap).ShouldBe((-3, 0.05));
        (options.For(RegimeState.HighVolatility).FundingZ, options.For(RegimeState.HighVolatility).FundingOverVwap).ShouldBe((-2, 0.02));
    }

    private static GateResult Of(double z, double price, RegimeState regime = RegimeState.Choppy, GateOptions? options = null) =>
        EntryGates.Evaluate(GateScenario.Fed(regime) with { Price = price, Funding = GateScenario.Fed().Funding! with { MedianZ = z } }, options ?? new GateOptions()).Single(g => g.Gate == "funding");
}
