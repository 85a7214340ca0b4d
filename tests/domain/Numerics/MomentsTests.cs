using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class MomentsTests
{
    [Fact]
    public void Moments_HandWorkedSample_Agree()
    {
        double[] values = [2, 4, 4, 4, 5, 5, 7, 9];
        Moments.Mean(values).ShouldBe(5);
        Moments.PopulationSd(values).ShouldBe(2);
        Moments.SampleSd(values).ShouldBe(Math.Sqrt(32 / 7.0), 1e-15);
    }

    [Fact]
    public void Sd_LargeLevel_LosesNoDigits() =>
        Moments.SampleSd([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).ShouldBe(Math.Sqrt(30), 1e-12);

    [Theory]
    [InlineData(0.1)]
    [InlineData(97_123.45)]
    [InlineData(1e-9)]
    public void Sd_EqualValues_IsExactlyZero(double value)
    {
        var values = Enumerable.Repeat(value, 20).ToArray();
        Moments.SampleSd(values).ShouldBe(0);
        Moments.PopulationSd(values).ShouldBe(0);
    }

    [Fact]
    public void Moments_TooFewValues_AreNaN()
    {
        Moments.Mean([]).ShouldBe(double.NaN);
        Moments.PopulationSd([]).ShouldBe(double.NaN);
        Moments.SampleSd([3]).ShouldBe(double.NaN);
        Moments.PopulationSd([3]).ShouldBe(0);
    }
}
