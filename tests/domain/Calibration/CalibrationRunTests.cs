using System.Text.Json;
using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Tests.Calibration;

/// <summary>spec/factors.md, "Calibration (score -> probability)".</summary>
public class CalibrationRunTests
{
    [Fact]
    public void Fit_SkilledScore_IsAcceptedPerRegimeAndForAll()
    {
        var set = SimulatedSamples.Fit(SimulatedSamples.Draw(252, 10, skill: 0.5, edge: 0.02));

        set.Outcomes.Select(outcome => outcome.Regime).ShouldBe([RegimeState.TrendingBull, RegimeState.Choppy, RegimeState.HighVolatility, null]);
        foreach (var outcome in set.Outcomes) outcome.Fit!.IsUsable.ShouldBeTrue(outcome.Reason);
        foreach (var score in new[] { 10, 30, 50, 70, 90 }) set.Outcomes[3].Fit!.At(score).Probability.ShouldBe(0.35 + (0.5 * ((score / 100.0) - 0.5)), 0.05);
    }

    /// <summary>The label follows volatility and the score is volatility in disguise: an AUC above 0.55 that is worth nothing.</summary>
    [Fact]
    public void Fit_ScoreThatIsVolatility_IsNotAccepted()
    {
        var samples = SimulatedSamples.Draw(120, 10, skill: 0, volatilitySkill: 0.5, edge: 0.02).Select(sample => sample with { Final = 100 * sample.VolatilityAnnualised }).ToList();
        var fit = SimulatedSamples.Fit(samples).Outcomes[3].Fit!;

        fit.Acceptance.Checks.Select(check => check.IsPassed).ShouldBe([true, true, false, true]);
        fit.Acceptance.IsAccepted.ShouldBeFalse();
        fit.Acceptance.Sentence.ShouldStartWith("not accepted: AUC ");
    }

    /// <summary>"split by time": a score that worked earlier and no longer does is judged by the later part.</summary>
    [Fact]
    public void Fit_SkillThatEnded_IsNotAccepted()
    {
        var (skilled, lost) = (SimulatedSamples.Draw(120, 10, skill: 0.5, edge: 0.02), SimulatedSamples.Draw(120, 10, skill: 0, seed: 2));
        var fit = SimulatedSamples.Fit([.. skilled.Zip(lost, (early, late) => early.At < SimulatedSamples.Start.AddDays(96) ? early : late)]).Outcomes[3].Fit!;

        fit.Acceptance.IsAccepted.ShouldBeFalse();
        fit.Metrics.Auc!.Value.ShouldBe(0.5, 0.05);
    }

    /// <summary>What has no skill is accepted in fewer than one case of 20: all four conditions must hold at once.</summary>
    [Fact]
    public void Fit_ScoresWithoutSkill_AreNotAccepted() =>
        Enumerable.Range(0, 60).Sum(n => SimulatedSamples.Fit(SimulatedSamples.Draw(80, 5, skill: 0, volatilitySkill: 0.4, seed: (ulong)n + 100), new CalibrationOptions { Resamples = 200 }).Outcomes.Count(outcome => outcome.Fit is { IsUsable: true }))
            .ShouldBeLessThan(4);

    [Theory]
    [InlineData(99, "99 samples, needs 100")]
    [InlineData(100, "samples after the purge")]
    public void Fit_FewerThan100Samples_IsAbsentWithTheCount(int count, string reason)
    {
        var outcome = SimulatedSamples.Fit([.. SimulatedSamples.Draw(17, 1, 0.5).Take(count)]).Outcomes[3];

        outcome.Fit.ShouldBeNull();
        outcome.Reason.ShouldContain(reason);
    }

    [Fact]
    public void Fit_100SamplesAfterThePurge_Exists() => SimulatedSamples.Fit([.. SimulatedSamples.Draw(20, 1, 0.5).Take(111)]).Outcomes[3].Fit!.Samples.ShouldBe(new SampleCounts(77, 11, 23));

    [Fact]
    public void Fit_AllLabelsAlike_IsNotAcceptedAndSaysSo()
    {
        var fit = SimulatedSamples.Fit([.. SimulatedSamples.Draw(60, 5, 0.3).Select(sample => sample with { IsSuccess = false })]).Outcomes[3].Fit!;

        (fit.Metrics.Auc, fit.Metrics.AucGain, fit.Acceptance.IsAccepted).ShouldBe((null, null, false));
        fit.Acceptance.Checks[1].Sentence.ShouldBe("no AUC: all labels of the later part are alike");
        fit.Blocks.Single().Probability.ShouldBe(0);
    }

