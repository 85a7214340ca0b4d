using CryptoRun.Domain.Backtesting.Statistics;
using CryptoRun.Domain.Backtesting.Validation;
using CryptoRun.Domain.Backtesting.Weights;
using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Backtesting.Validation;

public sealed class OverfittingProbabilityTests
{
    [Fact]
    public void Of_SixteenBlocks_AreAllHalves() => OverfittingProbability.Of(Noise(320, 5, 1, 0)).Splits.ShouldBe(12_870);

    [Fact]
    public void Of_Noise_IsNearAHalfOnAverage()
    {
        var mean = Enumerable.Range(0, 40).Average(seed => OverfittingProbability.Of(Noise(400, 20, (ulong)seed, 0), 10).Probability);
        mean.ShouldBeInRange(0.42, 0.58);
    }

    [Fact]
    public void Of_OneDominantStrategy_IsZero()
    {
        var result = OverfittingProbability.Of(Noise(640, 20, 4, 1));
        result.Probability.ShouldBe(0);
        result.LossProbability.ShouldBe(0);
        result.Chosen[0].ShouldBe(12_870);
    }

    /// <summary>What was good in one half is as bad in the other: four blocks in which two strategies take turns.</summary>
    [Fact]
    public void Of_LuckThatTurns_IsWorseThanAHalf()
    {
        var random = new CounterRandom(2);
        var turns = BarPanel.Of(400, 2, (t, s) => random.Normal((ulong)((2 * t) + s)) + ((t / 200 == s) ? 1 : -1));
        var result = OverfittingProbability.Of(turns, 2);
        (result.Splits, result.Probability, result.LossProbability).ShouldBe((2, 1, 1));
    }

    /// <summary>Against ratios computed from the returns themselves.</summary>
    [Fact]
    public void Of_FourBlocks_AgreesWithThePlainWay()
    {
        var returns = Noise(41, 5, 9, 0);
        List<double> logits = [];
        for (var half = 0; half < 16; half++)
        {
            int[] inside = [.. Enumerable.Range(0, 4).Where(b => (half >> b & 1) != 0)];
            if (inside.Length != 2) continue;
            double Ratio(int strategy, bool isInside) => SharpeRatio.Plain([.. Enumerable.Range(0, 40).Where(t => inside.Contains(t / 10) == isInside).Select(t => returns[t + 1, strategy])]);
            var best = Enumerable.Range(0, 5).MaxBy(s => Ratio(s, true));
            var rank = (1 + Enumerable.Range(0, 5).Count(s => Ratio(s, false) < Ratio(best, false))) / 6.0;
            logits.Add(Math.Log(rank / (1 - rank)));
        }

        OverfittingProbability.Of(returns, 4).Logits.ShouldBe(logits, 1e-9);
    }

    [Fact]
    public void Of_AnyReturns_IsAProbability() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(
        Gen.Choose(2, 6).SelectMany(static n => Gen.Choose(-3, 3).Select(static v => v / 100.0).ArrayOf(n * 24).Select(v => new BarPanel(n, v))).ToArbitrary(), returns =>
        {
            var result = OverfittingProbability.Of(returns, 6);
            result.Probability.ShouldBeInRange(0, 1);
            result.LossProbability.ShouldBeInRange(0, 1);
            result.Chosen.Sum().ShouldBe(20);
            result.Logits.ShouldAllBe(l => double.IsFinite(l));
        }));

    [Theory]
    [InlineData(15)]
    [InlineData(22)]
    [InlineData(0)]
    public void Of_BlocksOutOfRange_AreRefused(int blocks) => Should.Throw<ArgumentException>(() => OverfittingProbability.Of(Noise(100, 2, 1, 0), blocks)).Message.ShouldContain("even numbers from 2 to 20");

    private static BarPanel Noise(int periods, int strategies, ulong seed, double edge)
    {
        var random = new CounterRandom(seed + 77);
        return BarPanel.Of(periods, strategies, (t, s) => random.Normal((ulong)((t * strategies) + s)) + (s == 0 ? edge : 0));
    }
}
