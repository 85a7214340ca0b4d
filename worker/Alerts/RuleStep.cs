namespace CryptoRun.Worker.Alerts;

/// <summary>What one sight did to one rule.</summary>
/// <param name="State">What is known now.</param>
/// <param name="Decisions">What happened, told or not, in the order of the sight.</param>
public sealed record RuleStep(RuleState State, IReadOnlyList<RuleDecision> Decisions);

/// <summary>Something that happened to a subject, and whether anybody is told.</summary>
/// <param name="Subject">Subject.</param>
/// <param name="IsEntry">In or out.</param>
/// <param name="Text">In words, without the subject.</param>
/// <param name="Href">Where to see why.</param>
/// <param name="Suppressed">Why nobody is told; null when it is sent.</param>
/// <param name="Why">The reason with its figures; null when it is sent.</param>
public sealed record RuleDecision(string Subject, bool IsEntry, string Text, string Href, Suppression? Suppressed, string? Why);

/// <summary>Why an alert was not sent.</summary>
public enum Suppression
{
    /// <summary>It passed already when the rule began.</summary>
    Baseline,

    /// <summary>It did not hold for as long as the rule asks.</summary>
    Debounce,

    /// <summary>The last alert of the same subject is too near.</summary>
    Cooldown,

    /// <summary>So many alerts within an hour are enough, of the rule or in all.</summary>
    Budget,

    /// <summary>The rule, or all of them, are muted.</summary>
    Muted,
}

/// <summary>An alert that was sent, as the budget counts it.</summary>
/// <param name="At">Market time.</param>
/// <param name="RuleId">Its rule.</param>
public readonly record struct SentAlert(DateTimeOffset At, string RuleId);
