using CryptoRun.Domain.Backtesting.Statistics;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Backtesting.Statistics;

/// <summary>The numerical example of Bailey and Lopez de Prado 2014: annual ratio 2.5 of 1,250 days at 250 a year, variance of the trials' annual ratios 1/2.</summary>
public sealed class DeflatedSharpeTests
{
    private const double SixDigits = 5e-7;
    private const double Variance = 0.5 / 250;
    private const int Days = 1250;
    private static readonly double Ratio = 2.5 / Math.Sqrt(250);

    [Fact]
    public void ExpectedMaximum_HundredTrials_IsThePapersFigure() => DeflatedSharpe.ExpectedMaximum(100, Variance).ShouldBe(0.113172, SixDigits);

    [Theory]
    [InlineData(100, -3, 10, 0.900397)]
    [InlineData(46, -3, 10, 0.950502)]
    [InlineData(88, 0, 3, 0.950491)]
    public void Of_ThePapersExample_IsThePapersFigure(double trials, double skewness, double kurtosis, double expected) =>
        DeflatedSharpe.Of(Ratio, Days, skewness, kurtosis, trials, Variance).ShouldBe(expected, SixDigits);

    /// <summary>Bailey and Lopez de Prado 2012: an annual ratio of 2 against 1 needs 2.73 years of days, 2.83 of weeks, 3.24 of months.</summary>
    [Theory]
    [InlineData(250, 2.73)]
    [InlineData(52, 2.83)]
    [InlineData(12, 3.24)]
    public void MinimumTrackRecord_TwoAgainstOne_IsThePapersFigure(double periods, double years) =>
        (DeflatedSharpe.MinimumTrackRecord(2 / Math.Sqrt(periods), 1 / Math.Sqrt(periods), 0, 3) / periods).ShouldBe(years, 0.00501);

    /// <summary>After as many returns as the track record needs, the probability is the confidence.</summary>
    [Fact]
    public void MinimumTrackRecord_ThatManyReturns_HaveTheConfidence()
    {
        var needed = DeflatedSharpe.MinimumTrackRecord(0.1, 0.02, -1, 6, 0.9);
        DeflatedSharpe.Probabilistic(0.1, 0.02, (int)needed, -1, 6).ShouldBeLessThan(0.9);
        DeflatedSharpe.Probabilistic(0.1, 0.02, (int)needed + 1, -1, 6).ShouldBeGreaterThanOrEqualTo(0.9);
    }

    [Fact]
    public void MinimumTrackRecord_NotAboveTheBenchmark_IsNeverReached() => DeflatedSharpe.MinimumTrackRecord(0.1, 0.1, 0, 3).ShouldBe(double.PositiveInfinity);

    /// <summary>The best of 50 worthless strategies looks sure by itself; deflated it is a coin's toss on average.</summary>
    [Fact]
    public void Of_BestOfNoise_IsNearAHalfOnAverage()
    {
        var (plain, deflated) = (0.0, 0.0);
        for (var market = 0; market < 60; market++)
        {
            var random = new CounterRandom((ulong)market + 900);
            double[][] trials = [.. Enumerable.Range(0, 50).Select(s => Enumerable.Range(0, 400).Select(t => 0.01 * random.Normal((ulong)((s * 400) + t))).ToArray())];
            double[] ratios = [.. trials.Select(static t => SharpeRatio.Plain(t))];
            var best = trials[Array.IndexOf(ratios, ratios.Max())];
            plain += DeflatedSharpe.Probabilistic(ratios.Max(), 0, 400, 0, 3) / 60;
            deflated += DeflatedSharpe.Of(best, ratios)!.Value / 60;
        }

        plain.ShouldBeGreaterThan(0.95);
        deflated.ShouldBeInRange(0.35, 0.65);
    }

    [Fact]
    public void ExpectedMaximum_OneTrial_IsNothingToDeflate() => DeflatedSharpe.ExpectedMaximum(1, 1).ShouldBe(0);

    /// <summary>Python's statistics.NormalDist().inv_cdf.</summary>
    [Theory]
    [InlineData(0.975, 1.9599639845400536)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(0.3, -0.5244005127080407)]
    [InlineData(0.95, 1.6448536269514715)]
    public void Quantile_OfAProbability_IsTheKnownFigure(double probability, double expected) => NormalDistribution.Quantile(probability).ShouldBe(expected, 1e-12);

    [Fact]
    public void Quantile_AtTheEnds_IsInfinite()
    {
        NormalDistribution.Quantile(0).ShouldBe(double.NegativeInfinity);
        NormalDistribution.Quantile(1).ShouldBe(double.PositiveInfinity);
        NormalDistribution.Quantile(0.5).ShouldBe(0, 1e-15);
        NormalDistribution.Quantile(-0.1).ShouldBe(double.NaN);
    }
}
