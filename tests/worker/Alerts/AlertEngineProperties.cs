using CryptoRun.Worker.Alerts;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Worker.Tests.Alerts;

/// <summary>Whatever coins do and however a rule is set.</summary>
public sealed class AlertEngineProperties
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Symbols = ["A-USD", "B-USD", "C-USD", "D-USD"];

    [Fact]
    public void Run_AnyWalk_NeverMoreThanTheBudgetWithinAnyHour() => Check(walk =>
    {
        var sent = Walk(walk).Where(e => e.Decision.Suppressed is null).ToList();
        foreach (var end in sent)
        {
            var hour = sent.Where(e => e.At > end.At - AlertEngine.BudgetWindow && e.At <= end.At).ToList();
            hour.Count.ShouldBeLessThanOrEqualTo(walk.BudgetOfAll);
            hour.GroupBy(e => e.Rule.Id).ShouldAllBe(g => g.Count() <= g.First().Rule.BudgetPerHour);
        }
    });

    [Fact]
    public void Run_AnyWalk_NeverTwoAlertsOfARuleAndSymbolWithinTheCooldown() => Check(walk =>
    {
        foreach (var own in Walk(walk).Where(e => e.Decision.Suppressed is null).GroupBy(e => (e.Rule.Id, e.Decision.Subject)))
        {
            var times = own.Select(e => e.At).ToList();
            for (var i = 1; i < times.Count; i++) (times[i] - times[i - 1]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(own.First().Rule.CooldownMinutes));
        }
    });

    [Fact]
    public void Run_EntryAndExitAskedAndNothingElseHoldsBack_TheyAlternate() => Check(walk =>
    {
        var generous = walk with { BudgetOfAll = 100_000, Rules = [.. walk.Rules.Select(r => r with { OnEntry = true, OnExit = true, TellCurrent = true, BudgetPerHour = 100_000, MutedUntil = null })] };
        foreach (var own in Walk(generous).Where(e => e.Decision.Suppressed is null).GroupBy(e => (e.Rule.Id, e.Decision.Subject)))
        {
            var entries = own.Select(e => e.Decision.IsEntry).ToList();
            entries[0].ShouldBeTrue();
            for (var i = 1; i < entries.Count; i++) entries[i].ShouldBe(!entries[i - 1]);
        }
    });

    [Fact]
    public void Run_CoinThatFlapsFasterThanTheDebounce_IsNeverTold() => Check(walk =>
    {
        var flapping = walk with { Scans = [.. walk.Scans.Select((s, i) => s with { Inside = i % 2 == 0 ? [] : Symbols })], Rules = [.. walk.Rules.Select(r => r with { DebounceScans = Math.Max(2, r.DebounceScans) })] };

        Walk(flapping).ShouldAllBe(e => e.Decision.Suppressed == Suppression.Debounce);
    });

    [Fact]
    public void Run_EveryScanTwiceAndAfterARestart_TheSame() => Check(walk =>
        Walk(walk with { Scans = [.. walk.Scans.SelectMany(s => new[] { s, s })] }).Select(Said).ShouldBe(Walk(walk).Select(Said)));

    [Fact]
    public void Run_QuietForLongerThanTheCooldown_WhatWasToldLastHolds() => Check(walk =>
    {
        var generous = walk with { BudgetOfAll = 100_000, Rules = [.. walk.Rules.Select(r => r with { OnEntry = true, OnExit = true, TellCurrent = true, BudgetPerHour = 100_000, MutedUntil = null })] };
        var last = generous.Scans[^1];
        var quiet = generous with { Scans = [.. generous.Scans, .. Enumerable.Range(1, 300).Select(i => last with { Minute = last.Minute + (i * 15) })] };
        foreach (var own in Walk(quiet).Where(e => e.Decision.Suppressed is null).GroupBy(e => (e.Rule.Id, e.Decision.Subject)))
            own.Last().Decision.IsEntry.ShouldBe(last.Inside.Contains(own.Key.Subject));
    });

    private static string Said(Event e) => $"{e.At:O} {e.Rule.Id} {e.Decision}";

    private static List<Event> Walk(RandomWalk walk)
    {
        Dictionary<string, RuleState?> states = walk.Rules.ToDictionary(r => r.Id, _ => (RuleState?)null);
        List<Event> events = [];
        foreach (var scan in walk.Scans)
        {
            var at = T0.AddMinutes(scan.Minute);
            foreach (var rule in walk.Rules)
            {
                var sight = new AlertSight(at, $"{scan.Minute}", null, [.. Symbols.Select(s => new Sighting(s, scan.Inside.Contains(s), "text", "/"))], s => new Sighting(s, false, "gone", "/"));
                var step = AlertEngine.Run(rule, states[rule.Id], sight, events.Where(e => e.Decision.Suppressed is null).Select(e => new SentAlert(e.At, e.Rule.Id)), new AlertLimits(walk.BudgetOfAll, null));
                states[rule.Id] = step.State;
                events.AddRange(step.Decisions.Select(d => new Event(at, rule, d)));
            }
        }

        return events;
    }

    private static void Check(Action<RandomWalk> holds)
    {
        var scan = from gap in Gen.Choose(1, 40) from inside in Gen.SubListOf(Symbols) select (gap, inside);
        var rule =
            from scans in Gen.Choose(1, 3)
            from minutes in Gen.Elements(0, 0, 20)
            from cooldown in Gen.Elements(0, 15, 60, 240)
            from budget in Gen.Choose(1, 5)
            from bits in Gen.Choose(0, 7)
            select AlertRule.First with { DebounceScans = scans, DebounceMinutes = minutes, CooldownMinutes = cooldown, BudgetPerHour = budget, OnEntry = (bits & 1) == 0, OnExit = (bits & 2) == 0, TellCurrent = (bits & 4) == 0 };
        var walks =
            from steps in Gen.ListOf(scan).Where(s => s.Count > 0)
            from rules in Gen.ArrayOf(rule, 2)
            from budget in Gen.Choose(1, 6)
            select new RandomWalk(
                [.. steps.Select((s, i) => new Scan(steps.Take(i + 1).Sum(x => x.gap), [.. s.inside]))], [.. rules.Select((r, i) => r with { Id = $"r{i}" })], budget);
        Prop.ForAll(walks.ToArbitrary(), walk => holds(walk)).QuickCheckThrowOnFailure();
    }

    private sealed record Scan(int Minute, string[] Inside);

    private sealed record RandomWalk(Scan[] Scans, AlertRule[] Rules, int BudgetOfAll);

    private sealed record Event(DateTimeOffset At, AlertRule Rule, RuleDecision Decision);
}
