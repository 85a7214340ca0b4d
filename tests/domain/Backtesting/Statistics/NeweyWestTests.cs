using CryptoRun.Domain.Backtesting.Statistics;
using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Backtesting.Statistics;

public sealed class NeweyWestTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Mean_TwoLags_IsTheWorkedFigure()
    {
        var test = NeweyWest.Mean(SmallSample.Returns, 2)!.Value;
        test.StandardError.ShouldBe(0.002017923799578504, Tolerance);
        test.T.ShouldBe(1.8170491211970172, 1e-9);
    }

    [Fact]
    public void Mean_WithoutLags_IsThePlainStandardError() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Series.ToArbitrary(), values =>
    {
        if (NeweyWest.Mean(values, 0) is not { } test) return;
        var plain = Moments.PopulationSd(values) / Math.Sqrt(values.Length);
        test.StandardError.ShouldBe(plain, Tolerance * plain);
    }));

    /// <summary>Bartlett's weights keep the variance from being negative.</summary>
    [Fact]
    public void LongRunVariance_AnySeriesAndLags_IsNotNegative() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Series.Zip(Gen.Choose(0, 20)).ToArbitrary(), drawn =>
        NeweyWest.LongRunVariance(drawn.Item1, drawn.Item2).ShouldBeGreaterThanOrEqualTo(0)));

    /// <summary>The mean of a moving sum of k has k times the variance that independent values would have.</summary>
    [Fact]
    public void Mean_OverlappingValues_HasALargerErrorWithLags()
    {
        var random = new CounterRandom(11);
        double[] noise = [.. Enumerable.Range(0, 20_011).Select(i => random.Normal((ulong)i))];
        double[] sums = [.. Enumerable.Range(0, 20_000).Select(i => noise[i..(i + 12)].Sum())];

        var (plain, robust) = (NeweyWest.Mean(sums, 0)!.Value.StandardError, NeweyWest.Mean(sums, 100)!.Value.StandardError);

        (robust / plain).ShouldBe(Math.Sqrt(12), 0.35);
    }

    [Theory]
    [InlineData(100, 4)]
    [InlineData(1000, 6)]
    [InlineData(8760, 10)]
    public void DefaultLags_OfACount_IsTheRuleOf1994(int count, int lags) => NeweyWest.DefaultLags(count).ShouldBe(lags);

    [Fact]
    public void LagsFor_Overlap_ReachesOverIt()
    {
        NeweyWest.LagsFor(100, 47).ShouldBe(47);
        NeweyWest.LagsFor(100, 1).ShouldBe(4);
        NeweyWest.LagsFor(5, 47).ShouldBe(4);
    }

    [Fact]
    public void Mean_ConstantOrSingle_IsNothing()
    {
        NeweyWest.Mean([1, 1, 1], 1).ShouldBeNull();
        NeweyWest.Mean([1], 0).ShouldBeNull();
    }

    private static Gen<double[]> Series => Gen.Choose(2, 40).SelectMany(static count => Gen.Choose(-1000, 1000).Select(static v => v / 7.0).ArrayOf(count));
}
