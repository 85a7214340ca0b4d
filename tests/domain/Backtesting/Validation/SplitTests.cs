using CryptoRun.Domain.Backtesting.Validation;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Backtesting.Validation;

public sealed class SplitTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(200);

    /// <summary>Spans of changing length whose starts now and then fall together, N, k and embargo.</summary>
    private static readonly Gen<(LabelSpan[] Spans, int Groups, int Test, long Embargo)> Any =
        from steps in Gen.Choose(12, 60).SelectMany(static n => Gen.Choose(0, 5).Zip(Gen.Choose(1, 12)).ArrayOf(n))
        from groups in Gen.Choose(3, 7)
        from test in Gen.Choose(1, groups - 1)
        from embargo in Gen.Choose(0, 6)
        select (Spans(steps), groups, test, (long)embargo);

    [Fact]
    public void Splits_SixGroupsTwoTested_AreFifteenInFivePaths()
    {
        var splits = CombinatorialPurged.Splits(Bars(60, 1), 6, 2);
        splits.Count.ShouldBe(15);
        var paths = CombinatorialPurged.Paths(6, 2);
        paths.Count.ShouldBe(5);
        paths.SelectMany(static p => p).Count().ShouldBe(30);
        for (var path = 0; path < 5; path++)
        {
            for (var group = 0; group < 6; group++) splits[paths[path][group]].TestGroups.ShouldContain(group);
        }

        // Path and group together use each half of a split once.
        paths.SelectMany(static p => p.Select(static (split, group) => (split, group))).Distinct().Count().ShouldBe(30);
    }

    [Fact]
    public void Splits_AnySpans_NeverLearnFromATestedLabel() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), drawn =>
    {
        foreach (var split in CombinatorialPurged.Splits(drawn.Spans, drawn.Groups, drawn.Test, drawn.Embargo))
        {
            split.Train.Intersect(split.Test).ShouldBeEmpty();
            foreach (var train in split.Train)
                split.Test.Any(test => drawn.Spans[train].Overlaps(drawn.Spans[test]) || IsEmbargoed(drawn.Spans[train], drawn.Spans[test], drawn.Embargo)).ShouldBeFalse();
        }
    }));

    [Fact]
    public void Splits_AnySpans_TestEveryObservationEquallyOften() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), drawn =>
    {
        var splits = CombinatorialPurged.Splits(drawn.Spans, drawn.Groups, drawn.Test, drawn.Embargo);
        var paths = CombinatorialPurged.Paths(drawn.Groups, drawn.Test);
        foreach (var times in splits.SelectMany(static s => s.Test).CountBy(static i => i)) times.Value.ShouldBe(paths.Count);
        splits.SelectMany(static s => s.Test).Distinct().Count().ShouldBe(drawn.Spans.Length);
    }));

    /// <summary>Each split says its own number of its test observations: a path holds, at each observation, the number of a split that judged it.</summary>
    [Fact]
    public void Assemble_AnySpans_FillsEveryPathFromTheRightSplits() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), drawn =>
    {
        var splits = CombinatorialPurged.Splits(drawn.Spans, drawn.Groups, drawn.Test, drawn.Embargo);
        var paths = CombinatorialPurged.Assemble(splits, [.. splits.Select(static (s, number) => (IReadOnlyList<double>)[.. s.Test.Select(_ => number + 1.0)])], drawn.Groups, drawn.Test);
        for (var i = 0; i < drawn.Spans.Length; i++)
        {
            paths.Select(p => p[i]).Distinct().Count().ShouldBe(paths.Count);
            foreach (var path in paths) splits[(int)path[i] - 1].Test.ShouldContain(i);
        }
    }));

    [Fact]
    public void PurgedKFold_LabelsOfThreeBars_PurgesBeforeAndEmbargoesAfter()
    {
        var splits = PurgedKFold.Splits(Bars(12, 3), 3, 2);

        splits.Count.ShouldBe(3);
        // Tested are 4 to 7, whose labels end before 10: 2 and 3 reach into them, 8 and 9 start in them, 10 and 11 in the embargo.
        splits[1].Test.ShouldBe([4, 5, 6, 7]);
        splits[1].Train.ShouldBe([0, 1]);
        splits[2].Train.ShouldBe([0, 1, 2, 3, 4, 5]);
        splits[0].Train.ShouldBe([8, 9, 10, 11]);
    }

    [Fact]
    public void WalkForward_Moving_JudgesEachLaterObservationOnce()
    {
        var splits = new WalkForward(4, 3, 1).Splits(13);

        splits.Select(static s => (s.Train[0], s.Train[^1], s.Test[0], s.Test[^1])).ShouldBe([(0, 3, 5, 7), (3, 6, 8, 10), (6, 9, 11, 12)]);
        new WalkForward(4, 3, 1, IsAnchored: true).Splits(13)[2].Train.Count.ShouldBe(10);
    }

    [Fact]
    public void WalkForward_Any_LearnsBeforeTheGap() => Check.One(Cases, Prop.ForAll(
        Gen.Choose(1, 20).Zip(Gen.Choose(1, 9)).Zip(Gen.Choose(0, 5)).Zip(Gen.Choose(0, 120)).ToArbitrary(), drawn =>
        {
            var (((train, test), gap), count) = drawn;
            var splits = new WalkForward(train, test, gap, count % 2 == 0).Splits(count);
            splits.SelectMany(static s => s.Test).ShouldBe(Enumerable.Range(train + gap, Math.Max(0, count - train - gap)));
            foreach (var split in splits) (split.Train[^1] + gap + 1, split.Train.Count >= train).ShouldBe((split.Test[0], true));
        }));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(61, 2)]
    [InlineData(6, 6)]
    [InlineData(6, 0)]
    public void Splits_NumbersOutOfRange_AreRefused(int groups, int test) => Should.Throw<ArgumentException>(() => CombinatorialPurged.Splits(Bars(60, 1), groups, test)).Message.ShouldContain("allowed is");

    [Fact]
    public void Splits_SpansOutOfOrder_AreRefused() => Should.Throw<ArgumentException>(() => CombinatorialPurged.Splits([new(1, 2), new(0, 2)], 2, 1)).Message.ShouldContain("order of their starts");

    private static bool IsEmbargoed(LabelSpan train, LabelSpan test, long embargo) => train.From >= test.To && train.From < test.To + embargo;

    private static LabelSpan[] Bars(int count, int length) => [.. Enumerable.Range(0, count).Select(i => new LabelSpan(i, i + length))];

    private static LabelSpan[] Spans((int Step, int Length)[] steps)
    {
        var (spans, from) = (new LabelSpan[steps.Length], 0L);
        for (var i = 0; i < steps.Length; i++)
        {
            from += steps[i].Step;
            spans[i] = new LabelSpan(from, from + steps[i].Length);
        }

        return spans;
    }
}
