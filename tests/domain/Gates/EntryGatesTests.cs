using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Gates;

public class EntryGatesTests
{
    private const RegimeState Bull = RegimeState.TrendingBull;
    private const RegimeState Choppy = RegimeState.Choppy;
    private const RegimeState High = RegimeState.HighVolatility;

    /// <summary>The table of the specification: gate, regime, limit. Every limit is tried just inside, exactly on it and just outside.</summary>
    public static TheoryData<string, RegimeState, double> Limits => new()
    {
        { "score", Bull, 75 }, { "score", Choppy, 75 }, { "score", High, 80 },
        { "vadr", Bull, 1.8 }, { "vadr", Choppy, 1.8 }, { "vadr", High, 2.0 },
        { "movement", Bull, 0.025 }, { "movement", Choppy, 0.03 }, { "movement", High, 0.04 },
        { "movement down", Bull, 0.025 }, { "movement down", Choppy, 0.03 }, { "movement down", High, 0.04 },
        { "movement 24 h", Bull, 0.025 }, { "movement 24 h", Choppy, 0.03 }, { "movement 24 h", High, 0.04 },
        { "volume24h", Bull, 500_000 }, { "volume24h", Choppy, 500_000 }, { "volume24h", High, 500_000 },
        { "trend adx", Bull, 25 }, { "trend adx", Choppy, 25 }, { "trend adx", High, 25 },
        { "trend hurst", Bull, 0.55 }, { "trend hurst", Choppy, 0.55 }, { "trend hurst", High, 0.55 },
        { "freshness bars", Bull, 3 }, { "freshness bars", Choppy, 2 }, { "freshness bars", High, 1 },
        { "freshness atr", Bull, 1.2 }, { "freshness atr", Choppy, 1.2 }, { "freshness atr", High, 1.0 },
        { "fatigue return", Bull, 0.12 }, { "fatigue return", Choppy, 0.12 }, { "fatigue return", High, 0.15 },
        { "fatigue rsi", Bull, 70 }, { "fatigue rsi", Choppy, 70 }, { "fatigue rsi", High, 70 },
        { "fatigue acceleration", Bull, 0.02 }, { "fatigue acceleration", Choppy, 0.02 }, { "fatigue acceleration", High, 0.02 },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Evaluate_ValueInsideOnAndOutsideTheLimit_PassesPassesFails(string name, RegimeState regime, double limit)
    {
        var gate = name.Split(' ')[0];
        var isAtMost = gate == "freshness" || name is "fatigue return" or "fatigue rsi";
        var step = name == "freshness bars" ? 1 : limit * 1e-12;
        var inward = isAtMost ? -step : step;

        var (inside, on, outside) = (Try(limit + inward), Try(limit), Try(limit - inward));

        inside.Outcome.ShouldBe(GateOutcome.Passed);
        on.Outcome.ShouldBe(GateOutcome.Passed);
        outside.Outcome.ShouldBe(GateOutcome.Failed);
        if (name is not ("fatigue return" or "fatigue rsi")) (outside.Actual, outside.Threshold, outside.Margin < 0).ShouldBe((limit - inward, limit, true));
        inside.Comparison.ShouldBe(isAtMost ? Comparison.AtMost : Comparison.AtLeast);

        // A passed freshness is reported in bars.
        if (name != "freshness atr")
        {
            (on.Actual, on.Threshold, on.Margin).ShouldBe((limit, limit, 0));
            (inside.Actual, inside.Margin > 0).ShouldBe((limit + inward, true));
        }

        outside.Reason.ShouldNotBe(inside.Reason);

        GateResult Try(double value) => GateScenario.Of(Bend(GateScenario.Passing(regime), name, value), gate);
    }

    [Fact]
    public void Evaluate_Scenario_GivesElevenHardResultsAndTwoSoftOnesInOrder()
    {
        var results = EntryGates.Evaluate(GateScenario.Passing(), new GateOptions());

        results.Where(r => r.Kind == GateKind.Hard).Select(r => r.Gate).ShouldBe(GateOrder.All);
        results.Select(r => r.Gate).ShouldBe([.. GateOrder.All, .. GateOrder.Soft]);
        results.ShouldAllBe(r => r.Reason.Length > 0 && r.Hint.Length > 0);
        results.Where(r => r.Outcome == GateOutcome.Passed).Select(r => r.Gate).ShouldBe(["score", "vadr", "movement", "volume24h", "trend", "freshness", "fatigue"]);
        Verdicts.Of(results).ShouldBe(Verdict.Candidate);
    }

    [Fact]
    public void Evaluate_NoFeeds_SixGatesDoNotApplyAndShowTheirLimits()
    {
        // Tier 2 in Choppy: depth 75k + 50 %, spread 50 - 10 bps.
        var results = EntryGates.Evaluate(GateScenario.Passing(), new GateOptions()).Where(r => r.Outcome == GateOutcome.NotApplicable).ToList();

        results.Select(r => (r.Gate, r.Threshold, r.Unit, r.Comparison)).ShouldBe(
        [
            ("funding", 0, "z", Comparison.AtMost), ("lateFill", 30, "s", Comparison.AtMost),
            ("spread", 40, "bps", Comparison.AtMost), ("depth", 112_500, "usd", Comparison.AtLeast),
            ("socialCap", 10, "points", Comparison.AtMost), ("catalystHeat", 10, "points", Comparison.AtMost),
        ]);
        results.ShouldAllBe(r => r.Reason == "not applicable: no feed" && r.Actual == null && r.Margin == null && r.Source == "none" && r.AgeSeconds == null);
    }

    [Theory]
    [InlineData(Bull, 0, 50, 75_000)]
    [InlineData(Choppy, 0, 40, 112_500)]
    [InlineData(High, -0.5, 35, 131_250)]
    public void Evaluate_NoFeeds_LimitsFollowTheRegime(RegimeState regime, double fundingZ, double spreadBps, double depthUsd)
    {
        var results = EntryGates.Evaluate(GateScenario.Passing(regime), new GateOptions());

        new[] { "funding", "spread", "depth" }.Select(gate => results.Single(r => r.Gate == gate).Threshold!.Value).ShouldBe([fundingZ, spreadBps, depthUsd]);
    }

    [Fact]
    public void Evaluate_Ages_AreThoseOfPriceAndCandles()
    {
        var results = EntryGates.Evaluate(GateScenario.Passing(), new GateOptions()).ToDictionary(r => r.Gate);

        new[] { "movement", "freshness", "fatigue" }.ShouldAllBe(gate => results[gate].AgeSeconds == 4 && results[gate].Source == "kraken");
        new[] { "vadr", "volume24h", "trend" }.ShouldAllBe(gate => results[gate].AgeSeconds == 30 && results[gate].Source == "kraken");
        (results["score"].AgeSeconds, results["score"].Source).ShouldBe((30, "computed"));
        GateScenario.Of(GateScenario.Passing() with { CandlesEnd = null }, "trend").AgeSeconds.ShouldBe(4);
    }

    private static GateInputs Bend(GateInputs inputs, string name, double value) => name switch
    {
        "score" => inputs with { Composite = value },
        "vadr" => inputs with { Vadr = value },
        "movement" => inputs with { Return4h = value },
        "movement down" => inputs with { Return4h = -value },
        "movement 24 h" => inputs with { Return4h = null, Return24h = value },
        "volume24h" => inputs with { VolumeUsd24h = value },
        "trend adx" => inputs with { Adx4h = value, Hurst = 0.5 },
        "trend hurst" => value >= 0.55 ? inputs with { Adx4h = 20, Hurst = value } : inputs with { Adx4h = null, Hurst = value },
        "freshness bars" => inputs with { Signal = new SignalReading((int)value, 100, GateScenario.At) },
        "freshness atr" => inputs with { Price = value, Signal = new SignalReading(0, 0, GateScenario.At), Atr1h = 1 },
        "fatigue return" => inputs with { Return24h = value, Rsi4h = 80 },
        "fatigue rsi" => inputs with { Return24h = 0.5, Rsi4h = value },
        "fatigue acceleration" => inputs with { Return24h = 0.5, Rsi4h = 80, Acceleration4h = value },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
