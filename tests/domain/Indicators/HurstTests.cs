using CryptoRun.Domain.Indicators;

namespace CryptoRun.Domain.Tests.Indicators;

public sealed class HurstTests
{
    private const int Samples = 400;

    // Standard deviation of one estimate is about 0.06; of a mean of 400 about 0.003.
    private const double MeanTolerance = 0.015;

    [Fact]
    public void Estimate_WhiteNoise_IsAboutOneHalf() => MeanEstimate((noise, _) => noise).ShouldBe(0.5, MeanTolerance);

    [Fact]
    public void Estimate_HeavyTailedNoise_IsAboutOneHalf() => MeanEstimate((noise, _) => noise * noise * noise).ShouldBe(0.5, 2 * MeanTolerance);

    [Fact]
    public void Estimate_PersistentReturns_IsHigherAndRevertingOnesLower()
    {
        MeanEstimate((noise, before) => noise + (0.5 * before)).ShouldBeGreaterThan(0.58);
        MeanEstimate((noise, before) => noise - (0.5 * before)).ShouldBeLessThan(0.42);
    }

    [Fact]
    public void Estimate_WhiteNoise_SeldomPassesTheTrendGate()
    {
        // The reason for the correction: uncorrected, about half of the white noises exceed 0.55 and more.
        var random = new Random(5);
        var passes = Enumerable.Range(0, Samples).Count(_ => Hurst.Estimate(Returns(random, (noise, _) => noise)) >= 0.55);
        passes.ShouldBeInRange(Samples / 20, Samples * 3 / 10);
    }

    [Fact]
    public void Estimate_ReturnsScaledOrShifted_StaysTheSame()
    {
        var returns = Returns(new Random(9), (noise, _) => noise);
        var plain = Hurst.Estimate(returns);
        Hurst.Estimate([.. returns.Select(r => (r * 0.0013) + 0.01)]).ShouldBe(plain, 1e-9);
        Hurst.Estimate([.. returns.Select(r => -r)]).ShouldBe(plain, 1e-12);
    }

    [Fact]
    public void Estimate_AnyReturns_AgreesWithTheDefinition()
    {
        var random = new Random(3);
        for (var i = 0; i < 20; i++)
        {
            var returns = Returns(random, (noise, before) => noise + (0.1 * i * before / 10));
            Hurst.Estimate(returns).ShouldBe(Naive.Hurst(returns), 1e-9);
        }
    }

    [Fact]
    public void ExpectedRange_SmallestWindows_AreKnownExactly()
    {
        // Two values: range = deviation = sd. Three: 2/pi (sqrt 2 + sqrt 1/2).
        Hurst.ExpectedRange(2).ShouldBe(1, 1e-14);
        Hurst.ExpectedRange(3).ShouldBe(2 / Math.PI * (Math.Sqrt(2) + Math.Sqrt(0.5)), 1e-14);
    }

    [Fact]
    public void ExpectedRange_EightNormalValues_IsTheMeanOfManyDraws()
    {
        var random = new Random(11);
        var mean = Enumerable.Range(0, 40_000).Average(_ => Naive.Rescaled([.. Enumerable.Range(0, 8).Select(_ => Normal(random))]));
        mean.ShouldBe(Hurst.ExpectedRange(8), 0.02);
    }

    [Fact]
    public void Estimate_TooShortOrWithoutVariation_IsNaN()
    {
        Hurst.Estimate([]).ShouldBe(double.NaN);
        Hurst.Estimate(Returns(new Random(1), (noise, _) => noise).AsSpan(0, 63)).ShouldBe(double.NaN);
        Hurst.Estimate(Returns(new Random(1), (noise, _) => noise).AsSpan(0, 64)).ShouldNotBe(double.NaN);
        Hurst.Estimate(new double[512]).ShouldBe(double.NaN);
        Hurst.Estimate([.. Enumerable.Repeat(0.1, 512)]).ShouldBe(double.NaN);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(200)]
    [InlineData(512)]
    public void Series_AnyWindow_IsTheEstimateOfItsLastReturnsToTheBit(int window)
    {
        var random = new Random(window);
        double[] returns = [double.NaN, .. Enumerable.Repeat(0.0, 40), .. Returns(random, (noise, _) => noise), .. Enumerable.Repeat(0.25, 30), .. Returns(random, (noise, before) => noise - before)];
        var series = new double[returns.Length];
        Hurst.Series(returns, window, series);
        for (var i = 0; i < returns.Length; i++)
            series[i].ShouldBe(i < window ? double.NaN : Hurst.Estimate(returns.AsSpan(i - window + 1, window)), $"bar {i}");
    }

    [Fact]
    public void Series_StandingMarketOrTooShortAWindow_IsNaNOrRefused()
    {
        var series = new double[100];
        Hurst.Series(new double[100], 64, series);
        series.ShouldAllBe(v => double.IsNaN(v));
        Should.Throw<ArgumentException>(() => Hurst.Series(new double[100], 63, series));
        Should.Throw<ArgumentException>(() => Hurst.Series(new double[99], 64, series));
    }

    private static double MeanEstimate(Func<double, double, double> next)
    {
        var random = new Random(17);
        return Enumerable.Range(0, Samples).Average(_ => Hurst.Estimate(Returns(random, next)));
    }

    private static double[] Returns(Random random, Func<double, double, double> next)
    {
        var returns = new double[Hurst.Window];
        for (var i = 0; i < returns.Length; i++) returns[i] = next(Normal(random), i == 0 ? 0 : returns[i - 1]);
        return returns;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
