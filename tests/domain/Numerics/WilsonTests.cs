using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class WilsonTests
{
    private const double Rounding = 1e-14;

    /// <summary>statsmodels 0.13.5, <c>proportion_confint(successes, trials, method="wilson")</c>.</summary>
    [Theory]
    [InlineData(0, 10, 0, 0.27753279986288926)]
    [InlineData(1, 10, 0.017876213095072924, 0.40415002679523854)]
    [InlineData(5, 10, 0.23659309051256394, 0.7634069094874361)]
    [InlineData(10, 10, 0.7224672001371106, 1)]
    [InlineData(3, 7, 0.15821985525146964, 0.7495416354723428)]
    [InlineData(60, 100, 0.5020025867910618, 0.6905987135675411)]
    [InlineData(512, 1000, 0.4810325544060909, 0.5428756033902558)]
    [InlineData(1, 1, 0.2065493143772374, 1)]
    [InlineData(2, 13457, 4.075833180935593e-05, 0.0005417802000263141)]
    public void Interval95_CountsOfStatsmodels_Agree(int successes, int trials, double low, double high)
    {
        var interval = Wilson.Interval95(successes, trials);

        interval.Low.ShouldBe(low, Rounding);
        interval.High.ShouldBe(high, Rounding);
    }

    /// <summary>By hand: with z^2 = 3.841459, no success of 10 ends at z^2 / (10 + z^2).</summary>
    [Fact]
    public void Interval95_NoSuccess_StartsAtZeroAndEndsAtTheHandWorkedBound()
    {
        Wilson.Interval95(0, 10).Low.ShouldBe(0);
        Wilson.Interval95(0, 10).High.ShouldBe(3.841458820694124 / 13.841458820694124, Rounding);
    }

    [Fact]
    public void Interval95_AnyCounts_HoldsTheShareAndStaysInTheUnitInterval()
    {
        for (var trials = 1; trials <= 200; trials++)
        {
            for (var successes = 0; successes <= trials; successes++)
            {
                var interval = Wilson.Interval95(successes, trials);
                var mirror = Wilson.Interval95(trials - successes, trials);
                interval.Low.ShouldBeInRange(0, (double)successes / trials);
                interval.High.ShouldBeInRange((double)successes / trials, 1);
                mirror.Low.ShouldBe(1 - interval.High, Rounding);
            }
        }
    }

    [Fact]
    public void Interval95_NothingTried_IsEverything() => Wilson.Interval95(0, 0).ShouldBe(new ConfidenceInterval(0, 1));

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    [InlineData(0, -1)]
    public void Interval95_ImpossibleCounts_Throws(int successes, int trials) => Should.Throw<ArgumentOutOfRangeException>(() => Wilson.Interval95(successes, trials));
}
