using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class RobustStatisticsTests
{
    [Theory]
    [InlineData(new double[] { 3 }, 3)]
    [InlineData(new double[] { 3, 1 }, 2)]
    [InlineData(new double[] { 9, 1, 5 }, 5)]
    [InlineData(new double[] { 4, 1, 3, 2 }, 2.5)]
    [InlineData(new double[] { 1, 1, 1, 1, 2 }, 1)]
    public void Median_SmallSample_IsTheMiddle(double[] values, double expected) => RobustStatistics.Median(values).ShouldBe(expected);

    [Fact]
    public void Mad_HandWorkedSample_Agrees() =>
        // Median 2, deviations 1 1 0 0 2 4 7.
        RobustStatistics.Mad([1, 1, 2, 2, 4, 6, 9]).ShouldBe(1);

    [Fact]
    public void Median_NothingOrNaN_IsNaN()
    {
        RobustStatistics.Median([]).ShouldBe(double.NaN);
        RobustStatistics.Median([1, double.NaN, 2]).ShouldBe(double.NaN);
        RobustStatistics.Mad([]).ShouldBe(double.NaN);
    }

    [Fact]
    public void Median_HugeValues_DoesNotOverflow() => RobustStatistics.Median([1.7e308, 1.6e308]).ShouldBe(1.65e308, 1e293);

    [Fact]
    public void Median_AnySample_IsThatOfTheSortedSampleAndLeavesItAlone()
    {
        // Few distinct values in half of the samples: ties are where a quickselect goes wrong.
        var samples =
            from range in Gen.Elements(3, 1_000_000)
            from count in Gen.Choose(1, 600)
            from values in Gen.Choose(-range, range).ArrayOf(count)
            select values.Select(v => v / 7.0).ToArray();
        Prop.ForAll(samples.ToArbitrary(), sample =>
        {
            double[] before = [.. sample];
            var sorted = sample.Order().ToArray();
            var expected = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
            return RobustStatistics.Median(sample).Equals(expected) && sample.SequenceEqual(before)
                && RobustStatistics.MedianInPlace(sample).Equals(expected) && sample.Order().SequenceEqual(sorted);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Quantile_TypeSeven_AgreesWithHandWorkedValues()
    {
        double[] values = [40, 10, 30, 20];
        Quantiles.Linear(values, 0).ShouldBe(10);
        Quantiles.Linear(values, 1).ShouldBe(40);
        Quantiles.Linear(values, 0.5).ShouldBe(25);
        Quantiles.Linear(values, 0.8).ShouldBe(34, 1e-12);
        values.ShouldBe([40, 10, 30, 20]);
    }

    [Fact]
    public void Quantile_NothingNaNOrBadProbability_IsSaid()
    {
        Quantiles.Linear([], 0.5).ShouldBe(double.NaN);
        Quantiles.Linear([1, double.NaN], 0.5).ShouldBe(double.NaN);
        Should.Throw<ArgumentOutOfRangeException>(() => Quantiles.Linear([1], 1.1));
        Should.Throw<ArgumentOutOfRangeException>(() => Quantiles.Linear([1], double.NaN));
    }
}
