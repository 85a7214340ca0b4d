using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Api;
using CryptoRun.Worker.Alerts;

namespace CryptoRun.Web.Alerts;

/// <summary>A rule as somebody sends it; what is left out has its default.</summary>
[ReadOnlyFields("id", "version", "mutedUntil")]
internal sealed record RuleDraft(
    string? Name, AlertRuleKind? Kind = null, FilterDraft? Filter = null, bool? OnEntry = null, bool? OnExit = null, bool? TellCurrent = null, int? DebounceScans = null, int? DebounceMinutes = null, int? CooldownMinutes = null,
    int? BudgetPerHour = null, IReadOnlyList<string>? Channels = null, bool? Enabled = null)
{
    /// <summary>As a rule, over the one before where there is one.</summary>
    public AlertRule ToRule(AlertRule? before)
    {
        var plain = new AlertRule("", 0, "", AlertRuleKind.Filter, new AlertFilter());
        return plain with
        {
            Id = before?.Id ?? "",
            Version = before?.Version ?? 0,
            Name = Name?.Trim() ?? "",
            Kind = Kind ?? plain.Kind,
            Filter = Filter?.ToFilter() ?? plain.Filter,
            OnEntry = OnEntry ?? plain.OnEntry,
            OnExit = OnExit ?? plain.OnExit,
            TellCurrent = TellCurrent ?? plain.TellCurrent,
            DebounceScans = DebounceScans ?? plain.DebounceScans,
            DebounceMinutes = DebounceMinutes ?? plain.DebounceMinutes,
            CooldownMinutes = CooldownMinutes ?? plain.CooldownMinutes,
            BudgetPerHour = BudgetPerHour ?? plain.BudgetPerHour,
            Channels = Channels is null ? plain.Channels : [.. Channels.Select(static c => c ?? "")],
            Enabled = Enabled ?? plain.Enabled,
            MutedUntil = before?.MutedUntil,
        };
    }
}

/// <summary>A rule's filter as somebody sends it, in the board's words.</summary>
internal sealed record FilterDraft(Verdict? Verdict, double? MinScore, int? MaxFails, string? Failing, string? Search, RegimeState? Regime, string? Tiers, IReadOnlyList<string>? Names)
{
    public AlertFilter ToFilter() => new() { Verdict = Verdict, MinScore = MinScore, MaxFails = MaxFails, Failing = Failing, Search = Search, Regime = Regime, Tiers = Tiers, Names = [.. (Names ?? []).Select(static n => n ?? "")] };
}

/// <summary>A channel as somebody sends it. The secret is written and never read; left out it stays.</summary>
[ReadOnlyFields("id", "version", "hasSecret")]
internal sealed record ChannelDraft(
    string? Name, AlertChannelKind? Kind = null, string? Secret = null, string? Address = null, string? Host = null, int? Port = null, SmtpSecurity? Security = null, string? User = null, string? From = null,
    IReadOnlyList<string>? To = null, string? ChatId = null, bool? Enabled = null)
{
    /// <summary>As a channel, over the one before where there is one.</summary>
    public AlertChannel ToChannel(AlertChannel? before)
    {
        var kind = Kind ?? before?.Kind ?? AlertChannelKind.Webhook;
        var (isWebhook, isEmail) = (kind == AlertChannelKind.Webhook, kind == AlertChannelKind.Email);
        return new AlertChannel(before?.Id ?? "", before?.Version ?? 0, Name?.Trim() ?? "", kind, before?.HasSecret ?? false)
        {
            Address = isWebhook ? Trimmed(Address) : null,
            Host = isEmail ? Trimmed(Host) : null,
            Port = isEmail ? Port : null,
            Security = isEmail ? Security ?? SmtpSecurity.StartTls : SmtpSecurity.StartTls,
            User = isEmail ? Trimmed(User) : null,
            From = isEmail ? Trimmed(From) : null,
            To = isEmail ? [.. (To ?? []).Select(static t => t?.Trim() ?? "")] : [],
            ChatId = kind == AlertChannelKind.Telegram ? Trimmed(ChatId) : null,
            Enabled = Enabled ?? true,
        };
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>How long to be silent: so many minutes, or until somebody resumes.</summary>
internal sealed record MuteOrder(int? Minutes, bool? UntilResumed);
