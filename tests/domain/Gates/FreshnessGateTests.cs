using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Tests.Gates;

public class FreshnessGateTests
{
    [Fact]
    public void Evaluate_NoSignal_DoesNotApply()
    {
        var result = Of(GateScenario.Passing() with { Signal = null });

        (result.Outcome, result.Reason, result.Actual, result.Threshold).ShouldBe((GateOutcome.NotApplicable, "no signal: the 4 h move is under its limit", null, 2));
        result.Hint.ShouldBe("Applies once a 4 h move reaches 3.0 %");
    }

    [Theory]
    [InlineData(2, "Fails at the next bar; 0.50 of 1.2 ATR away")]
    [InlineData(1, "Fails in 2 bars; 0.50 of 1.2 ATR away")]
    [InlineData(0, "Fails in 3 bars; 0.50 of 1.2 ATR away")]
    public void Evaluate_YoungAndNear_ReportsBarsAndTellsTheDistance(int barsAgo, string hint)
    {
        var result = Of(WithSignal(barsAgo, distanceInAtr: 0.5));

        (result.Outcome, result.Unit, result.Actual, result.Threshold, result.Margin, result.Hint).ShouldBe((GateOutcome.Passed, "bars", barsAgo, 2, 2 - barsAgo, hint));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(-1.5)]
    public void Evaluate_OnTheLastBarAllowedButFar_FailsInAtr(double distanceInAtr)
    {
        var result = Of(WithSignal(2, distanceInAtr));

        (result.Outcome, result.Unit, result.Actual).ShouldBe((GateOutcome.Failed, "atr", 1.5));
        Of(WithSignal(2, distanceInAtr) with { Atr1h = null }).Outcome.ShouldBe(GateOutcome.Failed);
    }

    [Fact]
    public void Evaluate_ExactlyAsFarAsAllowed_PassesAndReportsBars()
    {
        var result = Of(GateScenario.Passing() with { Signal = new SignalReading(1, 0, GateScenario.At), Price = 1.2, Atr1h = 1 });

        (result.Outcome, result.Unit, result.Actual).ShouldBe((GateOutcome.Passed, "bars", 1));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(-1.5)]
    public void Evaluate_YoungButFarEitherWay_FailsInAtr(double distanceInAtr)
    {
        var result = Of(WithSignal(1, distanceInAtr));

        (result.Outcome, result.Unit, result.Actual, result.Threshold).ShouldBe((GateOutcome.Failed, "atr", 1.5, 1.2));
        result.Margin!.Value.ShouldBe(-0.3, 1e-12);
        result.Reason.ShouldBe("price has run away from the signal 1 bar ago: 1.50 of 1.2 ATR away");
        result.Hint.ShouldBe("Needs the price 0.30 ATR nearer to the signal, or a new one");
    }

    [Theory]
    [InlineData(0.5, "signal 3 bars old, at most 2 bars allowed")]
    [InlineData(1.5, "signal 3 bars old and 1.50 of 1.2 ATR away, at most 2 bars allowed")]
    public void Evaluate_TooOld_FailsInBarsWhateverTheDistance(double distanceInAtr, string reason)
    {
        var result = Of(WithSignal(3, distanceInAtr));

        (result.Outcome, result.Unit, result.Actual, result.Margin, result.Reason, result.Hint).ShouldBe((GateOutcome.Failed, "bars", 3, -1, reason, "Needs a new signal"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    public void Evaluate_NoAtr_FailsForWantOfHistoryUnlessTheAgeFailsAlready(double? atr)
    {
        Of(WithSignal(1, 0.5) with { Atr1h = atr }).Reason.ShouldStartWith("insufficient history: no hourly ATR");
        Of(WithSignal(1, 0.5) with { Atr1h = atr }).Outcome.ShouldBe(GateOutcome.Failed);
        Of(WithSignal(5, 0.5) with { Atr1h = atr }).Unit.ShouldBe("bars");
    }

    private static GateInputs WithSignal(int barsAgo, double distanceInAtr) =>
        GateScenario.Passing() with { Signal = new SignalReading(barsAgo, 100, GateScenario.At.AddHours(-barsAgo)), Atr1h = 4, Price = 100 + (4 * distanceInAtr) };

    private static GateResult Of(GateInputs inputs) => GateScenario.Of(inputs, "freshness");
}
