using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class RanksTests
{
    [Theory]
    [InlineData(1, 0.125)]
    [InlineData(3, 0.625)]
    [InlineData(9, 0.375)]
    public void PercentileRank_HandWorkedSample_CountsHalfOfTheEqualOnes(double current, double expected) =>
        Ranks.PercentileRank(current == 9 ? [9, 9, 9, 11, 8, 10, 12, 13] : [1, 2, 3, 4], current).ShouldBe(current == 9 ? (1 + 1.5) / 8 : expected);

    [Fact]
    public void PercentileRank_ValuesThatDifferByRounding_AreEqual()
    {
        Ranks.PercentileRank([0.1 + 0.2, 0.3], 0.3).ShouldBe(0.5);
        Ranks.PercentileRank([0.3 * (1 + 1e-11), 0.3], 0.3).ShouldBe(0.25);
        Ranks.PercentileRank([0, 0, 0], 0).ShouldBe(0.5);
    }

    [Fact]
    public void PercentileRank_Nothing_IsNaN() => Ranks.PercentileRank([], 1).ShouldBe(double.NaN);
}
