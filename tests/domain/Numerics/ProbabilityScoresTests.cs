using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class ProbabilityScoresTests
{
    private const double Rounding = 1e-13;

    /// <summary>
    /// scikit-learn 1.2.1 over <see cref="LabelledScores"/>: <c>brier_score_loss</c>, <c>log_loss(eps=1e-15)</c>, and the bins of
    /// <c>calibration_curve(n_bins=10, strategy="quantile")</c> weighted with their counts.
    /// </summary>
    [Theory]
    [InlineData(null, 0.25167199533162604, 0.7500026810871476, 0.14922627200372518)]
    [InlineData(1, 0.25535, 1.366735834374753, 0.12349999999999994)]
    public void Scores_TwoHundredProbabilities_AgreeWithScikitLearn(int? decimals, double brier, double logLoss, double calibrationError)
    {
        var data = new LabelledScores(decimals);

        ProbabilityScores.Brier(data.Probabilities, data.Outcomes).ShouldBe(brier, Rounding);
        ProbabilityScores.LogLoss(data.Probabilities, data.Outcomes).ShouldBe(logLoss, Rounding);
        ProbabilityScores.CalibrationError(data.Probabilities, data.Outcomes, 10).ShouldBe(calibrationError, Rounding);
    }

    /// <summary>By hand, two bins: 0.1, 0.3 without success (mean 0.2, share 0) and 0.6, 0.8 with one (mean 0.7, share 0.5): 0.5 x 0.2 + 0.5 x 0.2.</summary>
    [Fact]
    public void CalibrationError_HandWorkedBins_WeighsTheirGaps()
    {
        ProbabilityScores.CalibrationError([0.8, 0.1, 0.6, 0.3], [true, false, false, false], 2).ShouldBe(0.2, Rounding);
        ProbabilityScores.Reliability([0.8, 0.1, 0.6, 0.3], [true, false, false, false], 2).Select(bin => (bin.Samples, bin.Successes, Math.Round(bin.MeanProbability, 9), bin.SuccessShare))
            .ShouldBe([(2, 0, 0.2, 0), (2, 1, 0.7, 0.5)]);
    }

    /// <summary>By hand: (0.04 + 0.09 + 0.16) / 3 and -(ln 0.8 + ln 0.7 + ln 0.6) / 3.</summary>
    [Fact]
    public void BrierAndLogLoss_HandWorkedSample_Agree()
    {
        ProbabilityScores.Brier([0.8, 0.3, 0.6], [true, false, true]).ShouldBe(0.29 / 3, Rounding);
        ProbabilityScores.LogLoss([0.8, 0.3, 0.6], [true, false, true]).ShouldBe(-Math.Log(0.8 * 0.7 * 0.6) / 3, Rounding);
        ProbabilityScores.LogLoss([1], [false]).ShouldBe(-Math.Log(ProbabilityScores.LogLossClip), 0.001);
    }

    [Fact]
    public void Reliability_DistinctProbabilities_HasTenBinsOfEqualCount() =>
        ProbabilityScores.Reliability(new LabelledScores().Probabilities, new LabelledScores().Outcomes, 10).Select(bin => bin.Samples).ShouldBe(Enumerable.Repeat(20, 10));

    [Fact]
    public void Reliability_EqualProbabilities_ShareABinWhateverTheirOrder()
    {
        var data = new LabelledScores(1);
        var bins = ProbabilityScores.Reliability(data.Probabilities, data.Outcomes, 10);

        bins.Sum(bin => bin.Samples).ShouldBe(200);
        ProbabilityScores.Reliability([.. data.Probabilities.Reverse()], [.. data.Outcomes.Reverse()], 10).ShouldBe(bins);
        ProbabilityScores.Reliability([0.25, 0.25, 0.25], [true, false, false], 10).Single().ShouldBe(new ReliabilityBin(3, 1, 0.25), "one constant is one bin");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    public void Scores_NotAProbability_ThrowsWithPlaceAndValue(double value)
    {
        foreach (var score in new Func<double>[] { () => ProbabilityScores.Brier([0.5, value], [true, true]), () => ProbabilityScores.LogLoss([0.5, value], [true, true]), () => ProbabilityScores.CalibrationError([0.5, value], [true, true], 10) })
            Should.Throw<ArgumentException>(() => score()).Message.ShouldContain($"Probability 1 is {value}");
    }

    [Fact]
    public void Scores_NothingOrUnequalLengths_AreNaNOrThrow()
    {
        ProbabilityScores.Brier([], []).ShouldBe(double.NaN);
        ProbabilityScores.LogLoss([], []).ShouldBe(double.NaN);
        ProbabilityScores.CalibrationError([], [], 10).ShouldBe(double.NaN);
        Should.Throw<ArgumentException>(() => ProbabilityScores.Brier([0.5], [])).Message.ShouldContain("1 probabilities, but 0 outcomes");
        Should.Throw<ArgumentException>(() => ProbabilityScores.Reliability([0.5], [true], 0)).Message.ShouldContain("at least one bin");
    }
}
