using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Gates;

public class GateWordsTests
{
    [Theory]
    [InlineData(77.2, "composite 77.2 reaches the 75.0 that choppy asks", "Fails 2.2 points lower")]
    [InlineData(72.8, "composite 72.8 is under the 75.0 that choppy asks", "Needs 2.2 points more")]
    [InlineData(74.996, "composite 74.996 is under the 75.000 that choppy asks", "Needs 0.004 points more")]
    public void Score_Value_IsToldWithItsDistance(double composite, string reason, string hint)
    {
        var result = GateScenario.Of(GateScenario.Passing() with { Composite = composite }, "score");

        (result.Reason, result.Hint, result.Unit).ShouldBe((reason, hint, "points"));
    }

    [Theory]
    [InlineData(0.122, "4 h return +12.2 %, at least 3.0 % either way", "Fails under 3.0 % either way")]
    [InlineData(-0.122, "4 h return −12.2 %, at least 3.0 % either way", "Fails under 3.0 % either way")]
    [InlineData(-0.024, "4 h return −2.4 % is under 3.0 % either way", "Needs 0.6 % more either way")]
    [InlineData(0.02999, "4 h return +2.999 % is under 3.000 % either way", "Needs 0.001 % more either way")]
    public void Movement_Value_KeepsItsSign(double move, string reason, string hint)
    {
        var result = GateScenario.Of(GateScenario.Passing() with { Return4h = move }, "movement");

        (result.Reason, result.Hint, result.Actual).ShouldBe((reason, hint, Math.Abs(move)));
    }

    [Fact]
    public void Movement_FourHoursMissing_SaysThatItReadsTwentyFour() =>
        GateScenario.Of(GateScenario.Passing() with { Return4h = null }, "movement").Reason.ShouldStartWith("24 h return +8.0 %");

    [Theory]
    [InlineData(538e6, "$538M traded in 24 h, at least $500k", "Fails under $500k")]
    [InlineData(499_999, "$499.999k traded in 24 h is under $500k", "Needs $1 more in 24 h")]
    [InlineData(1_432_100_000, "$1.43B traded in 24 h, at least $500k", "Fails under $500k")]
    public void Volume_Value_IsToldInDollars(double volume, string reason, string hint)
    {
        var result = GateScenario.Of(GateScenario.Passing() with { VolumeUsd24h = volume }, "volume24h");

        (result.Reason, result.Hint, result.Unit).ShouldBe((reason, hint, "usd"));
    }

    [Theory]
    [InlineData(6_000_000, 1.62, 1.85, "Limit of tier 1; own 80th percentile 1.62")]
    [InlineData(2_000_000, 1.62, 1.80, "Limit of choppy; own 80th percentile 1.62")]
    [InlineData(6_000_000, 2.20, 2.20, "Own 80th percentile; limit of tier 1 1.85")]
    [InlineData(150_000, null, 1.80, "Limit of choppy; own 80th percentile unknown")]
    [InlineData(50_000, null, 1.80, "Limit of choppy; own 80th percentile unknown")]
    public void Vadr_Limit_IsTheHighestOfThreeAndNamed(double adv, double? own, double limit, string hint)
    {
        var result = GateScenario.Of(GateScenario.Passing() with { AdvUsd = adv, VadrPercentile80 = own }, "vadr");

        (result.Threshold, result.Hint, result.Reason).ShouldBe((limit, hint, $"daily range 3.00× its usual, at least {limit:F2}×"));
    }

    [Fact]
    public void Vadr_HighVolatilityAboveTierOne_RegimeDecides() =>
        GateScenario.Of(GateScenario.Passing(RegimeState.HighVolatility) with { AdvUsd = 6e6 }, "vadr").Threshold.ShouldBe(2.0);

    [Theory]
    [InlineData("insufficient history: 4 past days, needs 10", "insufficient history: 4 past days, needs 10")]
    [InlineData("4 past days", "insufficient history: 4 past days")]
    public void Vadr_Frozen_FailsWithTheReason(string why, string reason)
    {
        var result = GateScenario.Of(GateScenario.Passing() with { Vadr = null, VadrFrozenWhy = why }, "vadr");

        (result.Outcome, result.Actual, result.Threshold, result.Margin, result.Reason).ShouldBe((GateOutcome.Failed, null, 1.8, null, reason));
    }

    [Theory]
    [InlineData(65.0, 0.56, "adx", 65.0, "ADX 65.0, at least 25.0", "Hurst 0.56 passes too")]
    [InlineData(65.0, 0.48, "adx", 65.0, "ADX 65.0, at least 25.0", "Hurst 0.48 under 0.55 would not pass alone")]
    [InlineData(65.0, null, "adx", 65.0, "ADX 65.0, at least 25.0", "Hurst is unknown")]
    [InlineData(25.0, 0.56, "adx", 25.0, "ADX 25.0, at least 25.0", "Hurst 0.56 passes too")]
    [InlineData(20.0, 0.55, "hurst", 0.55, "Hurst exponent 0.55, at least 0.55", "ADX 20.0 under 25.0 would not pass alone")]
    [InlineData(20.0, 0.56, "hurst", 0.56, "Hurst exponent 0.56, at least 0.55", "ADX 20.0 under 25.0 would not pass alone")]
    [InlineData(null, 0.56, "hurst", 0.56, "Hurst exponent 0.56, at least 0.55", "ADX is unknown")]
    [InlineData(20.0, 0.48, "adx", 20.0, "ADX 20.0 under 25.0, Hurst 0.48 under 0.55: no trend", "Needs ADX 25.0 or Hurst 0.55")]
    [InlineData(20.0, null, "adx", 20.0, "ADX 20.0 under 25.0, Hurst unknown: no trend", "Needs ADX 25.0 or Hurst 0.55")]
    [InlineData(null, 0.48, "hurst", 0.48, "ADX unknown, Hurst 0.48 under 0.55: no trend", "Needs ADX 25.0 or Hurst 0.55")]
    public void Trend_EitherMeasure_ReportsTheOneThatDecides(double? adx, double? hurst, string unit, double actual, string reason, string hint)
    {
        var result = GateScenario.Of(GateScenario.Passing() with { Adx4h = adx, Hurst = hurst }, "trend");

        (result.Unit, result.Actual, result.Reason, result.Hint).ShouldBe((unit, actual, reason, hint));
        result.Outcome.ShouldBe(adx >= 25 || hurst >= 0.55 ? GateOutcome.Passed : GateOutcome.Failed);
    }

    [Fact]
    public void Evaluate_NoHistoryAtAll_FailsWithoutMakingUpNumbers()
    {
        var blank = GateScenario.Passing() with { Return4h = null, Return24h = null, Adx4h = null, Hurst = null, Vadr = null, Atr1h = null };
        var failed = EntryGates.Evaluate(blank, new GateOptions()).Where(r => r.Outcome == GateOutcome.Failed).ToList();

        failed.Select(r => r.Gate).ShouldBe(["vadr", "movement", "trend", "freshness", "fatigue"]);
        failed.ShouldAllBe(r => r.Actual == null && r.Margin == null && r.Threshold != null && r.Reason.StartsWith("insufficient history: ", StringComparison.Ordinal));
    }
}
