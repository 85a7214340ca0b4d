using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Venues;
using FsCheck;
using FsCheck.Fluent;
using static CryptoRun.Domain.Tests.Exits.ExitScenario;

namespace CryptoRun.Domain.Tests.Exits;

/// <summary>What holds of every position at every instant.</summary>
public class ExitPropertyTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(1000);

    private static readonly Gen<double?> Perhaps = Gen.Frequency((1, Gen.Constant((double?)null)), (1, Gen.Constant((double?)double.NaN)), (6, Gen.Choose(-300, 300).Select(n => (double?)(n / 100.0))));

    private static readonly Gen<(HeldPosition Position, ExitReading Reading, ExitOptions Options)> Any =
        from price in Gen.Choose(500, 1500)
        from high in Gen.Choose(1000, 1500)
        from half in Gen.Elements(true, false)
        from atr in Perhaps
        from before in Perhaps
        from now in Perhaps
        from hours in Gen.Choose(0, 60)
        from state in Gen.Elements<VenueState?>(null, VenueState.Green, VenueState.Yellow, VenueState.Red)
        from red in Gen.Choose(0, 120)
        from profile in Gen.Elements(ExitProfile.Classic, ExitProfile.Patient)
        from isHigh in Gen.Elements(true, false)
        select (
            Position with { EntryPrice = 100, HighestPrice = high / 10.0, HasTakenHalf = half, Atr1hAtEntry = atr, AccelerationAtEntry = before, FinalAtEntry = before * 30, OpenedAt = At.AddHours(-hours) },
            new ExitReading(At, price / 10.0, isHigh, state, state == VenueState.Red ? At.AddSeconds(-red) : null, now, now * 30),
            new ExitOptions { Profile = profile });

    [Fact]
    public void Judge_AnyPosition_OutcomeMarginAndComparisonAgree() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), x =>
    {
        var decision = ExitRules.Judge(x.Position, x.Reading, x.Options);
        foreach (var check in decision.Checks)
        {
            (check.Actual is null).ShouldBe(check.Outcome is ExitOutcome.NotChecked or ExitOutcome.LeftOut);
            if (check.Actual is { } actual) double.IsFinite(actual).ShouldBeTrue();
            if (check.Margin is { } margin) (margin <= 0).ShouldBe(check.Outcome == ExitOutcome.Fired);
            if (check.Outcome == ExitOutcome.Fired) (check.Comparison == Comparison.AtLeast ? check.Actual >= check.Threshold : check.Actual <= check.Threshold).ShouldBeTrue();
            check.Reason.ShouldNotBeEmpty();
        }
    }));

    [Fact]
    public void Judge_AnyPosition_OnlyTheLastCheckFiresAndDecides() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), x =>
    {
        var decision = ExitRules.Judge(x.Position, x.Reading, x.Options);
        decision.Checks.SkipLast(1).All(check => check.Outcome != ExitOutcome.Fired).ShouldBeTrue();
        (decision.Rule is null).ShouldBe(decision.Checks[^1].Outcome != ExitOutcome.Fired);
        decision.Checks.Select(check => (int)check.Rule).ShouldBe(Enumerable.Range(0, decision.Checks.Count));
        (decision.Share == 0).ShouldBe(decision.Rule is null);
        if (decision.Share == 0.5) decision.Rule.ShouldBe(ExitRule.ProfitTarget);
    }));

    [Fact]
    public void Judge_LossOfSixPercentOrMore_AlwaysSellsAll() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), x =>
    {
        var decision = ExitRules.Judge(x.Position, x.Reading with { Price = Math.Min(x.Reading.Price, 94) }, x.Options);
        (decision.Rule, decision.Share).ShouldBe((ExitRule.HardStop, 1));
    }));

    [Fact]
    public void Judge_PatientSells_SoDoesClassic() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), x =>
    {
        var patient = ExitRules.Judge(x.Position, x.Reading, x.Options with { Profile = ExitProfile.Patient });
        if (patient.Rule is not null) ExitRules.Judge(x.Position, x.Reading, x.Options with { Profile = ExitProfile.Classic }).Rule.ShouldNotBeNull();
    }));

    [Fact]
    public void After_JudgedTwice_HalfIsTakenOnce() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), x =>
    {
        var first = ExitRules.Judge(x.Position, x.Reading, x.Options);
        if (first.Share == 0.5) ExitRules.Judge(x.Position.After(x.Reading, first), x.Reading, x.Options).Share.ShouldNotBe(0.5);
    }));
}
