using CryptoRun.Worker.Alerts;

namespace CryptoRun.Worker.Tests.Alerts;

public sealed class AlertEngineTests
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlertLimits Limits = new(1000, null);
    private static readonly AlertRule Rule = AlertRule.First with { CooldownMinutes = 0 };

    [Fact]
    public void Run_NewRule_WhatPassesAlreadyIsBaselineAndNotTold()
    {
        var step = Run(Rule, null, 0, "SOL-USD");

        step.Decisions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(d => d.Suppressed.ShouldBe(Suppression.Baseline), d => d.Why.ShouldNotBeNull());
        Run(Rule, step.State, 15, "SOL-USD").Decisions.ShouldBeEmpty();
        Run(Rule, step.State, 15, "SOL-USD", "BTC-USD").Decisions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(d => d.Subject.ShouldBe("BTC-USD"), d => d.Suppressed.ShouldBeNull(), d => d.IsEntry.ShouldBeTrue());
        Run(Rule with { TellCurrent = true }, null, 0, "SOL-USD").Decisions.ShouldHaveSingleItem().Suppressed.ShouldBeNull();
    }

    [Fact]
    public void Run_SameScanAgainOrAnOlderOne_NothingHappens()
    {
        var before = Run(Rule, Run(Rule, null, 0).State, 15, "SOL-USD");

        Run(Rule, before.State, 15).ShouldSatisfyAllConditions(s => s.State.ShouldBeSameAs(before.State), s => s.Decisions.ShouldBeEmpty());
        Run(Rule, before.State, 0).State.ShouldBeSameAs(before.State);
    }

    [Fact]
    public void Run_ExitNotAskedFor_NothingIsToldAndTheNextEntryIs()
    {
        var rule = Rule with { OnExit = false };

        Walk(rule, [], ["SOL-USD"], [], ["SOL-USD"]).ShouldBe(["1 in sent", "3 in sent"]);
    }

    [Fact]
    public void Run_CoinThatLeftTheBoard_IsAnExitThatSaysSo()
    {
        var inside = Run(Rule, Run(Rule, null, 0).State, 15, "SOL-USD").State;
        var gone = AlertEngine.Run(Rule, inside, new AlertSight(T0.AddMinutes(30), "30", "30", [], s => new Sighting(s, false, "left the board: gaps", "/")), [], Limits);

        gone.Decisions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(d => d.IsEntry.ShouldBeFalse(), d => d.Text.ShouldBe("left the board: gaps"));
        gone.State.Subjects.ShouldBeEmpty();
    }

    [Fact]
    public void Run_DebounceOfThreeScans_CountsAtTheThirdAndSaysWhatItDropped()
    {
        var rule = Rule with { DebounceScans = 3 };

        Walk(rule, [], ["SOL-USD"], ["SOL-USD"], ["SOL-USD"]).ShouldBe(["3 in sent"]);
        Walk(rule, [], ["SOL-USD"], ["SOL-USD"], [], ["SOL-USD"]).ShouldBe(["3 in Debounce"]);
        Walk(rule with { DebounceScans = 1, DebounceMinutes = 30 }, [], ["SOL-USD"], ["SOL-USD"], ["SOL-USD"]).ShouldBe(["3 in sent"]);
    }

    [Fact]
    public void Run_ExitWithinTheCooldown_IsToldAtItsEndIfItStillHolds()
    {
        var rule = Rule with { CooldownMinutes = 30 };

        Walk(rule, [], ["SOL-USD"], [], [], []).ShouldBe(["1 in sent", "2 out Cooldown", "3 out sent"]);
        Walk(rule, [], ["SOL-USD"], [], ["SOL-USD"], ["SOL-USD"]).ShouldBe(["1 in sent", "2 out Cooldown", "3 in Cooldown"], "what was told last holds again");
    }

    [Fact]
    public void Run_Muted_IsRecordedAndNotToldLater()
    {
        Walk(Rule with { MutedUntil = T0.AddMinutes(16) }, [], ["SOL-USD"], ["SOL-USD"], []).ShouldBe(["1 in Muted", "3 out sent"]);
        AlertEngine.Run(Rule, Run(Rule, null, 0).State, Sight(15, "SOL-USD"), [], new AlertLimits(10, AlertRule.UntilResumed)).Decisions.ShouldHaveSingleItem().Why.ShouldBe("all alerts are muted");
    }

    [Fact]
    public void Run_BudgetSpent_TheFirstOfTheBoardGetWhatIsLeft()
    {
        var rule = Rule with { BudgetPerHour = 2 };
        var step = AlertEngine.Run(rule, Run(rule, null, 0).State, Sight(15, "SOL-USD", "BTC-USD", "XRP-USD"), [new SentAlert(T0.AddMinutes(-46), rule.Id), new SentAlert(T0, rule.Id), new SentAlert(T0, "another")], Limits);

        step.Decisions.Select(d => (d.Subject, d.Suppressed)).ShouldBe([("SOL-USD", null), ("BTC-USD", Suppression.Budget), ("XRP-USD", Suppression.Budget)]);
        AlertEngine.Run(rule, Run(rule, null, 0).State, Sight(15, "SOL-USD"), [new SentAlert(T0, "another")], Limits with { BudgetPerHour = 1 }).Decisions.ShouldHaveSingleItem().Why!.ShouldContain("all rules");
    }

    [Fact]
    public void Run_FilterChanged_BeginsAnew()
    {
        var before = Run(Rule, Run(Rule, null, 0).State, 15, "SOL-USD").State;

        var step = Run(Rule with { Filter = new AlertFilter { MinScore = 60 } }, before, 30, "BTC-USD");

        step.Decisions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(d => d.Subject.ShouldBe("BTC-USD"), d => d.Suppressed.ShouldBe(Suppression.Baseline));
    }

    /// <summary>What happens to SOL-USD, a scan every 15 minutes.</summary>
    private static List<string> Walk(AlertRule rule, params string[][] scans)
    {
        RuleState? state = null;
        List<string> happened = [];
        List<SentAlert> sent = [];
        for (var i = 0; i < scans.Length; i++)
        {
            var step = AlertEngine.Run(rule, state, Sight(i * 15, scans[i]), sent, Limits);
            state = step.State;
            sent.AddRange(step.Decisions.Where(d => d.Suppressed is null).Select(_ => new SentAlert(T0.AddMinutes(i * 15), rule.Id)));
            happened.AddRange(step.Decisions.Select(d => $"{i} {(d.IsEntry ? "in" : "out")} {d.Suppressed?.ToString() ?? "sent"}"));
        }

        return happened;
    }

    private static RuleStep Run(AlertRule rule, RuleState? before, int minute, params string[] inside) => AlertEngine.Run(rule, before, Sight(minute, inside), [], Limits);

    private static AlertSight Sight(int minute, params string[] inside) => new(
        T0.AddMinutes(minute), $"{minute}", $"{minute}", [.. inside.Concat(["SOL-USD"]).Distinct().Select(s => new Sighting(s, inside.Contains(s), "text", "/"))], s => new Sighting(s, false, "left the board", "/"));
}