    [Fact]
    public void Fit_SamplesInAnyOrder_IsTheSameToTheBit()
    {
        var samples = SimulatedSamples.Draw(60, 5, 0.4, edge: 0.01);
        var random = new CounterRandom(9);
        List<CalibrationSample> shuffled = [.. samples.Select((sample, i) => (sample, key: random.Bits((ulong)i))).OrderBy(pair => pair.key).Select(pair => pair.sample)];

        JsonSerializer.Serialize(SimulatedSamples.Fit(shuffled)).ShouldBe(JsonSerializer.Serialize(SimulatedSamples.Fit(samples)));
    }

    [Fact]
    public void Fit_Record_NamesSpanEngineRegimeAndHashAndSurvivesStorage()
    {
        var samples = SimulatedSamples.Draw(60, 5, 0.4, edge: 0.01);
        var set = SimulatedSamples.Fit(samples);
        var fit = set.Outcomes[3].Fit!;

        (fit.FittedAt, fit.From, fit.To, fit.Regime, fit.EngineVersion).ShouldBe((SimulatedSamples.KnownAt(samples), samples[0].At, samples[^1].At, null, Engine.Version));
        fit.SamplesHash.Length.ShouldBe(64);
        fit.SamplesHash.ShouldNotBe(SimulatedSamples.Fit([.. samples.Select((sample, i) => i == 7 ? sample with { IsSuccess = !sample.IsSuccess } : sample)]).Outcomes[3].Fit!.SamplesHash);

        var stored = JsonSerializer.Serialize(set);
        var back = JsonSerializer.Deserialize<CalibrationSet>(stored)!;
        JsonSerializer.Serialize(back).ShouldBe(stored);
        back.Outcomes[3].Fit!.At(61.8).ShouldBe(fit.At(61.8));
    }

    /// <summary>The training labels end before the test part begins: changing what came later changes no probability.</summary>
    [Fact]
    public void Fit_TestPartChanged_LeavesTheCurve()
    {
        var samples = SimulatedSamples.Draw(60, 5, 0.4);
        var fit = SimulatedSamples.Fit(samples).Outcomes[3].Fit!;
        var other = SimulatedSamples.Fit([.. samples.Select(sample => sample.KnownAt > fit.TestFrom ? sample with { IsSuccess = !sample.IsSuccess, Final = 100 - sample.Final } : sample)]).Outcomes[3].Fit!;

        other.Blocks.ShouldBe(fit.Blocks);
        other.Metrics.Brier.ShouldNotBe(fit.Metrics.Brier);
    }

    [Fact]
    public void Fit_HostileSample_ThrowsAndNamesIt()
    {
        var samples = SimulatedSamples.Draw(20, 2, 0.4);
        Broken(sample => sample with { Final = double.NaN }, "Final is NaN");
        Broken(sample => sample with { Final = 114.5 }, "Final is 114.5; allowed is 0 to 114");
        Broken(sample => sample with { VolatilityAnnualised = double.PositiveInfinity }, "VolatilityAnnualised");
        Broken(sample => sample with { Return48h = -1.5 }, "Return48h is -1.5");
        Broken(sample => sample with { UniverseReturn48h = double.NaN }, "UniverseReturn48h is NaN");
        Broken(sample => sample with { Regime = (RegimeState)9 }, "Regime is 9");
        Broken(sample => sample with { KnownAt = SimulatedSamples.Start.AddDays(99) }, "not after the fit");
        Broken(sample => sample with { Symbol = samples[12].Symbol, At = samples[12].At, KnownAt = samples[12].KnownAt }, "is there twice");
        Should.Throw<ArgumentException>(() => SimulatedSamples.Fit(samples, new CalibrationOptions { Bins = 1 })).Message.ShouldBe("Calibration:Bins is 1; allowed is 2 to 100.");
        CalibrationRun.Fit([], SimulatedSamples.Start, new CalibrationOptions()).Outcomes.ShouldAllBe(outcome => outcome.Fit == null && outcome.Reason == "0 samples, needs 100");

        void Broken(Func<CalibrationSample, CalibrationSample> change, string message) =>
            Should.Throw<ArgumentException>(() => CalibrationRun.Fit(samples.Select((sample, i) => i == 7 ? change(sample) : sample), SimulatedSamples.KnownAt(samples), new CalibrationOptions())).Message.ShouldContain(message);
    }
}
