using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Venues;
using static CryptoRun.Domain.Tests.Exits.ExitScenario;

namespace CryptoRun.Domain.Tests.Exits;

/// <summary>The seven rules of the exits, sentence by sentence.</summary>
public class ExitRulesTests
{
    /// <summary>"hard stop: loss >= 1.5 x ATR14(1 h at entry x sqrt 24), at least 4 %, at most 6 %".</summary>
    [Theory]
    [InlineData(0.1, 0.04)]
    [InlineData(0.5443, 0.04)]
    [InlineData(0.7, 0.0514392846)]
    [InlineData(0.8165, 0.06)]
    [InlineData(5.0, 0.06)]
    public void Judge_HardStop_IsHeldBetweenFourAndSixPercent(double atr, double limit) =>
        Judge(Position with { Atr1hAtEntry = atr }).Check(ExitRule.HardStop).Threshold!.Value.ShouldBe(limit, 1e-9);

    [Theory]
    [InlineData(90, true)]
    [InlineData(94.8560715, true)]
    [InlineData(94.8560716, false)]
    [InlineData(96, false)]
    public void Judge_LossReachesTheStop_SellsAll(double price, bool fires)
    {
        // 100 - 5.14392846 = 94.85607154.
        var decision = Judge(reading: Reading with { Price = price }, options: new());

        (decision.Rule == ExitRule.HardStop).ShouldBe(fires);
        decision.Share.ShouldBe(fires ? 1 : 0);
    }

    [Theory]
    [InlineData(96.0, 0.1, true)]
    [InlineData(96.0001, 0.1, false)]
    [InlineData(94.0, 9.0, true)]
    [InlineData(94.0001, 9.0, false)]
    public void Judge_LossOnTheClampedStop_Fires(double price, double atr, bool fires) =>
        (Judge(Position with { Atr1hAtEntry = atr }, Reading with { Price = price }, new()).Rule == ExitRule.HardStop).ShouldBe(fires);

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    public void Judge_NoAtrAtEntry_StopsAtTheFarthest(double? atr)
    {
        var stop = Judge(Position with { Atr1hAtEntry = atr }, Reading with { Price = 94 });

        (stop.Rule, stop.Reason).ShouldBe((ExitRule.HardStop, "loss 6.0 %, stop at 6.0 %, the farthest: no ATR at entry"));
        Judge(Position with { Atr1hAtEntry = atr }, Reading with { Price = 94.01 }, new()).Rule.ShouldBeNull();
    }

    /// <summary>"venue health red for 60 s".</summary>
    [Theory]
    [InlineData(VenueState.Red, 60.0, ExitOutcome.Fired)]
    [InlineData(VenueState.Red, 59.9, ExitOutcome.Held)]
    [InlineData(VenueState.Yellow, 600.0, ExitOutcome.Held)]
    [InlineData(VenueState.Green, null, ExitOutcome.Held)]
    [InlineData(VenueState.Red, null, ExitOutcome.NotChecked)]
    [InlineData(null, null, ExitOutcome.NotChecked)]
    public void Judge_VenueRed_FiresAfterAMinute(VenueState? state, double? seconds, ExitOutcome outcome) =>
        Judge(reading: Reading with { Venue = state, RedSince = seconds is { } s ? At.AddSeconds(-s) : null }).Check(ExitRule.VenueRed).Outcome.ShouldBe(outcome);

    /// <summary>"48 h held".</summary>
    [Theory]
    [InlineData(48.0, true)]
    [InlineData(47.99, false)]
    public void Judge_HeldForLong_Fires(double hours, bool fires) => (Judge(Position with { OpenedAt = At.AddHours(-hours) }).Rule == ExitRule.TimeStop).ShouldBe(fires);

