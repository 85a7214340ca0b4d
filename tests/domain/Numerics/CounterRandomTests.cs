using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class CounterRandomTests
{
    /// <summary>The first five outputs of SplitMix64 seeded with 1234567, as its reference implementation (Vigna, splitmix64.c) prints them.</summary>
    [Fact]
    public void Bits_ReferenceSeed_AreThoseOfSplitMix64()
    {
        var random = new CounterRandom(1234567);
        Enumerable.Range(0, 5).Select(n => random.Bits((ulong)n)).ShouldBe(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]);
    }

    [Fact]
    public void Uniform_ManyDraws_FillsTheUnitIntervalEvenly()
    {
        var random = new CounterRandom(7);
        var draws = Enumerable.Range(0, 100_000).Select(n => random.Uniform((ulong)n)).ToArray();

        draws.ShouldAllBe(u => u >= 0 && u < 1);

        // Standard error of the mean 0.00091, of a tenth's share 0.00095.
        Moments.Mean(draws).ShouldBe(0.5, 0.004);
        foreach (var tenth in draws.GroupBy(u => (int)(u * 10))) (tenth.Count() / 1e5).ShouldBe(0.1, 0.004);
    }

    [Fact]
    public void Below_SmallBound_DrawsEveryNumberAlikeAndNoOther()
    {
        var random = new CounterRandom(11);
        var counts = Enumerable.Range(0, 70_000).GroupBy(n => random.Below((ulong)n, 7)).ToDictionary(g => g.Key, g => g.Count());

        counts.Keys.Order().ShouldBe(Enumerable.Range(0, 7));
        counts.Values.ShouldAllBe(count => Math.Abs(count - 10_000) < 400);
        random.Below(3, 1).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => random.Below(0, 0)).Message.ShouldContain("at least 1");
    }

    [Fact]
    public void Normal_ManyDraws_HasTheMomentsOfAStandardNormal()
    {
        var random = new CounterRandom(13);
        var draws = Enumerable.Range(0, 100_000).Select(n => random.Normal((ulong)n)).ToArray();

        Moments.Mean(draws).ShouldBe(0, 0.013);
        Moments.SampleSd(draws).ShouldBe(1, 0.01);
        (draws.Count(z => z < -1.959964) / 1e5).ShouldBe(0.025, 0.002);
    }

    [Fact]
    public void Draws_InAnyOrder_AreTheSame()
    {
        var random = new CounterRandom(17);
        Enumerable.Range(0, 50).Reverse().Select(n => random.Bits((ulong)n)).Reverse().ShouldBe(Enumerable.Range(0, 50).Select(n => new CounterRandom(17).Bits((ulong)n)));
    }
}
