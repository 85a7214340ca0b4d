using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoRun.Worker.Documents;

namespace CryptoRun.Worker.Alerts;

/// <summary>What a person wants to be told. Times are market times.</summary>
/// <param name="Id">Unique, never reused.</param>
/// <param name="Version">Grows by one with every change; two people who change one rule at once are told.</param>
/// <param name="Name">In the person's words, 1 to 60 characters.</param>
/// <param name="Kind">What is watched.</param>
/// <param name="Filter">Which coins, or which venue, job or regime.</param>
public sealed record AlertRule(string Id, int Version, string Name, AlertRuleKind Kind, AlertFilter Filter)
{
    /// <summary>Stands for a mute that ends only when somebody says so.</summary>
    public static readonly DateTimeOffset UntilResumed = DateTimeOffset.MaxValue;

    /// <summary>Whether to tell when a subject begins to pass.</summary>
    public bool OnEntry { get; init; } = true;

    /// <summary>Whether to tell when it no longer passes.</summary>
    public bool OnExit { get; init; }

    /// <summary>Whether to tell also of those that pass already when the rule begins.</summary>
    public bool TellCurrent { get; init; }

    /// <summary>Scans in a row (looks, for venues and jobs) that must agree before it counts, 1 to 20; 1 at once.</summary>
    public int DebounceScans { get; init; } = 1;

    /// <summary>Minutes for which it must hold before it counts, 0 to 1440.</summary>
    public int DebounceMinutes { get; init; }

    /// <summary>Minutes between two alerts of one subject, 0 to 10080.</summary>
    public int CooldownMinutes { get; init; } = 60;

    /// <summary>Most alerts of this rule within an hour, 1 to 1000.</summary>
    public int BudgetPerHour { get; init; } = 20;

    /// <summary>Whom to tell: ids of channels; <c>web</c> is always there.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [AlertChannel.WebId];

    /// <summary>Until when nobody is told; null when not muted.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>Whether it is watched at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What decides who is in: when this changes, what was known of the rule's subjects means nothing any more.</summary>
    [JsonIgnore]
    public string Basis => $"{Kind}:{JsonSerializer.Serialize(Filter, Json.Options)}";

    /// <summary>Whether nobody is to be told at an instant.</summary>
    public bool IsMuted(DateTimeOffset at) => MutedUntil > at;

    /// <summary>The rules that a new store begins with.</summary>
    public static IReadOnlyList<AlertRule> Seeds => [First, Premove];

    /// <summary>What a pre-movement sweep alerts about; the sweep is an occasion of its own, so its first one is told too.</summary>
    public static AlertRule Premove { get; } = new("premove", 1, "Pre-movement", AlertRuleKind.Premove, new AlertFilter()) { TellCurrent = true, CooldownMinutes = 0 };

    /// <summary>The board's candidates.</summary>
    public static AlertRule First { get; } = new("candidates", 1, "Candidates", AlertRuleKind.Filter, new AlertFilter { Verdict = Domain.Gates.Verdict.Candidate }) { OnExit = true };
}

/// <summary>What a rule watches.</summary>
public enum AlertRuleKind
{
    /// <summary>Coins that pass a filter of the board, at every scan.</summary>
    Filter,

    /// <summary>The regime in force, at every scan.</summary>
    Regime,

    /// <summary>Venues that are not green.</summary>
    Venue,

    /// <summary>Jobs whose last run failed.</summary>
    Job,

    /// <summary>Coins that a pre-movement sweep alerts about.</summary>
    Premove,
}