    /// <summary>"acceleration &lt;= 50 % of entry's".</summary>
    [Theory]
    [InlineData(1.0, 0.5, ExitOutcome.Fired)]
    [InlineData(1.0, 0.501, ExitOutcome.Held)]
    [InlineData(1.0, -2.0, ExitOutcome.Fired)]
    [InlineData(-1.0, -1.0, ExitOutcome.NotChecked)]
    [InlineData(0.0, 0.0, ExitOutcome.NotChecked)]
    [InlineData(null, 0.4, ExitOutcome.NotChecked)]
    [InlineData(1.0, null, ExitOutcome.NotChecked)]
    [InlineData(1.0, double.NaN, ExitOutcome.NotChecked)]
    public void Judge_Acceleration_FiresAtHalfOfTheEntrys(double? entry, double? now, ExitOutcome outcome) =>
        Judge(Position with { AccelerationAtEntry = entry }, Reading with { Acceleration = now }).Check(ExitRule.Acceleration).Outcome.ShouldBe(outcome);

    /// <summary>"Final score &lt;= 70 % of entry's (75 % in HighVolatility)".</summary>
    [Theory]
    [InlineData(false, 70.0, ExitOutcome.Fired)]
    [InlineData(false, 70.1, ExitOutcome.Held)]
    [InlineData(true, 75.0, ExitOutcome.Fired)]
    [InlineData(true, 75.1, ExitOutcome.Held)]
    [InlineData(false, null, ExitOutcome.NotChecked)]
    [InlineData(false, double.NaN, ExitOutcome.NotChecked)]
    public void Judge_Score_FiresAtItsShareOfTheEntrys(bool high, double? now, ExitOutcome outcome) =>
        Judge(Position with { FinalAtEntry = 100 }, Reading with { Final = now, IsHighVolatility = high }).Check(ExitRule.ScoreDecay).Outcome.ShouldBe(outcome);

    [Fact]
    public void Judge_NoScoreAtEntry_IsNotChecked() => Judge(Position with { FinalAtEntry = null }).Check(ExitRule.ScoreDecay).Reason.ShouldBe("not checked: no score at entry");

    /// <summary>"trailing stop 5 % (7 %) under the high once in profit".</summary>
    [Theory]
    [InlineData(false, 120, 114.0, ExitOutcome.Fired)]
    [InlineData(false, 120, 114.01, ExitOutcome.Held)]
    [InlineData(true, 120, 111.6, ExitOutcome.Fired)]
    [InlineData(true, 120, 111.61, ExitOutcome.Held)]
    [InlineData(false, 100.1, 95.09, ExitOutcome.Fired)]
    [InlineData(false, 100.0, 95.0, ExitOutcome.Held)]
    [InlineData(false, 100.0, 110.0, ExitOutcome.Held)]
    public void Judge_UnderTheHigh_FiresOnceInProfit(bool highVolatility, double high, double price, ExitOutcome outcome)
    {
        // A stop wide enough to let the trailing one speak.
        var options = Classic with { MostStop = 0.5, LeastStop = 0.5 };

        Judge(Position with { HighestPrice = high }, Reading with { Price = price, IsHighVolatility = highVolatility }, options).Check(ExitRule.TrailingStop).Outcome.ShouldBe(outcome);
    }

    /// <summary>"profit targets: 15 % half, 30 % all".</summary>
    [Theory]
    [InlineData(114.99, false, null, 0.0)]
    [InlineData(115.0, false, ExitRule.ProfitTarget, 0.5)]
    [InlineData(129.99, false, ExitRule.ProfitTarget, 0.5)]
    [InlineData(130.0, false, ExitRule.ProfitTarget, 1.0)]
    [InlineData(115.0, true, null, 0.0)]
    [InlineData(130.0, true, ExitRule.ProfitTarget, 1.0)]
    public void Judge_Gain_TakesHalfOnceThenAll(double price, bool hasTakenHalf, ExitRule? rule, double share)
    {
        var decision = Judge(Position with { HasTakenHalf = hasTakenHalf }, Reading with { Price = price });

        (decision.Rule, decision.Share).ShouldBe((rule, share));
    }

    [Fact]
    public void After_HalfTaken_IsRememberedAndTheHighGoesOn()
    {
        var reading = Reading with { Price = 116 };
        var half = Position.After(reading, Judge(reading: reading));

        (half.HasTakenHalf, half.HighestPrice).ShouldBe((true, 116));
        Judge(half, reading).Rule.ShouldBeNull();
        Position.After(Reading, Judge()).ShouldBe(Position);
    }

