using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Tests.Calibration;

/// <summary>spec/factors.md: "Fallback regime -> all regimes -> none; none shows 'not calibrated', never score/100. Wilson 95 % interval with every probability."</summary>
public class CalibrationSetTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CalibrationBlock[] Blocks = [new(20, 40, 100, 20), new(50, 70, 60, 24), new(80, 95, 10, 7)];

    [Fact]
    public void Read_RegimeAccepted_UsesItsOwnFit()
    {
        var reading = Set(choppy: true, all: true).Read(60, RegimeState.Choppy);

        (reading.Basis, reading.Probability, reading.Samples, reading.Successes).ShouldBe((CalibrationBasis.Regime, 0.4, 60, 24));
        reading.Interval.ShouldBe(Wilson.Interval95(24, 60));
        reading.Sentence.ShouldBe("40.0 %, 95 % from 28.6 % to 52.6 %, 24 of 60 samples, Choppy");
    }

    [Fact]
    public void Read_RegimeNotAccepted_FallsBackToAllRegimes()
    {
        var reading = Set(choppy: false, all: true).Read(60, RegimeState.Choppy);
        (reading.Basis, reading.Sentence[^11..]).ShouldBe((CalibrationBasis.AllRegimes, "all regimes"));

        // A regime without enough samples for a fit of its own.
        Set(choppy: true, all: true).Read(60, RegimeState.TrendingBull).Basis.ShouldBe(CalibrationBasis.AllRegimes);
    }

    [Fact]
    public void Read_NothingAccepted_SaysNotCalibratedAndNoNumber()
    {
        Set(choppy: false, all: false).Read(60, RegimeState.Choppy).ShouldBe(new CalibrationReading(CalibrationBasis.None, null, null, null, null, "not calibrated"));
        CalibrationSet.None.Sentence.ShouldBe("not calibrated");
    }

    [Fact]
    public void Read_FitOfAnotherEngine_IsNotUsed() => Set(choppy: true, all: true, engine: "0.0.1").Read(60, RegimeState.Choppy).Basis.ShouldBe(CalibrationBasis.None);

    /// <summary>Constant on a block, linear between blocks, clipped outside; the interval goes along and holds the probability.</summary>
    [Theory]
    [InlineData(0, 0.2, 100)]
    [InlineData(40, 0.2, 100)]
    [InlineData(45, 0.3, 100)]
    [InlineData(47.5, 0.35, 60)]
    [InlineData(75, 0.55, 60)]
    [InlineData(114, 0.7, 10)]
    public void Read_AnyScore_InterpolatesWithItsInterval(double final, double probability, int samples)
    {
        var reading = Set(choppy: true, all: false).Read(final, RegimeState.Choppy);

        reading.Probability!.Value.ShouldBe(probability, 1e-12);
        reading.Samples.ShouldBe(samples);
        reading.Interval!.Low.ShouldBeLessThan(probability);
        reading.Interval.High.ShouldBeGreaterThan(probability);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(114.1)]
    [InlineData(double.PositiveInfinity)]
    public void Read_NotAScore_Throws(double final) => Should.Throw<ArgumentOutOfRangeException>(() => Set(choppy: true, all: true).Read(final, RegimeState.Choppy));

    /// <summary>"Refit every 30 days."</summary>
    [Fact]
    public void IsRefitDue_ThirtyDaysOld_Is()
    {
        var options = new CalibrationOptions();
        CalibrationSet.IsRefitDue(At, At.AddDays(30).AddTicks(-1), options).ShouldBeFalse();
        CalibrationSet.IsRefitDue(At, At.AddDays(30), options).ShouldBeTrue();
        CalibrationSet.IsRefitDue(null, At, options).ShouldBeTrue();
    }

    private static CalibrationSet Set(bool choppy, bool all, string? engine = null) =>
        new(At, [new(RegimeState.TrendingBull, null, "12 samples, needs 100"), Outcome(RegimeState.Choppy, choppy, engine), Outcome(null, all, engine)]);

    private static FitOutcome Outcome(RegimeState? regime, bool isAccepted, string? engine) => new(
        regime,
        new CalibrationFit(At, regime, At, At, At, new SampleCounts(170, 0, 40), Blocks, new CalibrationMetrics(0, null, null, null, 0, 0, 0, new NetExcess(0, null, null), []), new Acceptance(isAccepted, [], ""), engine ?? Engine.Version, ""),
        "");
}
