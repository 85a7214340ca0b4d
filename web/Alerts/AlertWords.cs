using System.Globalization;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Alerts;

/// <summary>Alerts, rules and channels in a person's words.</summary>
internal static class AlertWords
{
    private const string ToAdmins = "told to admins";

    /// <summary>What kind of thing happened.</summary>
    public static string Kind(BoardAlertKind kind) => kind switch
    {
        BoardAlertKind.Premove => "Pre-move",
        BoardAlertKind.System => "Job",
        _ => kind.ToString(),
    };

    /// <summary>Shape before hue: in, out, or a change.</summary>
    public static string Shape(BoardAlertKind kind, bool isEntry) => kind switch
    {
        BoardAlertKind.Entry or BoardAlertKind.Premove when isEntry => """<path d="M5 1 9 5 5 9 1 5z" fill="currentColor"/>""",
        BoardAlertKind.Exit or BoardAlertKind.Premove => """<path d="M5 1.500 8.500 5 5 8.500 1.500 5z" fill="none" stroke="currentColor" stroke-width="1.200"/>""",
        BoardAlertKind.Venue or BoardAlertKind.System when isEntry => """<path d="M5 1.500 9 8.500H1z" fill="none" stroke="currentColor" stroke-width="1.300"/>""",
        BoardAlertKind.Venue or BoardAlertKind.System => """<path d="m1.500 5.500 2.500 2.500 4.500-6" fill="none" stroke="currentColor" stroke-width="1.300"/>""",
        _ => """<circle cx="5" cy="5" r="3" fill="none" stroke="currentColor" stroke-width="1.300"/>""",
    };

    /// <summary>Why nobody was told.</summary>
    public static string Suppressed(Suppression suppression) => suppression switch
    {
        Suppression.Baseline => "passed already",
        Suppression.Cooldown => "cool-down",
        _ => suppression.ToString().ToLowerInvariant(),
    };

    /// <summary>How far a delivery is.</summary>
    public static string Delivery(AlertDelivery delivery) => delivery.State switch
    {
        DeliveryState.Sent => "sent",
        DeliveryState.Dead => $"given up after {delivery.Attempts} {(delivery.Attempts == 1 ? "attempt" : "attempts")}",
        _ when delivery.Attempts == 0 => "waits",
        _ => $"failed {delivery.Attempts}×, tried again",
    };

    /// <summary>Kind of a channel.</summary>
    public static string Channel(AlertChannelKind kind) => kind switch { AlertChannelKind.Email => "E-mail", _ => kind.ToString() };

    /// <summary>What a channel's secret is.</summary>
    public static string Secret(AlertChannelKind kind) => kind switch
    {
        AlertChannelKind.Webhook => "Signing secret",
        AlertChannelKind.Email => "Password",
        AlertChannelKind.Telegram => "Bot token",
        _ => "Webhook address",
    };

    /// <summary>Where a channel leads, as far as that is no secret.</summary>
    public static string Receiver(AlertChannel channel) => channel.Kind switch
    {
        AlertChannelKind.Web => "the board's pane, a toast in every open page, the event stream",
        AlertChannelKind.Webhook => channel.Address ?? ToAdmins,
        AlertChannelKind.Email => channel.Host is null ? ToAdmins : $"{string.Join(", ", channel.To)} by {channel.Host}",
        AlertChannelKind.Telegram => channel.ChatId is null ? ToAdmins : $"chat {channel.ChatId}",
        _ => "a Discord webhook",
    };

    /// <summary>A rule as a sentence without its name: <c>When a coin enters or leaves Candidate, for 2 scans, at most once per 4 h, tell Web</c>.</summary>
    public static string Sentence(AlertRule rule, IReadOnlyList<AlertChannel> channels)
    {
        var names = rule.Channels.Select(id => channels.FirstOrDefault(c => c.Id == id)?.Name ?? "a channel that is gone").ToList();
        return $"When {Event(rule)}{Held(rule)}{(rule.CooldownMinutes > 0 ? $", at most once per {Format.Span(TimeSpan.FromMinutes(rule.CooldownMinutes))} each" : "")}, tell {string.Join(" + ", names)}";
    }

    /// <summary>Which coins: <c>Candidate with score ≥ 75</c>.</summary>
    public static string Filter(AlertFilter filter)
    {
        List<string> parts = [];
        if (filter.MinScore is { } score) parts.Add($"score ≥ {score.ToString("0.#", CultureInfo.InvariantCulture)}");
        if (filter.MaxFails is { } fails) parts.Add(fails == 0 ? "no failed gate" : $"at most {fails} failed {(fails == 1 ? "gate" : "gates")}");
        if (filter.Failing is { } gate) parts.Add($"a failing {GateName.Word(gate)} gate");
        if (filter.Tiers is { } tiers) parts.Add($"tier {tiers}");
        if (filter.Search is { } search) parts.Add($"“{search}” in its symbol");
        var verdict = filter.Verdict is { } v ? $"{v}" : parts.Count > 0 ? "the board" : "the scored universe";
        var names = filter.Names.Count == 0 ? "" : $" among {string.Join(", ", filter.Names)}";
        var regime = filter.Regime is { } r ? $" while the regime is {Format.Regime(r)}" : "";
        return $"{verdict}{(parts.Count == 0 ? "" : " with " + string.Join(" and ", parts))}{names}{regime}";
    }

    /// <summary>What is wrong, under a field.</summary>
    public static string Problem(AlertProblem problem) => $"{(problem.Value.Length == 0 || problem.Field == "secret" ? "" : $"“{problem.Value}” cannot be. ")}Allowed: {problem.Allowed}.";

    /// <summary>Until when, in words.</summary>
    public static string Until(DateTimeOffset until, Times times) => until == AlertRule.UntilResumed ? "until resumed" : $"until {times.DayMinuteZone(until)}";

    private static string Event(AlertRule rule)
    {
        var verb = (rule.OnEntry, rule.OnExit);
        return rule.Kind switch
        {
            AlertRuleKind.Regime => $"{(rule.Filter.Regime is { } state ? Format.Regime(state) : "another regime")} {verb switch { (true, true) => "begins or ends", (true, _) => "begins", _ => "ends" }}",
            AlertRuleKind.Venue => $"{Named(rule, "a venue")} {verb switch { (true, true) => "degrades or recovers", (true, _) => "degrades", _ => "recovers" }}",
            AlertRuleKind.Job => $"{Named(rule, "a job")} {verb switch { (true, true) => "fails or succeeds again", (true, _) => "fails", _ => "succeeds again" }}",
            AlertRuleKind.Premove => $"{Named(rule, "a coin")} {verb switch { (true, true) => "shows or loses", (true, _) => "shows", _ => "loses" }} a pre-movement",
            _ => $"a coin {verb switch { (true, true) => "enters or leaves", (true, _) => "enters", _ => "leaves" }} {Filter(rule.Filter)}",
        };
    }

    private static string Named(AlertRule rule, string any) => rule.Filter.Names.Count == 0 ? any : string.Join(" or ", rule.Filter.Names);

    private static string Held(AlertRule rule)
    {
        var what = rule.Kind is AlertRuleKind.Venue or AlertRuleKind.Job ? "looks" : "scans";
        var scans = rule.DebounceScans > 1 ? $"{rule.DebounceScans} {what}" : null;
        var minutes = rule.DebounceMinutes > 0 ? Format.Span(TimeSpan.FromMinutes(rule.DebounceMinutes)) : null;
        return (scans, minutes) switch { (null, null) => "", (_, null) => $", for {scans}", (null, _) => $", for {minutes}", _ => $", for {scans} and {minutes}" };
    }
}
