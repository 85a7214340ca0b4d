using CryptoRun.Domain.Regimes;
using static CryptoRun.Domain.Regimes.RegimeState;

namespace CryptoRun.Domain.Tests.Regimes;

public sealed class RegimeTransitionsTests
{
    private const double Rounding = 1e-12;
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_UnbrokenHistory_CountsEveryStep()
    {
        var transitions = RegimeTransitions.Of(History("CCCTTCHHHCC"));
        transitions.ShouldSatisfyAllConditions(t => t.Detections.ShouldBe(11), t => t.Steps.ShouldBe(10), t => t.Holes.ShouldBe(0));
        Step(transitions, Choppy, Choppy).ShouldSatisfyAllConditions(s => s.Count.ShouldBe(3), s => s.OutOf.ShouldBe(5), s => s.Probability!.Value.ShouldBe(0.6));
        Step(transitions, Choppy, TrendingBull).Count.ShouldBe(1);
        Step(transitions, Choppy, HighVolatility).Count.ShouldBe(1);
        Step(transitions, TrendingBull, Choppy).Count.ShouldBe(1);
        Step(transitions, HighVolatility, HighVolatility).Probability!.Value.ShouldBe(2.0 / 3, Rounding);
        transitions.Matrix.Sum(s => s.Count).ShouldBe(10);
        transitions.Matrix.GroupBy(s => s.From).ShouldAllBe(row => Math.Abs(row.Sum(s => s.Probability!.Value) - 1) < Rounding);

        // Wilson's interval for 3 of 5, by hand: (0.6 + 0.38415 -+ 1.95996 sqrt(0.048 + 0.038415)) / 1.76829.
        Step(transitions, Choppy, Choppy).Low.ShouldBe(0.2307, 1e-4);
        Step(transitions, Choppy, Choppy).High.ShouldBe(0.8824, 1e-4);
    }

    [Fact]
    public void Of_UnbrokenHistory_StaysWithSeenEndsHaveLengths()
    {
        // The first CCC began before the history, the last CC goes on: neither has a known length.
        var transitions = RegimeTransitions.Of(History("CCCTTCHHHCC"));
        Stay(transitions, Choppy).ShouldSatisfyAllConditions(s => s.Count.ShouldBe(1), s => s.MeanHours.ShouldBe(4), s => s.ExpectedHours.ShouldBe(10), s => s.ShareOfTime.ShouldBe(0.5));
        Stay(transitions, TrendingBull).ShouldSatisfyAllConditions(s => s.MeanHours.ShouldBe(8), s => s.MedianHours.ShouldBe(8), s => s.ExpectedHours.ShouldBe(8));
        Stay(transitions, HighVolatility).ShouldSatisfyAllConditions(s => s.MeanHours.ShouldBe(12), s => s.Count.ShouldBe(1));
        transitions.Now.ShouldBe(new CurrentStay(Choppy, Begin.AddHours(36), 4, 1));
    }

    [Fact]
    public void Of_MissedDetections_AreNotAStep()
    {
        // A dot is a detection that was missed: C to H over it is no transition, and the T that it cuts has no known length.
        var transitions = RegimeTransitions.Of(History("CTT.TTC.H"));
        transitions.Holes.ShouldBe(2);
        transitions.Steps.ShouldBe(4);
        Step(transitions, Choppy, HighVolatility).Count.ShouldBe(0);
        Step(transitions, TrendingBull, TrendingBull).Count.ShouldBe(2);
        transitions.Stays.ShouldAllBe(s => s.Count == 0 && s.MeanHours == null);
        Stay(transitions, TrendingBull).ExpectedHours.ShouldBe(12);
        transitions.Now!.Percentile.ShouldBeNull();
    }

    [Fact]
    public void Of_ColdStart_IsAHoleAndNoState()
    {
        var transitions = RegimeTransitions.Of(History("TTxxTC"));
        transitions.ShouldSatisfyAllConditions(t => t.Detections.ShouldBe(4), t => t.Steps.ShouldBe(2), t => t.Holes.ShouldBe(1));
        Step(transitions, TrendingBull, Choppy).ShouldSatisfyAllConditions(s => s.Count.ShouldBe(1), s => s.OutOf.ShouldBe(2));
    }

    [Fact]
    public void Of_Nothing_IsAllAbsent()
    {
        var transitions = RegimeTransitions.Of([]);
        transitions.Now.ShouldBeNull();
        transitions.Matrix.Count.ShouldBe(9);
        transitions.Matrix.ShouldAllBe(s => s.Probability == null && s.Low == 0 && s.High == 1);
        transitions.Stays.ShouldAllBe(s => s.ShareOfTime == null && s.ExpectedHours == null);
    }

    [Fact]
    public void Of_CurrentStay_HasItsPercentileAmongTheCompletedOnes()
    {
        // Completed stays in T: 4, 8 and 16 h; now 8 h.
        var transitions = RegimeTransitions.Of(History("CTCTTCTTTTCTTT"));
        transitions.Now.ShouldBe(new CurrentStay(TrendingBull, Begin.AddHours(44), 8, 2.0 / 3));
    }

    private static RegimeTransition Step(RegimeTransitions transitions, RegimeState from, RegimeState to) => transitions.Matrix.Single(s => s.From == from && s.To == to);

    private static RegimeStay Stay(RegimeTransitions transitions, RegimeState state) => transitions.Stays.Single(s => s.State == state);

    /// <summary>A letter a detection: T, C, H; x for a cold start, a dot for none.</summary>
    private static List<RegimeRecord> History(string letters)
    {
        var records = new List<RegimeRecord>();
        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] == '.') continue;
            var (at, state) = (Begin.AddHours(4 * i), letters[i] switch { 'T' => TrendingBull, 'H' => HighVolatility, _ => Choppy });
            var previous = records.Count > 0 ? records[^1] : null;
            var since = previous?.State == state ? previous.Since : at;
            records.Add(new RegimeRecord(at, state, 1, since, null, state, previous?.State, [], "", 50, letters[i] == 'x' ? ["cold start"] : []));
        }

        return records;
    }
}
