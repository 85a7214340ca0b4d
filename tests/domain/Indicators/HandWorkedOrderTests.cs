using CryptoRun.Domain.Indicators;
using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;
using static CryptoRun.Domain.Tests.Indicators.Paper;

namespace CryptoRun.Domain.Tests.Indicators;

/// <summary>Percentile rank and median of a window, on paper and against what counting one by one gives.</summary>
public sealed class HandWorkedOrderTests
{
    private const double NaN = double.NaN;

    [Fact]
    public void PercentileRank_FourValues_CountsEqualOnesHalf()
    {
        ShouldBe(Series(4, o => RollingPercentileRank.Series([3, 1, 2, 2], 3, o)), NaN, NaN, 1.5 / 3, 2 / 3.0);
        RollingPercentileRank.Last([3, 1, 2, 2], 3).ShouldBe(2 / 3.0);
        RollingPercentileRank.Last([3, 1], 3).ShouldBe(NaN);
    }

    [Fact]
    public void PercentileRank_LeadingAndLaterNaN_AreWarmUp()
    {
        ShouldBe(Series(6, o => RollingPercentileRank.Series([NaN, 1, 2, NaN, 5, 4], 2, o)), NaN, NaN, 0.75, NaN, NaN, 0.25);
        RollingPercentileRank.Last([NaN, 1], 2).ShouldBe(NaN);
    }

    [Fact]
    public void Median_FourValues_IsTheMiddleOrTheMeanOfTwo()
    {
        ShouldBe(Series(4, o => RollingMedian.Series([5, 1, 3, 2], 2, o)), NaN, 3, 2, 2.5);
        ShouldBe(Series(4, o => RollingMedian.Series([5, 1, 3, 2], 3, o)), NaN, NaN, 3, 2);
        RollingMedian.Last([5, 1, 3, 2], 4).ShouldBe(2.5);
        RollingMedian.Last([5], 2).ShouldBe(NaN);
    }

    [Fact]
    public void Median_LeadingAndLaterNaN_AreWarmUp() =>
        ShouldBe(Series(6, o => RollingMedian.Series([NaN, 1, 2, NaN, 5, 4], 2, o)), NaN, NaN, 1.5, NaN, NaN, 4.5);

    [Fact]
    public void Median_HugeValues_DoesNotOverflow() =>
        ShouldBe(Series(2, o => RollingMedian.Series([1e308, 1.2e308], 2, o)), NaN, 1.1e308);

    [Fact]
    public void PercentileRank_AnyWindow_IsWhatCountingOneByOneGives() =>
        Prop.ForAll(Windows, values =>
        {
            foreach (var current in values)
            {
                var (below, equal) = (0, 0);
                foreach (var value in values)
                {
                    if (Ranks.AreEqual(value, current)) equal++;
                    else if (value < current) below++;
                }

                Ranks.PercentileRank(values, current).ShouldBe((below + (0.5 * equal)) / values.Length);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Median_AnyValues_IsTheMedianOfEveryWindow() =>
        Prop.ForAll(Windows, Gen.Choose(1, 12).ToArbitrary(), (values, period) =>
        {
            var series = Series(values.Length, o => RollingMedian.Series(values, period, o));
            for (var i = period - 1; i < values.Length; i++) series[i].ShouldBe(RobustStatistics.Median(values.AsSpan(i - period + 1, period)), $"bar {i} of {values.Length}, {period}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Bollinger_AnyPeriod_IsWhatAddingOneByOneInFourPartsGives() =>
        Prop.ForAll(Gen.Choose(1, 40).SelectMany(n => Gen.Choose(-1000, 1000).Select(v => 50_000 + (v / 7.0)).ArrayOf(n)).ToArbitrary(), window =>
        {
            var point = BollingerBands.Last(window, window.Length, 2);
            var shift = Scalar(window.Length, i => window[i] - window[0]) / window.Length;
            var squares = Scalar(window.Length, i => (window[i] - window[0] - shift) * (window[i] - window[0] - shift));
            point.Middle.ShouldBe(window[0] + shift);
            point.Width.ShouldBe(2 * (2 * Math.Sqrt(squares / window.Length)) / point.Middle);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>Lengths around the width of a vector; ties, near ties, infinities and NaN.</summary>
    private static Arbitrary<double[]> Windows =>
        Gen.Choose(0, 33).SelectMany(n => Gen.Frequency((12, Gen.Choose(-5, 5).Select(v => v / 3.0)), (2, Gen.Choose(1, 3).Select(v => 1 + (v * 4e-13))),
            (1, Gen.Elements(NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0))).ArrayOf(n)).ToArbitrary();

    /// <summary>Four interleaved sums, (0 + 2) + (1 + 3), then the rest: what the vectors promise.</summary>
    private static double Scalar(int count, Func<int, double> of)
    {
        var parts = new double[4];
        for (var i = 0; i < count / 4 * 4; i++) parts[i % 4] += of(i);
        var sum = parts[0] + parts[2] + (parts[1] + parts[3]);
        for (var i = count / 4 * 4; i < count; i++) sum += of(i);
        return sum;
    }
}
