using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Layout;
using CryptoRun.Web.Regimes;

namespace CryptoRun.Web.Tests.Regimes;

public sealed class StateBandTests
{
    private static readonly DateTimeOffset End = RegimeFixture.At + RegimeSchedule.Step;

    [Fact]
    public void Of_WholeHistory_IsOneBandAState()
    {
        var history = RegimeFixture.History(6, i => i < 2 ? RegimeState.HighVolatility : RegimeState.Choppy);

        var bands = StateBand.Of(history, End.AddHours(-24), End);

        bands.Select(b => b.State).ShouldBe([RegimeState.HighVolatility, RegimeState.Choppy]);
        bands[0].To.ShouldBe(bands[1].From);
        bands[1].To.ShouldBe(End);
    }

    [Fact]
    public void Of_MissedDetection_LeavesAGapBetweenEqualStates()
    {
        var history = RegimeFixture.History(6, missing: i => i == 3);

        var bands = StateBand.Of(history, End.AddHours(-24), End);

        bands.Select(b => b.State).ShouldBe([RegimeState.Choppy, null, RegimeState.Choppy]);
        (bands[1].To - bands[1].From).ShouldBe(RegimeSchedule.Step);
    }

    [Fact]
    public void Of_HistoryThatBeginsLate_IsAGapBefore()
    {
        var bands = StateBand.Of(RegimeFixture.History(1), End.AddHours(-24), End);

        bands.Select(b => b.State).ShouldBe([null, RegimeState.Choppy]);
    }

    [Fact]
    public void Of_NothingStored_IsOneGap() => StateBand.Of([], End.AddHours(-24), End).ShouldHaveSingleItem().State.ShouldBeNull();

    [Theory]
    [InlineData(0b1)]
    [InlineData(0b101101)]
    [InlineData(0b11001110001)]
    [InlineData(0b1000000000000001)]
    public void Of_AnyHistory_CoversTheSpanWithoutOverlap(int stored)
    {
        var present = Enumerable.Range(0, 16).Select(i => (stored >> i & 1) == 1).ToArray();
        var history = RegimeFixture.History(present.Length, missing: i => !present[i]);

        var bands = StateBand.Of(history, End.AddHours(-48), End);

        bands[0].From.ShouldBe(End.AddHours(-48));
        bands[^1].To.ShouldBe(End);
        bands.Zip(bands.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From);
        bands.ShouldAllBe(b => b.From < b.To);
    }

    [Theory]
    [InlineData("24h")]
    [InlineData("7d")]
    [InlineData("30d")]
    [InlineData("1y")]
    public void Axis_EachRange_HasAFewTicksInside(string range)
    {
        var axis = TimeAxis.Of(RegimeRange.Of(range), End - RegimeRange.Of(range).Span, End, Times.Utc);

        axis.Ticks.Count.ShouldBeInRange(4, 10);
        axis.Ticks.ShouldAllBe(t => t.At > axis.From && t.At < axis.To);
        axis.Ticks.Select(t => t.Text).ShouldBeUnique();
    }

    [Theory]
    [InlineData("7 d")]
    [InlineData(null)]
    public void Range_NoSuchWord_IsTheDefault(string? word) => RegimeRange.Of(word).ShouldBe(RegimeRange.Default);

    [Fact]
    public void Scale_Values_HoldsThemOnRoundTicks()
    {
        var scale = ValueScale.Of([0.55, 1.9], 0, 10);

        scale.Low.ShouldBeLessThanOrEqualTo(0.55);
        scale.High.ShouldBeGreaterThanOrEqualTo(1.9);
        scale.Ticks.Count.ShouldBeInRange(3, 7);
    }

    [Fact]
    public void Scale_OneValue_StaysInItsRange()
    {
        var scale = ValueScale.Of([1, 1], 0, 1);

        scale.High.ShouldBe(1);
        scale.Low.ShouldBeLessThan(1);
    }
}
