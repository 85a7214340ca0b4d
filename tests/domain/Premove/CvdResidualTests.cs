using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Tests.Numerics;
using static CryptoRun.Domain.Tests.Premove.Sweep;

namespace CryptoRun.Domain.Tests.Premove;

/// <summary>
/// premove.md: "CVD residual: cumulative volume delta ... per 15 min, regressed on price change by IRLS with Tukey's biweight (c = 4.685) over 200 bars; R2 >= 0.30
/// and >= 50 points, else percentile of raw CVD over 20 bars (>= 80th = significant). Significant when abs(residual / robust sd) >= 2."
/// </summary>
public sealed class CvdResidualTests
{
    private const double Agreement = 1e-8;

    /// <summary>Newest residual over scale of R's MASS::rlm on the bars of <see cref="RobustFits.Simulated"/>; recipe there.</summary>
    private const double ResidualOfRlm = -163178.766111655;
    private const double ZOfRlm = -1.75793268115754;

    [Fact]
    public void Measure_TwoHundredBars_AgreesWithMassRlm()
    {
        var vector = RobustFits.Simulated;
        var cvd = Measure(Cvd([.. vector.Response.Select((y, i) => (y, vector.Columns[0][i], 1.0))]));
        (cvd.Method, cvd.Bars, cvd.Percentile).ShouldBe((CvdMethod.Regression, 200, null));
        cvd.R2!.Value.ShouldBe(vector.R2, Agreement);
        cvd.SlopeUsd!.Value.ShouldBe(vector.Coefficients[1], Agreement * vector.Coefficients[1]);
        cvd.RobustSdUsd!.Value.ShouldBe(vector.Scale, Agreement * vector.Scale);
        cvd.ResidualUsd!.Value.ShouldBe(ResidualOfRlm, Agreement * Math.Abs(ResidualOfRlm));
        cvd.Z!.Value.ShouldBe(ZOfRlm, 1e-7);
    }

    [Fact]
    public void Measure_MoreThanTwoHundredBars_LooksAtTheLastTwoHundred()
    {
        var longer = CvdOnALine(260, 5);
        Measure(longer).ShouldBe(Measure(longer with { Bars = [.. longer.Bars.TakeLast(200)] }));
        Measure(longer).Bars.ShouldBe(200);
    }

    [Fact]
    public void Measure_BarThatHasNotClosed_IsNotLookedAt()
    {
        var feed = CvdOnALine(200, 5);
        Measure(feed with { Bars = [.. feed.Bars, new CvdBar(At.AddMinutes(-5), 1e9, 1, 1e9)] }).ShouldBe(Measure(feed));
    }

    /// <summary>The window is 200 slots: where one is missing inside, it does not reach further back.</summary>
    [Fact]
    public void Measure_MissingBar_DoesNotReachFurtherBack()
    {
        var feed = CvdOnALine(201, 5) with { Stamp = Stamp(600) };
        var gapped = feed with { Bars = [.. feed.Bars.Where((_, i) => i != 100)] };
        var input = Input(Bare() with { Cvd = gapped }) with { At = At.AddMinutes(-5) };
        PremoveDetector.Run(input, Options).Coins[0].Cvd!.Bars.ShouldBe(199);
    }

    [Theory]
    [InlineData(49, CvdMethod.Percentile)]
    [InlineData(50, CvdMethod.Regression)]
    public void Measure_FiftyPoints_AreEnoughForTheRegression(int bars, CvdMethod method) => Measure(CvdOnALine(bars, 1)).Method.ShouldBe(method);

    [Fact]
    public void Measure_R2UnderLimit_FallsBackToThePercentile()
    {
        var cvd = Measure(CvdOnALine(200, 1, slope: 20));
        cvd.Method.ShouldBe(CvdMethod.Percentile);
        cvd.R2!.Value.ShouldBeLessThan(0.30);
        (cvd.Z, cvd.ResidualUsd, cvd.RobustSdUsd).ShouldBe((null, null, null));
        cvd.Sentence.ShouldContain("as R2 ");
    }

    [Fact]
    public void Measure_R2AtTheLimit_Passes()
    {
        var feed = CvdOnALine(200, 1);
        var r2 = Measure(feed).R2!.Value;
        Run(Bare() with { Cvd = feed }, options: Options with { Cvd = new() { R2 = r2 } }).Cvd!.Method.ShouldBe(CvdMethod.Regression);
        Run(Bare() with { Cvd = feed }, options: Options with { Cvd = new() { R2 = Math.BitIncrement(r2) } }).Cvd!.Method.ShouldBe(CvdMethod.Percentile);
    }

    [Fact]
    public void Measure_ResidualOfTwoRobustSds_IsSignificantEitherWay()
    {
        var feed = CvdOnALine(200, 2.3);
        var z = Math.Abs(Measure(feed).Z!.Value);
        Significant(feed, z).ShouldBeTrue();
        Significant(feed, Math.BitIncrement(z)).ShouldBeFalse();

        Measure(CvdOnALine(200, -9)).ShouldSatisfyAllConditions(c => c.Z!.Value.ShouldBeLessThan(-2), c => c.IsSignificant.ShouldBeTrue());
        Measure(CvdOnALine(200, 0)).IsSignificant.ShouldBeFalse();

        static bool Significant(CvdFeed feed, double limit) => Run(Bare() with { Cvd = feed }, options: Options with { Cvd = new() { SignificantZ = limit } }).Cvd!.IsSignificant;
    }

