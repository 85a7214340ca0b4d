using System.Text.Json;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;
using static CryptoRun.Domain.Regimes.RegimeState;

namespace CryptoRun.Domain.Tests.Regimes;

public sealed class SecondOpinionsTests
{
    private const double SumTolerance = 1e-12;
    private static readonly RegimeOptions Options = new();
    private static readonly DateTimeOffset At = LongMarket.End;

    [Fact]
    public void On_ThreeKindsOfDays_NamesThemByVolatilityThenReturn()
    {
        var opinions = SecondOpinions.On(Vote(TrendingBull), Days(400, t => (t / 40 % 3) switch { 0 => (0.012, 0.4), 1 => (-0.004, 0.6), _ => (-0.01, 1.6) }), Options);
        var model = opinions.HiddenMarkov;

        model.States.Select(s => s.State).ShouldBe([TrendingBull, Choppy, HighVolatility]);
        model.States.Zip(model.States.Skip(1)).ShouldAllBe(pair => pair.First.VolatilityAnnualised < pair.Second.VolatilityAnnualised);
        model.States[0].MeanReturn.ShouldBe(0.012, 0.003);
        model.States[2].VolatilityAnnualised.ShouldBe(1.6, 0.1);
        model.States.Sum(s => s.Probability).ShouldBe(1, SumTolerance);
        model.States.ShouldAllBe(s => Math.Abs(s.Next.Sum() - 1) < 1e-9);
        model.IsConverged.ShouldBe(true);

        // Day 399 is the last of 40 days of the first kind (399 / 40 = 9, 9 mod 3 = 0).
        model.State.ShouldBe(TrendingBull);
        model.AgreesWithVote.ShouldBe(true);
        model.Agreement!.Value.ShouldBe(model.States[0].Probability);
        model.Reason.ShouldContain("in agreement with the vote for trending bull");
    }

    [Fact]
    public void On_CalmestDaysFall_TheyAreChoppy()
    {
        var opinions = SecondOpinions.On(Vote(TrendingBull), Days(400, t => (t / 40 % 3) switch { 0 => (-0.012, 0.4), 1 => (0.01, 0.6), _ => (-0.01, 1.6) }), Options);
        opinions.HiddenMarkov.States.Select(s => s.State).ShouldBe([Choppy, TrendingBull, HighVolatility]);
        opinions.HiddenMarkov.State.ShouldBe(Choppy);
        opinions.HiddenMarkov.AgreesWithVote.ShouldBe(false);
        opinions.HiddenMarkov.Agreement!.Value.ShouldBeLessThan(0.5);
        opinions.HiddenMarkov.Reason.ShouldContain("against the vote for trending bull");
    }

    [Fact]
    public void On_AllDaysFall_NoStateIsTrendingBull()
    {
        var opinions = SecondOpinions.On(Vote(Choppy), Days(400, t => (t / 40 % 3) switch { 0 => (-0.005, 0.4), 1 => (-0.012, 0.7), _ => (-0.03, 1.6) }), Options);
        opinions.HiddenMarkov.States.Select(s => s.State).ShouldBe([Choppy, Choppy, HighVolatility]);
        opinions.HiddenMarkov.State.ShouldBe(Choppy);
        opinions.HiddenMarkov.Agreement!.Value.ShouldBe(opinions.HiddenMarkov.States[0].Probability + opinions.HiddenMarkov.States[1].Probability, SumTolerance);
        SecondOpinions.On(Vote(TrendingBull), Days(400, t => (t / 40 % 3) switch { 0 => (-0.005, 0.4), 1 => (-0.012, 0.7), _ => (-0.03, 1.6) }), Options).HiddenMarkov.Agreement.ShouldBe(0);
    }

    [Theory]
    [InlineData(HighVolatility, true)]
    [InlineData(Choppy, false)]
    [InlineData(TrendingBull, false)]
    public void On_VolatilityRoseThirtyDaysAgo_ChangePointsAgreeWithAVoteForHighVolatilityOnly(RegimeState vote, bool agrees)
    {
        var opinion = SecondOpinions.On(Vote(vote), Days(300, t => (0, t < 270 ? 0.5 : 1.4)), Options).ChangePoints;
        opinion.Changes.ShouldBe([At.AddDays(-30)]);
        opinion.DaysSinceLastChange.ShouldBe(30);
        opinion.VolatilityAnnualised!.Value.ShouldBe(1.4, 0.1);
        opinion.VolatilityBefore!.Value.ShouldBe(0.5, 0.02);
        (opinion.IsElevated, opinion.AgreesWithVote).ShouldBe((true, agrees));
        opinion.Reason.ShouldStartWith("Daily volatility is elevated (1.");
    }

