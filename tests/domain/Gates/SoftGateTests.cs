using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Gates;

/// <summary>"Soft caps: social points &lt;= 12/10/8, catalyst heat &lt;= 10 points."</summary>
public class SoftGateTests
{
    [Theory]
    [InlineData("socialCap", RegimeState.TrendingBull, 12.0)]
    [InlineData("socialCap", RegimeState.Choppy, 10.0)]
    [InlineData("socialCap", RegimeState.HighVolatility, 8.0)]
    [InlineData("catalystHeat", RegimeState.TrendingBull, 10.0)]
    [InlineData("catalystHeat", RegimeState.Choppy, 10.0)]
    [InlineData("catalystHeat", RegimeState.HighVolatility, 10.0)]
    public void Evaluate_PointsInsideOnAndOutsideTheCap_PassPassFail(string gate, RegimeState regime, double cap)
    {
        (Try(cap - 1e-9).Outcome, Try(cap).Outcome, Try(cap + 1e-9).Outcome).ShouldBe((GateOutcome.Passed, GateOutcome.Passed, GateOutcome.Failed));
        (Try(cap).Threshold, Try(cap).Margin, Try(cap).Unit, Try(cap).Kind, Try(cap).Comparison).ShouldBe((cap, 0, "points", GateKind.Soft, Comparison.AtMost));

        GateResult Try(double points) => GateScenario.Of(GateScenario.Fed(regime) with { SocialPoints = points, CatalystHeatPoints = points }, gate);
    }

    [Fact]
    public void Evaluate_OverBothCaps_StaysACandidate()
    {
        var results = EntryGates.Evaluate(GateScenario.Fed() with { SocialPoints = 50, CatalystHeatPoints = 50 }, new GateOptions());

        results.Count(r => r.Outcome == GateOutcome.Failed).ShouldBe(2);
        Verdicts.Of(results).ShouldBe(Verdict.Candidate);
        results[^1].Reason.ShouldBe("50.0 points of known events are above 10.0; it does not block");
        results[^1].Hint.ShouldBe("40.0 fewer would do");
    }

    [Fact]
    public void Evaluate_NotANumber_FailsSoftly()
    {
        var result = GateScenario.Of(GateScenario.Fed() with { SocialPoints = double.NaN }, "socialCap");

        (result.Kind, result.Outcome, result.Actual).ShouldBe((GateKind.Soft, GateOutcome.Failed, null));
    }

    // Weight 0.15, score 80: a term of 12 points. Heat 0.4 x 0.75 = 0.3 beside compression 0.6 x 0.5 = 0.3: half of it.
    [Theory]
    [InlineData(0.3, 0.3, 6.0)]
    [InlineData(0.3, null, 12.0)]
    [InlineData(0.3, 0.0, 12.0)]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(0.0, 0.3, 0.0)]
    public void Points_HandWorked_AreHeatsShareOfTheCatalystsTerm(double heat, double? compression, double points) =>
        CatalystHeatGate.Points(0.15, 80, heat, compression).ShouldBe(points, 1e-12);
}
