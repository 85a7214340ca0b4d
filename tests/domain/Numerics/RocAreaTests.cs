using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class RocAreaTests
{
    private const double Rounding = 1e-14;
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1000);
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    /// <summary>By hand, six pairs (success, failure): 0.35 beats one of three, 0.8 beats two and ties one: 3.5 of 6.</summary>
    [Fact]
    public void Of_HandWorkedPairs_CountsTiesHalf() =>
        RocArea.Of([0.1, 0.4, 0.35, 0.8, 0.8], [false, false, true, true, false]).ShouldBe(3.5 / 6, Rounding);

    /// <summary>scikit-learn 1.2.1, <c>roc_auc_score</c>, over <see cref="LabelledScores"/>.</summary>
    [Theory]
    [InlineData(null, 0.6578657865786579)]
    [InlineData(1, 0.6536153615361535)]
    public void Of_TwoHundredScores_AgreesWithScikitLearn(int? decimals, double expected)
    {
        var data = new LabelledScores(decimals);
        RocArea.Of(data.Probabilities, data.Outcomes).ShouldBe(expected, Rounding);
    }

    [Fact]
    public void Of_RandomScores_IsTheShareOfPairsWon() => Prop.ForAll(Seeds, seed =>
    {
        var (scores, labels) = Random(seed);
        var pairs = scores.Zip(labels).Where(s => s.Second).SelectMany(s => scores.Zip(labels).Where(f => !f.Second).Select(f => s.First > f.First ? 1 : s.First == f.First ? 0.5 : 0)).ToList();

        Same(RocArea.Of(scores, labels), pairs.Count == 0 ? double.NaN : pairs.Average());
    }).Check(Many);

    [Fact]
    public void Resampled_UnitsCountedTwiceOrNever_IsTheAreaOfTheCopies() => Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var (scores, labels) = Random(seed);
        var (units, times) = (scores.Select(_ => random.Next(5)).ToArray(), Enumerable.Range(0, 5).Select(_ => random.Next(4)).ToArray());
        var copies = Enumerable.Range(0, scores.Length).SelectMany(i => Enumerable.Repeat(i, times[units[i]])).ToArray();

        Same(new RocArea(scores, labels, units).Resampled(times), RocArea.Of([.. copies.Select(i => scores[i])], [.. copies.Select(i => labels[i])]));
    }).Check(Many);

    [Fact]
    public void Of_OneKindOfLabel_IsNaN()
    {
        RocArea.Of([1, 2], [true, true]).ShouldBe(double.NaN);
        RocArea.Of([], []).ShouldBe(double.NaN);
    }

    [Fact]
    public void Of_HostileInput_Throws()
    {
        Should.Throw<ArgumentException>(() => RocArea.Of([1, double.NaN], [true, false])).Message.ShouldContain("Score 1 is NaN");
        Should.Throw<ArgumentException>(() => RocArea.Of([1, 2], [true])).Message.ShouldContain("as many");
        Should.Throw<ArgumentException>(() => new RocArea([1, 2], [true, false], [0])).Message.ShouldContain("as many");
        RocArea.Of([double.NegativeInfinity, double.PositiveInfinity], [false, true]).ShouldBe(1);
    }

    private static void Same(double actual, double expected)
    {
        if (double.IsNaN(expected)) actual.ShouldBe(double.NaN);
        else actual.ShouldBe(expected, Rounding);
    }

    private static (double[] Scores, bool[] Labels) Random(int seed)
    {
        var random = new Random(seed);
        var (count, levels) = (random.Next(1, 40), random.Next(1, 30));
        return ([.. Enumerable.Range(0, count).Select(_ => random.Next(levels) / 7.0)], [.. Enumerable.Range(0, count).Select(_ => random.Next(2) == 0)]);
    }
}