    [Fact]
    public void On_NoChange_SaysSo()
    {
        var opinion = SecondOpinions.On(Vote(Choppy), Days(300, _ => (0, 0.5)), Options).ChangePoints;
        opinion.Changes.ShouldBeEmpty();
        (opinion.DaysSinceLastChange, opinion.VolatilityBefore, opinion.IsElevated, opinion.AgreesWithVote).ShouldBe((null, null, false, true));
        opinion.Reason.ShouldContain("without a change");
    }

    [Fact]
    public void On_TooFewDays_HasNoOpinionButAReason()
    {
        var opinions = SecondOpinions.On(Vote(Choppy), Days(179, t => (0.01 * (t % 3), 0.5)), Options);
        opinions.Days.ShouldBe(179);
        opinions.HiddenMarkov.ShouldSatisfyAllConditions(o => o.IsAbsent.ShouldBeTrue(), o => o.States.ShouldBeEmpty(), o => o.Agreement.ShouldBeNull(), o => o.Reason.ShouldBe("There are 179 full days of market data; 180 are needed."));
        opinions.ChangePoints.ShouldSatisfyAllConditions(o => o.IsAbsent.ShouldBeTrue(), o => o.AgreesWithVote.ShouldBeNull(), o => o.Reason.ShouldBe("There are 179 full days of market data; 180 are needed."));
        SecondOpinions.On(Vote(Choppy), [], Options).ShouldSatisfyAllConditions(o => o.FirstDay.ShouldBeNull(), o => o.LastDay.ShouldBeNull());
    }

    [Fact]
    public void On_DegenerateDays_HasNoOpinionButAReason()
    {
        List<MarketDay> Same(Func<int, double> move, Func<int, double> volatility) => [.. Enumerable.Range(0, 200).Select(t => new MarketDay(At.AddDays(t - 200), move(t), volatility(t), 9))];
        string Model(List<MarketDay> days) => SecondOpinions.On(Vote(Choppy), days, Options).HiddenMarkov is { IsAbsent: true } absent ? absent.Reason : "an opinion";

        Model(Same(t => t % 5, _ => 0.5)).ShouldBe("Variable 2 does not vary.");
        Model(Same(_ => 0.01, t => 0.5 + (t % 7 * 0.1))).ShouldBe("Variable 1 does not vary.");
        Model(Same(t => Math.Log(0.5 + (t % 7 * 0.1)), t => 0.5 + (t % 7 * 0.1))).ShouldBe("The variables are collinear.");
        Model(Same(t => t == 7 ? double.NaN : t % 5, t => 0.5 + (t % 7 * 0.1))).ShouldContain("not a finite number");
        SecondOpinions.On(Vote(Choppy), Same(t => t % 5, _ => 0.5), Options).ChangePoints.Reason.ShouldBe("Daily volatility does not vary.");
    }

    [Fact]
    public void On_DetectionsOfAMarket_LaterCandlesRemovedIsTheSameToTheBit()
    {
        var universe = LongMarket.Draw(5);
        for (var back = 0; back < 60; back += 19)
        {
            var at = At.AddDays(-back).AddHours(-4 * (back % 5));
            var cut = universe.Select(s => s.ClosedAt(at)).Select(s => s.Last(s.Count)).ToList();
            var whole = SecondOpinions.On(RegimeDetector.DetectFromHistory(at, universe, Options), MarketDays.Of(At, universe, Options), Options);
            var then = SecondOpinions.On(RegimeDetector.DetectFromHistory(at, cut, Options), MarketDays.Of(at, cut, Options), Options);
            JsonSerializer.Serialize(then).ShouldBe(JsonSerializer.Serialize(whole));
            then.HiddenMarkov.IsAbsent.ShouldBeFalse(then.HiddenMarkov.Reason);
        }
    }

    [Fact]
    public void On_WildStretchOfAMarket_BothOpinionsSeeIt()
    {
        // Day 299, the last, is the 20th of a wild stretch.
        var universe = LongMarket.Draw(6);
        var opinions = SecondOpinions.On(RegimeDetector.DetectFromHistory(At, universe, Options), MarketDays.Of(At, universe, Options), Options);
        opinions.Vote.ShouldBe(HighVolatility);
        opinions.HiddenMarkov.AgreesWithVote.ShouldBe(true);
        opinions.ChangePoints.AgreesWithVote.ShouldBe(true);
        opinions.ChangePoints.DaysSinceLastChange.ShouldBe(20);
    }

    private static RegimeRecord Vote(RegimeState vote) => new(At, Choppy, 1, At, null, vote, null, [], "", 50, []);

    private static List<MarketDay> Days(int count, Func<int, (double Return, double Volatility)> kind)
    {
        var random = new CounterRandom(11);
        return [.. Enumerable.Range(0, count).Select(t =>
        {
            var (move, volatility) = kind(t);
            return new MarketDay(At.AddDays(t - count), move + (volatility / Math.Sqrt(365) * 0.3 * random.Normal((ulong)(2 * t))), volatility * Math.Exp(0.1 * random.Normal((ulong)((2 * t) + 1))), 9);
        })];
    }
}
