using CryptoRun.Domain.Premove;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Tests.Storage;

namespace CryptoRun.Worker.Tests.Alerts;

/// <summary>A sweep's alerts pass the same engine as every other: history, mute, budget, cool-down.</summary>
public sealed class PremoveRuleTests
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);
    private static readonly AlertLimits Free = new(60, null);

    [Fact]
    public void Run_FirstSweepWithAnAlert_IsToldWithItsScoreAndConfirmation()
    {
        var step = See(AlertRule.Premove, null, Sweep(0, Sent));

        var told = step.Decisions.ShouldHaveSingleItem();
        (told.Subject, told.IsEntry, told.Suppressed, told.Href).ShouldBe(("BTC-USD", true, (Suppression?)null, "/premove?coin=BTC-USD"));
        told.Text.ShouldMatch(@"^(quiet|watch|prepare|prime) \d+\.\d, confirmed [0-3] of 3$");
    }

    [Fact]
    public void Run_AlertWithoutConfirmation_SaysThatItIsToBeLookedAtOnly() =>
        See(AlertRule.Premove, null, Sweep(0, Sent with { Kind = AlertKind.AlertOnly })).Decisions.ShouldHaveSingleItem().Text.ShouldEndWith("not confirmed: to be looked at only");

    [Fact]
    public void Run_TheNextSweepAlertsAgain_IsToldAgain()
    {
        var first = See(AlertRule.Premove, null, Sweep(0, Sent));

        See(AlertRule.Premove, first.State, Sweep(1, Sent)).Decisions.ShouldHaveSingleItem().Suppressed.ShouldBeNull();
        See(AlertRule.Premove, first.State, Sweep(0, Sent)).Decisions.ShouldBeEmpty("the same sweep is seen once");
    }

    [Fact]
    public void Run_TheSweepsOwnBudgetIsSpent_IsInTheHistoryWithItsSentence()
    {
        var first = See(AlertRule.Premove, null, Sweep(0, Sent));
        var held = See(AlertRule.Premove, first.State, Sweep(1, Sent with { IsSent = false, Sentence = "Held back: 3 of 3 in the hour, 4 of 10 in the day" })).Decisions.ShouldHaveSingleItem();

        (held.Suppressed, held.Why).ShouldBe((Suppression.Budget, "Held back: 3 of 3 in the hour, 4 of 10 in the day"));
    }

    [Fact]
    public void Run_MutedOverBudgetOrCoolingDown_IsHeldBackWithTheReason()
    {
        See(AlertRule.Premove with { MutedUntil = AlertRule.UntilResumed }, null, Sweep(0, Sent)).Decisions.ShouldHaveSingleItem().Suppressed.ShouldBe(Suppression.Muted);
        See(AlertRule.Premove, null, Sweep(0, Sent), new AlertLimits(60, At.AddHours(1))).Decisions.ShouldHaveSingleItem().Suppressed.ShouldBe(Suppression.Muted);
        AlertEngine.Run(AlertRule.Premove, null, ProgramSights.OfSweep(AlertRule.Premove, Sweep(0, Sent)), [new SentAlert(At, "candidates")], new AlertLimits(1, null)).Decisions.ShouldHaveSingleItem().Suppressed.ShouldBe(Suppression.Budget);

        var calm = AlertRule.Premove with { CooldownMinutes = 180 };
        var first = See(calm, null, Sweep(0, Sent));
        See(calm, first.State, Sweep(1, Sent)).Decisions.ShouldHaveSingleItem().Suppressed.ShouldBe(Suppression.Cooldown);
        See(calm, first.State, Sweep(3, Sent)).Decisions.ShouldHaveSingleItem().Suppressed.ShouldBeNull();
    }

    [Fact]
    public void Run_NoReasonAnyMore_IsToldToWhoAsksForExits()
    {
        var both = AlertRule.Premove with { OnExit = true };
        var first = See(both, null, Sweep(0, Sent));
        var exit = See(both, first.State, Sweep(1, Silent)).Decisions.ShouldHaveSingleItem();

        (exit.IsEntry, exit.Suppressed).ShouldBe((false, (Suppression?)null));
        exit.Text.ShouldStartWith("shows no pre-movement any more");
        See(AlertRule.Premove, See(AlertRule.Premove, null, Sweep(0, Sent)).State, Sweep(1, Silent)).Decisions.ShouldBeEmpty();
    }

    [Fact]
    public void Run_RuleForOtherCoins_SeesNothing() =>
        See(AlertRule.Premove with { Filter = new AlertFilter { Names = ["SOL"] } }, null, Sweep(0, Sent)).Decisions.ShouldBeEmpty();

    private static AlertDecision Sent { get; } = new(AlertKind.Candidate, true, 0, 3, 0, 10, null, "Candidate; 0 of 3 in the hour, 0 of 10 in the day before it");

    private static AlertDecision Silent { get; } = new(null, false, 0, 3, 0, 10, null, "No reason to alert; 0 of 3 in the hour, 0 of 10 in the day");

    private static RuleStep See(AlertRule rule, RuleState? before, StoredSweep sweep, AlertLimits? limits = null) => AlertEngine.Run(rule, before, ProgramSights.OfSweep(rule, sweep), [], limits ?? Free);

    /// <summary>A sweep in which bitcoin alone may have something to say.</summary>
    private static StoredSweep Sweep(int hour, AlertDecision bitcoin)
    {
        var sweep = PremoveExamples.Sweep(At.AddHours(hour));
        return sweep with { Coins = [.. sweep.Coins.Select(c => c with { Alert = c.Symbol == "BTC-USD" ? bitcoin : Silent })] };
    }
}