    /// <summary>"`classic` checks all seven; `patient` (default) leaves out 4, 5 and 6".</summary>
    [Fact]
    public void Judge_Profiles_AskSevenOrFour()
    {
        new ExitOptions().Profile.ShouldBe(ExitProfile.Patient);
        Judge().Checks.ShouldAllBe(check => check.Outcome == ExitOutcome.Held);
        Judge().Checks.Select(check => check.Rule).ShouldBe(Enum.GetValues<ExitRule>());
        Judge(options: new()).Checks.Where(check => check.Outcome == ExitOutcome.LeftOut).Select(check => check.Rule).ShouldBe(
            [ExitRule.Acceleration, ExitRule.ScoreDecay, ExitRule.TrailingStop]);

        var fading = Reading with { Acceleration = -1, Final = 10, Price = 97 };
        (Judge(reading: fading).Rule, Judge(reading: fading, options: new()).Rule).ShouldBe((ExitRule.Acceleration, null));
    }

    /// <summary>"first match wins"; "Result carries the rule, the numbers and the rules checked before it."</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(6)]
    [InlineData(5)]
    [InlineData(4)]
    [InlineData(3)]
    [InlineData(2)]
    [InlineData(1)]
    public void Judge_RulesFromOneOnFire_TheFirstWinsAndCarriesThoseBefore(int first)
    {
        // All seven cannot fire at one price: stops ask for a loss, targets for a gain; limits are bent so that they can.
        var options = Classic with { LeastStop = 0.001, MostStop = 0.001, HalfTarget = 0.001, FullTarget = 10 };
        var position = Position with { HighestPrice = first <= 6 ? 200 : 104 };
        var reading = Reading with { Price = 103 };
        if (first <= 5) reading = reading with { Final = 1 };
        if (first <= 4) reading = reading with { Acceleration = 0 };
        if (first <= 3) position = position with { OpenedAt = At.AddHours(-100) };
        if (first <= 2) reading = reading with { Venue = VenueState.Red, RedSince = At.AddMinutes(-5) };
        if (first <= 1) reading = reading with { Price = 99 };

        var decision = Judge(position, reading, options);

        decision.Rule.ShouldBe((ExitRule)(first - 1));
        decision.Checks.Select(check => check.Rule).ShouldBe(Enum.GetValues<ExitRule>().Take(first));
        decision.Checks.SkipLast(1).ShouldAllBe(check => check.Outcome == ExitOutcome.Held && check.Actual != null && check.Threshold != null);
        (decision.Checks[^1].Outcome, decision.Reason).ShouldBe((ExitOutcome.Fired, decision.Checks[^1].Reason));
    }

    [Fact]
    public void Judge_NothingFires_Holds()
    {
        var decision = Judge();

        (decision.Rule, decision.Share, decision.Reason, decision.Symbol, decision.At).ShouldBe((null, 0, "no exit rule fires", "SOL-USD", At));
        decision.Checks.Select(check => check.Reason).ShouldBe(
        [
            "loss −3.0 %, stop at 5.1 %", "venue is green", "held 24.0 h, limit 48.0 h", "acceleration 0.90, exit at 0.50", "score 88.0, exit at 63.0",
            "1.0 % under the high, stop at 5.0 %", "gain 3.0 %, half at 15.0 %",
        ]);
        decision.Checks.ShouldAllBe(check => check.Margin > 0 && check.Comparison == (check.Unit == "z" || check.Unit == "points" ? Comparison.AtMost : Comparison.AtLeast));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void Judge_PriceIsNone_Throws(double price)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Judge(reading: Reading with { Price = price }));
        Should.Throw<ArgumentOutOfRangeException>(() => Judge(Position with { EntryPrice = price }));
        Should.Throw<ArgumentOutOfRangeException>(() => Judge(Position with { HighestPrice = price }));
    }

    [Fact]
    public void Validate_Options_NamesKeyValueAndRange()
    {
        new ExitOptions().Validate().ShouldBeEmpty();
        new ExitOptions { LeastStop = 0.07, HoldHours = double.NaN, Profile = (ExitProfile)3 }.Validate().ShouldBe(
            ["Exits:Profile is 3; allowed is 0 to 1.", "Exits:LeastStop is 0.07; allowed is 0.001 to 0.06.", "Exits:HoldHours is NaN; allowed is 1 to 720."]);
    }
}
