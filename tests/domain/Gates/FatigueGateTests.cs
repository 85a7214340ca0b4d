using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Tests.Gates;

public class FatigueGateTests
{
    [Theory]
    [InlineData(0.10, 80.0, 0.00, GateOutcome.Passed, "fraction", 0.10, 0.12)]
    [InlineData(-0.30, 80.0, 0.00, GateOutcome.Passed, "fraction", -0.30, 0.12)]
    [InlineData(0.35, 60.0, 0.00, GateOutcome.Passed, "rsi", 60.0, 70.0)]
    [InlineData(0.35, 80.0, 0.03, GateOutcome.Passed, "fraction", 0.03, 0.02)]
    [InlineData(0.35, 80.0, 0.00, GateOutcome.Failed, "fraction", 0.00, 0.02)]
    [InlineData(0.35, 80.0, -0.05, GateOutcome.Failed, "fraction", -0.05, 0.02)]
    public void Evaluate_Conditions_ReportTheOneThatDecides(double run, double rsi, double acceleration, GateOutcome outcome, string unit, double actual, double threshold)
    {
        var result = Of(run, rsi, acceleration);

        (result.Outcome, result.Unit, result.Actual, result.Threshold).ShouldBe((outcome, unit, actual, threshold));
        (result.Margin >= 0).ShouldBe(outcome == GateOutcome.Passed);
    }

    [Fact]
    public void Evaluate_Tired_SaysWhatWouldHelp()
    {
        var result = Of(0.354, 76, 0.0191);

        result.Reason.ShouldBe("24 h +35.4 % above +12.0 % with RSI 76 above 70; acceleration +1.9 % is short of the +2.0 % that excuses it");
        result.Hint.ShouldBe("Acceleration 0.1 % short; or RSI 76 to 70");
    }

    [Fact]
    public void Evaluate_RunWithinItsLimit_NeedsNeitherRsiNorAcceleration() => Of(0.12, null, null).Outcome.ShouldBe(GateOutcome.Passed);

    [Fact]
    public void Evaluate_RunTooLargeAndRsiUnknown_Fails()
    {
        var result = Of(0.35, null, 0.05);

        (result.Outcome, result.Unit, result.Actual).ShouldBe((GateOutcome.Failed, "rsi", null));
        result.Reason.ShouldBe("insufficient history: 24 h +35.0 % is above +12.0 % and there is no RSI");
    }

    [Fact]
    public void Evaluate_NothingKnownToExcuseIt_Fails()
    {
        var result = Of(0.35, 80, null);

        (result.Outcome, result.Threshold, result.Actual).ShouldBe((GateOutcome.Failed, 0.02, null));
        result.Reason.ShouldStartWith("insufficient history: ");
    }

    private static GateResult Of(double run, double? rsi, double? acceleration) =>
        GateScenario.Of(GateScenario.Passing() with { Return24h = run, Rsi4h = rsi, Acceleration4h = acceleration }, "fatigue");
}
