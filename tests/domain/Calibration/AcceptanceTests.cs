using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Calibration;

/// <summary>spec/factors.md: "accepted only when on the later part ECE &lt; 0.10, AUC &gt; 0.55 and above that of a volatility-only model (bootstrap 95 %), and the mean 48 h excess return ... has a lower 95 % bound above 0".</summary>
public class AcceptanceTests
{
    private static readonly CalibrationOptions Options = new();
    private static readonly CalibrationMetrics Good = new(0.043, 0.61, 0.52, new ConfidenceInterval(0.021, 0.155), 0.2, 0.6, 0.3, new NetExcess(210, 0.0042, new ConfidenceInterval(0.0011, 0.0074)), []);

    [Fact]
    public void Of_EveryConditionMet_IsAcceptedWithEveryNumber()
    {
        var acceptance = Acceptance.Of(Good, Options);

        acceptance.IsAccepted.ShouldBeTrue();
        acceptance.Checks.Select(check => (check.Name, check.Actual, check.Threshold, check.Side, check.IsPassed)).ShouldBe(
        [
            ("calibrationError", 0.043, 0.10, AcceptanceSide.Under, true),
            ("auc", 0.61, 0.55, AcceptanceSide.Above, true),
            ("aucOverVolatility", 0.021, 0, AcceptanceSide.Above, true),
            ("netExcess", 0.0011, 0, AcceptanceSide.Above, true),
        ]);
        acceptance.Sentence.ShouldBe(
            "accepted: calibration error 0.043, under 0.100; AUC 0.610, above 0.550; AUC 0.610 against 0.520 of volatility alone, difference 95 % from 0.021 to 0.155, above 0; "
            + "mean 48 h excess return of 210 samples above the entry threshold, net of 20 bp, +0.42 %, 95 % from +0.11 % to +0.74 %, above 0");
    }

    /// <summary>Each condition alone decides, and reaching a threshold is not enough.</summary>
    [Theory]
    [InlineData(0, "not accepted: calibration error 0.100, needs under 0.100")]
    [InlineData(1, "not accepted: AUC 0.550, needs above 0.550")]
    [InlineData(2, "not accepted: AUC 0.610 against 0.520 of volatility alone, difference 95 % from 0.000 to 0.155, needs above 0")]
    [InlineData(3, "not accepted: mean 48 h excess return of 210 samples above the entry threshold, net of 20 bp, +0.42 %, 95 % from 0.00 % to +0.74 %, needs above 0")]
    public void Of_OneConditionAtItsThreshold_IsNotAccepted(int condition, string sentence)
    {
        CalibrationMetrics[] metrics =
        [
            Good with { CalibrationError = 0.10 },
            Good with { Auc = 0.55 },
            Good with { AucGain = Good.AucGain! with { Low = 0 } },
            Good with { NetExcess = Good.NetExcess with { Interval = new ConfidenceInterval(0, 0.0074) } },
        ];
        if (condition == 1) metrics[1] = metrics[1] with { VolatilityAuc = 0.46 };

        var acceptance = Acceptance.Of(metrics[condition], Options);

        acceptance.IsAccepted.ShouldBeFalse();
        acceptance.Checks.Select(check => check.IsPassed).ShouldBe(Enumerable.Range(0, 4).Select(i => i != condition));
        acceptance.Sentence.ShouldBe(sentence);
    }

    [Fact]
    public void Of_JustBesideAThreshold_DecidesAndReadsUnlikeIt()
    {
        Acceptance.Of(Good with { CalibrationError = 0.09999 }, Options).Sentence.ShouldContain("calibration error 0.09999, under 0.10000");
        Acceptance.Of(Good with { Auc = 0.55004 }, Options).Sentence.ShouldContain("AUC 0.55004, above 0.55000");
        Acceptance.Of(Good with { NetExcess = new NetExcess(9, -0.00003, new ConfidenceInterval(-0.004, 0.003)) }, Options).Checks[3].IsPassed.ShouldBeFalse();
    }

    [Fact]
    public void Of_NumbersMissing_FailsWithTheReason()
    {
        var acceptance = Acceptance.Of(Good with { Auc = null, VolatilityAuc = null, AucGain = null, NetExcess = new NetExcess(0, null, null) }, Options);

        acceptance.Checks.Select(check => (check.Actual, check.IsPassed)).ShouldBe([(0.043, true), (null, false), (null, false), (null, false)]);
        acceptance.Sentence.ShouldBe(
            "not accepted: no AUC: all labels of the later part are alike; AUC over volatility alone unknown: too few days or labels of one kind; no sample above the entry threshold in the later part");
        Acceptance.Of(Good with { NetExcess = new NetExcess(3, 0.01, null) }, Options).Sentence.ShouldEndWith("+1.00 %, interval unknown: too few days");
    }
}
