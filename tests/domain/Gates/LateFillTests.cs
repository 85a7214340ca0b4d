using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Tests.Gates;

/// <summary>
/// "late fill: decision at most 30 s after the signal"; "when the pipeline's own p99 over the last 1000 decisions exceeds 400 ms, one extra 30 s per symbol per
/// 30 minutes, logged with its reason; freshness is never relaxed".
/// </summary>
public class LateFillTests
{
    private static readonly DateTimeOffset At = GateScenario.At;
    private static readonly LateFillOptions Options = new();
    private static readonly double[] Slow = [.. Enumerable.Repeat(401.0, 1000)];

    [Theory]
    [InlineData(0.0, GateOutcome.Passed)]
    [InlineData(30.0, GateOutcome.Passed)]
    [InlineData(30.001, GateOutcome.Failed)]
    public void Evaluate_Delay_ThirtySecondsPass(double delay, GateOutcome outcome)
    {
        var result = Gate(new DecisionTiming(At, At.AddSeconds(delay)));

        (result.Outcome, result.Actual, result.Threshold, result.Unit, result.Comparison).ShouldBe((outcome, delay, 30, "s", Comparison.AtMost));
    }

    [Fact]
    public void Evaluate_DecidedBeforeItsSignal_Fails() =>
        (Gate(new DecisionTiming(At, At.AddSeconds(-1))).Outcome, Gate(new DecisionTiming(At, At.AddSeconds(-1))).Reason).ShouldBe((GateOutcome.Failed, "decided before its signal"));

    [Theory]
    [InlineData(60.0, GateOutcome.Passed, "decided 60.0 s after the signal, at most 60.0 s (30 s granted: own p99 401 ms over 400 ms)")]
    [InlineData(60.001, GateOutcome.Failed, "decided 60.001 s after the signal, more than 60.000 s (30 s granted: own p99 401 ms over 400 ms)")]
    public void Evaluate_WithAGrant_SixtySecondsPassAndTheReasonIsTold(double delay, GateOutcome outcome, string reason)
    {
        var grant = Ask(LateFillLedger.Empty, "SOL-USD", 45, Slow).Timing.Relaxation;
        var result = Gate(new DecisionTiming(At, At.AddSeconds(delay), grant));

        (result.Outcome, result.Threshold, result.Reason).ShouldBe((outcome, 60, reason));
    }

    [Fact]
    public void Time_SlowPipelineAndLateDecision_GrantsAndLogs()
    {
        var (timing, ledger) = Ask(LateFillLedger.Empty, "SOL-USD", 45, Slow);

        ledger.Entries.ShouldBe([timing.Relaxation!]);
        timing.Relaxation.ShouldBe(new LateFillRelaxation(At.AddSeconds(45), "SOL-USD", 30, 401, "own p99 401 ms over 400 ms"));
        LateFillLedger.Empty.Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(30.0)]
    [InlineData(60.001)]
    public void Time_InTimeOrBeyondHelp_GrantsNothing(double delay)
    {
        var (timing, ledger) = Ask(LateFillLedger.Empty, "SOL-USD", delay, Slow);

        timing.Relaxation.ShouldBeNull();
        ledger.ShouldBeSameAs(LateFillLedger.Empty);
    }

    [Theory]
    [InlineData("SOL-USD", 29.99, false)]
    [InlineData("SOL-USD", 30.0, true)]
    [InlineData("BTC-USD", 0.0, true)]
    [InlineData("SOL-USD", -10.0, false)]
    public void Time_SecondRequest_OncePerSymbolAndThirtyMinutes(string symbol, double minutes, bool granted)
    {
        var (_, ledger) = Ask(LateFillLedger.Empty, "SOL-USD", 45, Slow);
        var (timing, next) = ledger.Time(symbol, At.AddMinutes(minutes), At.AddMinutes(minutes).AddSeconds(45), 30, Slow, Options);

        (timing.Relaxation is not null, next.Entries.Count).ShouldBe((granted, granted ? 2 : 1));
    }

    [Fact]
    public void Time_P99OnItsLimit_GrantsNothing() => Ask(LateFillLedger.Empty, "SOL-USD", 45, [.. Enumerable.Repeat(400.0, 1000)]).Timing.Relaxation.ShouldBeNull();

    [Fact]
    public void P99_NearestRank_IsThe990thOfAThousand()
    {
        // 1 to 1000 in any order: nearest rank ceil(0.99 x 1000) = 990.
        var latencies = Enumerable.Range(1, 1000).Select(i => (double)(((i * 7) % 1000) + 1)).ToArray();

        LateFillLedger.P99(latencies, Options).ShouldBe(990);
    }

    [Theory]
    [InlineData(100, 99.0)]
    [InlineData(101, 100.0)]
    [InlineData(150, 149.0)]
    public void P99_FewerThanAThousand_UsesThoseThereAre(int count, double p99) =>
        LateFillLedger.P99([.. Enumerable.Range(1, count).Select(i => (double)i)], Options).ShouldBe(p99);

    [Fact]
    public void P99_UnderAHundred_IsUnknownAndGrantsNothing()
    {
        LateFillLedger.P99(Slow.AsSpan(0, 99), Options).ShouldBeNull();
        Ask(LateFillLedger.Empty, "SOL-USD", 45, Slow[..99]).Timing.Relaxation.ShouldBeNull();
    }

    [Fact]
    public void P99_MoreThanAThousand_ForgetsTheOldest() =>
        LateFillLedger.P99([.. Enumerable.Repeat(9999.0, 500), .. Enumerable.Repeat(1.0, 1000)], Options).ShouldBe(1);

    [Fact]
    public void Since_Instant_KeepsLaterGrants()
    {
        var (_, ledger) = Ask(LateFillLedger.Empty, "SOL-USD", 45, Slow);

        (ledger.Since(At.AddSeconds(45)).Entries.Count, ledger.Since(At.AddSeconds(45.001)).Entries.Count).ShouldBe((1, 0));
    }

    [Fact]
    public void Evaluate_WithAGrant_FreshnessIsNotRelaxed()
    {
        var grant = Ask(LateFillLedger.Empty, "SOL-USD", 45, Slow).Timing;
        var inputs = GateScenario.Fed() with { Signal = new SignalReading(3, 100, At.AddHours(-3)) };

        GateScenario.Of(inputs with { Decision = grant }, "freshness").ShouldBe(GateScenario.Of(inputs with { Decision = null }, "freshness"));
    }

    [Fact]
    public void Validate_OutOfRange_NamesKeyValueAndRange() =>
        new GateOptions { LateFill = new() { P99Milliseconds = 0, LeastDecisions = 99 }, Funding = (FundingProfile)7 }.Validate().ShouldBe(
        [
            "Gates:Funding is 7; allowed is Divergence or Strict.",
            "Gates:LateFill:P99Milliseconds is 0; allowed is 1 to 60000.",
            "Gates:LateFill:LeastDecisions is 99; allowed is 100 to 100000.",
        ]);

    private static (DecisionTiming Timing, LateFillLedger Ledger) Ask(LateFillLedger ledger, string symbol, double delay, double[] latencies) =>
        ledger.Time(symbol, At, At.AddSeconds(delay), 30, latencies, Options);

    private static GateResult Gate(DecisionTiming decision) => GateScenario.Of(GateScenario.Fed() with { Decision = decision }, "lateFill");
}
