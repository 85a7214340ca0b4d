using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Evidence;

public class RankCorrelationTests
{
    [Fact]
    public void Of_HandWorkedWithoutTies_IsOneMinusSixSquares() => RankCorrelation.Of([86, 97, 99, 100, 101, 103, 106, 110, 112, 113], [2, 20, 28, 27, 50, 29, 7, 17, 6, 12])!.Value.ShouldBe(-29.0 / 165, 1e-12);

    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 x 5).
    [Fact]
    public void Of_Ties_ShareTheirRanks() => RankCorrelation.Of([1, 2, 2, 3], [1, 2, 3, 4])!.Value.ShouldBe(4.5 / Math.Sqrt(4.5 * 5), 1e-12);

    [Fact]
    public void Of_OneSideEqual_IsNothing() => RankCorrelation.Of([1, 1, 1], [1, 2, 3]).ShouldBeNull();

    [Fact]
    public void Of_OnePair_IsNothing() => RankCorrelation.Of([1], [1]).ShouldBeNull();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_AnyMonotoneChange_StaysTheSame(ulong seed)
    {
        var random = new CounterRandom(seed);
        double[] x = [.. Enumerable.Range(0, 40).Select(i => random.Normal((ulong)i))];
        double[] y = [.. Enumerable.Range(40, 40).Select(i => random.Normal((ulong)i))];

        var plain = RankCorrelation.Of(x, y)!.Value;

        RankCorrelation.Of([.. x.Select(Math.Exp)], [.. y.Select(v => (3 * v) + 1)])!.Value.ShouldBe(plain, 1e-12);
        RankCorrelation.Of([.. x.Select(v => -v)], y)!.Value.ShouldBe(-plain, 1e-12);
        RankCorrelation.Of(x, x)!.Value.ShouldBe(1, 1e-12);
    }
}