    /// <summary>20 bars 1..20 in the newest place: percentile rank (below + 0.5 x equal) / 20.</summary>
    [Theory]
    [InlineData(16.5, 0.825, true)]
    [InlineData(15.5, 0.775, false)]
    [InlineData(99, 0.975, true)]
    [InlineData(-99, 0.025, false)]
    public void Measure_PercentileOfRawCvd_IsSignificantFromTheEightieth(double newest, double rank, bool isSignificant)
    {
        var cvd = Measure(Cvd([.. Enumerable.Range(1, 20).Select(i => (i == 20 ? newest : (double)i, 0.0, 1.0))]));
        (cvd.Method, cvd.IsSignificant).ShouldBe((CvdMethod.Percentile, isSignificant));
        cvd.Percentile!.Value.ShouldBe(rank, 1e-12);
    }

    [Fact]
    public void Measure_EightiethPercentileExactly_IsSignificant()
    {
        // 15 below and two equal: (15 + 0.5 x 2) / 20 = 0.8.
        var cvd = Measure(Cvd([.. Enumerable.Range(1, 20).Select(i => (i == 20 ? 16.0 : i, 0.0, 1.0))]));
        (cvd.Percentile, cvd.IsSignificant).ShouldBe((0.8, true));
        Component(Bare() with { Cvd = Cvd([.. Enumerable.Range(1, 20).Select(i => (i == 20 ? 16.0 : i, 0.0, 1.0))]) }, "cvdResidual").PointsScored.ShouldBe(10, 1e-9);
    }

    [Fact]
    public void Measure_OnlyTheLastTwentyBars_CountForThePercentile()
    {
        (double, double, double)[] last = [.. Enumerable.Range(1, 20).Select(i => ((double)i, 0.0, 1.0))];
        Measure(Cvd([.. Enumerable.Repeat((1e9, 0.0, 1.0), 20), .. last])).Percentile.ShouldBe(0.975);
    }

    [Theory]
    [InlineData(1.5, 30, 7.5)]
    [InlineData(3, 30, 15)]
    [InlineData(1.5, -30, 7.5)]
    public void Component_Residual_HasFifteenPointsAtThreeSdsEitherWay(double sds, double newest, double points)
    {
        var feed = CvdOnALine(200, newest);
        var options = Options with { Scales = new() { CvdZ = Math.Abs(Measure(feed).Z!.Value) * 3 / sds } };
        Run(Bare() with { Cvd = feed }, options: options).Score.Components.Single(c => c.Id == "cvdResidual").PointsScored.ShouldBe(points, 1e-9);
    }

    [Fact]
    public void Measure_TooFewBars_IsAbsent()
    {
        Component(Bare() with { Cvd = CvdOnALine(19, 1) }, "cvdResidual").AbsentReason.ShouldBe("only 19 bars, at least 20 are needed");
        Component(Bare() with { Cvd = Cvd() }, "cvdResidual").AbsentReason.ShouldBe("no closed bar");
    }

    [Fact]
    public void Measure_PriceThatDidNotMoveOrBarsOnALine_FallBackToThePercentile()
    {
        Measure(Cvd([.. Enumerable.Range(0, 60).Select(i => ((double)i, 0.0, 1.0))])).Sentence.ShouldEndWith("as the price did not move");
        Measure(Cvd([.. Enumerable.Range(0, 60).Select(i => (3.0 * i, (double)i, 1.0))])).Sentence.ShouldEndWith("as most bars lie on the line");
        Measure(Cvd([.. Enumerable.Range(0, 60).Select(i => (1e300 * Math.Sin(i), Math.Cos(i), 1.0))])).Method.ShouldBe(CvdMethod.Percentile);
    }

    [Fact]
    public void Measure_BrokenBar_IsAbsentWithItsTime()
    {
        var feed = CvdOnALine(60, 1);
        Component(Bare() with { Cvd = feed with { Bars = [.. feed.Bars.SkipLast(1), feed.Bars[^1] with { DeltaUsd = double.NaN }] } }, "cvdResidual").AbsentReason.ShouldBe("bar of 11:45 is not a number");
        Component(Bare() with { Cvd = feed with { Bars = [.. feed.Bars.SkipLast(1), feed.Bars[^1] with { VolumeUsd = -1 }] } }, "cvdResidual").AbsentReason.ShouldBe("bar of 11:45 is not a number");
        Component(Bare() with { Cvd = feed with { Bars = [.. feed.Bars, feed.Bars[^1]] } }, "cvdResidual").AbsentReason.ShouldBe("two bars of 11:45");
    }

    [Fact]
    public void Measure_StreamWithoutNewBars_AgesWithItsNewestBar()
    {
        var feed = CvdOnALine(60, 1);
        var late = feed with { Bars = [.. feed.Bars.Select(b => b with { OpenTime = b.OpenTime.AddHours(-3) })] };
        Run(Bare() with { Cvd = late }).Freshness.OldestAgeSeconds.ShouldBe((3 * 3600) + 300 - 900);
        var gone = feed with { Bars = [.. feed.Bars.Select(b => b with { OpenTime = b.OpenTime.AddHours(-5) })] };
        Component(Bare() with { Cvd = gone }, "cvdResidual").AbsentReason.ShouldBe("older than 4 h");
    }

    private static CvdReading Measure(CvdFeed feed) => Run(Bare() with { Cvd = feed }).Cvd!;
}
