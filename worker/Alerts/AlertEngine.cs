namespace CryptoRun.Worker.Alerts;

/// <summary>
/// The state machine of a rule: what was known and what is seen give what is known and who is told. Pure: the instant is the sight's. A transition counts when the debounce has
/// passed; it is sent unless the rule is muted, the subject cools down or the budget is spent, and what is not sent is a decision too. News that a cool-down holds back are sent at
/// its end if they still hold, so that what a reader was told last never stays wrong.
/// </summary>
public static class AlertEngine
{
    /// <summary>The window of a budget.</summary>
    public static readonly TimeSpan BudgetWindow = TimeSpan.FromHours(1);

    /// <summary>Takes one sight.</summary>
    /// <param name="rule">The rule, enabled.</param>
    /// <param name="before">What was known; null for a rule that begins.</param>
    /// <param name="sight">What is seen.</param>
    /// <param name="sent">Alerts of all rules sent within the hour before the sight.</param>
    /// <param name="limits">Limits of all rules together.</param>
    public static RuleStep Run(AlertRule rule, RuleState? before, AlertSight sight, IEnumerable<SentAlert> sent, AlertLimits limits)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(sight);
        var isNew = before is null || !string.Equals(before.Basis, rule.Basis, StringComparison.Ordinal);
        if (!isNew && (before!.At > sight.At || string.Equals(before.Occasion, sight.Occasion, StringComparison.Ordinal))) return new RuleStep(before, []);

        var known = isNew ? new Dictionary<string, SubjectState>(StringComparer.Ordinal) : new(before!.Subjects, StringComparer.Ordinal);
        var turn = new Turn(rule, sight.At, limits, [.. sent.Where(s => s.At > sight.At - BudgetWindow)]);
        var there = sight.Subjects.Select(static s => s.Subject).ToHashSet(StringComparer.Ordinal);
        foreach (var subject in sight.Subjects.Concat(known.Keys.Where(k => !there.Contains(k)).Order(StringComparer.Ordinal).ToList().Select(sight.Gone)))
        {
            var state = known.GetValueOrDefault(subject.Subject, SubjectState.Out);
            var after = isNew ? turn.Begin(subject) : turn.Next(state, subject);
            if (turn.IsWorthKnowing(after)) known[subject.Subject] = after;
            else known.Remove(subject.Subject);
        }

        return new RuleStep(new RuleState(sight.At, sight.Occasion, rule.Basis, known), turn.Decisions);
    }

    private sealed class Turn(AlertRule rule, DateTimeOffset at, AlertLimits limits, List<SentAlert> sent)
    {
        private readonly TimeSpan _cooldown = TimeSpan.FromMinutes(rule.CooldownMinutes);

        public List<RuleDecision> Decisions { get; } = [];

        public SubjectState Begin(Sighting seen)
        {
            if (!seen.IsIn) return SubjectState.Out;
            var state = new SubjectState(IsIn: true, WasTold: false);
            if (!rule.OnEntry) return state with { WasTold = true };
            if (rule.TellCurrent) return Tell(state, seen);
            Hold(seen, isEntry: true, seen.Text, Suppression.Baseline, "it passed already when the rule began");
            return state with { WasTold = true };
        }

        public SubjectState Next(SubjectState state, Sighting seen)
        {
            if (seen.IsIn == state.IsIn) return seen is { IsNews: true, IsIn: true } && rule.OnEntry ? Tell(Dropped(state, seen), seen) : Owed(Dropped(state, seen), seen);

            var (held, since) = (state.Held + 1, state.HeldSince ?? at);
            if (held < rule.DebounceScans || at - since < TimeSpan.FromMinutes(rule.DebounceMinutes)) return state with { Held = held, HeldSince = since };

            var turned = state with { IsIn = seen.IsIn, Held = 0, HeldSince = null };
            if (!IsAsked(seen.IsIn)) return turned with { WasTold = seen.IsIn };
            if (state.WasTold != seen.IsIn) return Tell(turned, seen);
            Hold(seen, seen.IsIn, seen.Text, Suppression.Cooldown, "what was told last holds again; the news in between fell into the cool-down");
            return turned;
        }

        public bool IsWorthKnowing(SubjectState state) => state.IsIn || state.WasTold || state.Held > 0 || state.SentAt + _cooldown > at;

        /// <summary>It has come back before it counted.</summary>
        private SubjectState Dropped(SubjectState state, Sighting seen)
        {
            if (state.Held == 0) return state;
            var isEntry = !state.IsIn;
            if (IsAsked(isEntry))
            {
                Hold(
                    seen, isEntry, isEntry ? "passed, and no longer does" : "no longer passed, and does again", Suppression.Debounce,
                    $"it held for {state.Held} of {rule.DebounceScans} scans{(rule.DebounceMinutes > 0 ? $" and {(at - state.HeldSince!.Value).TotalMinutes:0} of {rule.DebounceMinutes} min" : "")}");
            }

            return state with { Held = 0, HeldSince = null };
        }

        /// <summary>News that a cool-down held back, and that still hold.</summary>
        private SubjectState Owed(SubjectState state, Sighting seen) => state.IsIn != state.WasTold && !IsCooling(state) ? Tell(state, seen) : state;

        private SubjectState Tell(SubjectState state, Sighting seen)
        {
            if (limits.IsMuted(at) || rule.IsMuted(at))
                return Silent(Suppression.Muted, limits.IsMuted(at) ? "all alerts are muted" : "the rule is muted");
            if (IsCooling(state))
            {
                Hold(seen, state.IsIn, seen.Text, Suppression.Cooldown, $"the last alert of it was {(at - state.SentAt!.Value).TotalMinutes:0} min ago; the rule asks for {rule.CooldownMinutes}");
                return state;
            }

            if (seen.HeldBack is { } heldBack) return Silent(Suppression.Budget, heldBack);
            if (sent.Count(s => string.Equals(s.RuleId, rule.Id, StringComparison.Ordinal)) is var own && own >= rule.BudgetPerHour)
                return Silent(Suppression.Budget, $"the rule has sent {own} within the hour; {rule.BudgetPerHour} are its budget");
            if (sent.Count >= limits.BudgetPerHour) return Silent(Suppression.Budget, $"{sent.Count} were sent within the hour; {limits.BudgetPerHour} are the budget of all rules");

            sent.Add(new SentAlert(at, rule.Id));
            Decisions.Add(new RuleDecision(seen.Subject, state.IsIn, seen.Text, seen.Href, null, null));
            return state with { WasTold = state.IsIn, SentAt = at };

            SubjectState Silent(Suppression suppression, string why)
            {
                Hold(seen, state.IsIn, seen.Text, suppression, why);
                return state with { WasTold = state.IsIn };
            }
        }

        private void Hold(Sighting seen, bool isEntry, string text, Suppression suppression, string why) => Decisions.Add(new RuleDecision(seen.Subject, isEntry, text, seen.Href, suppression, why));

        private bool IsAsked(bool isEntry) => isEntry ? rule.OnEntry : rule.OnExit;

        private bool IsCooling(SubjectState state) => state.SentAt + _cooldown > at;
    }
}

/// <summary>Limits of all rules together.</summary>
/// <param name="BudgetPerHour">Most alerts within an hour.</param>
/// <param name="MutedUntil">Until when nobody is told of anything; null when not muted.</param>
public sealed record AlertLimits(int BudgetPerHour, DateTimeOffset? MutedUntil)
{
    /// <summary>Whether everything is muted at an instant.</summary>
    public bool IsMuted(DateTimeOffset at) => MutedUntil > at;
}
