using CryptoRun.Worker.Alerts.Channels;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Alerts;

/// <summary>Rules and channels as people read and change them. What is wrong is named; who changes what another has changed meanwhile is told; a secret goes in and never comes out.</summary>
public sealed class AlertBook
{
    private readonly IAlertRuleStore _store;
    private readonly IAlertStore _alerts;
    private readonly ChannelSecrets _secrets;
    private readonly AlertPost _post;
    private readonly AlertSignals _signals;
    private readonly AlertsOptions _options;
    private readonly MarketClock _clock;
    private readonly TimeProvider _wall;

    internal AlertBook(IAlertRuleStore store, IAlertStore alerts, ChannelSecrets secrets, AlertPost post, AlertSignals signals, AlertsOptions options, MarketClock clock, TimeProvider wall) =>
        (_store, _alerts, _secrets, _post, _signals, _options, _clock, _wall) = (store, alerts, secrets, post, signals, options, clock, wall);

    /// <summary>Rules by name.</summary>
    public Task<IReadOnlyList<AlertRule>> RulesAsync(CancellationToken cancellationToken) => _store.RulesAsync(cancellationToken);

    /// <summary>Channels, the web first.</summary>
    public async Task<IReadOnlyList<AlertChannel>> ChannelsAsync(CancellationToken cancellationToken) => [AlertChannel.Web, .. await _store.ChannelsAsync(cancellationToken)];

    /// <summary>Until when everything is muted, market time; null when it is not.</summary>
    public async Task<DateTimeOffset?> MutedUntilAsync(CancellationToken cancellationToken) => await _store.MutedUntilAsync(cancellationToken) is { } until && until > _clock.GetUtcNow() ? until : null;

    /// <summary>Writes a rule: a new one when its id is empty, else over the version it names.</summary>
    public async Task<BookAnswer<AlertRule>> SaveAsync(AlertRule rule, AuditActor by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var problems = await ProblemsAsync(rule, cancellationToken);
        if (problems.Count > 0) return new(BookOutcome.Invalid, null, problems);
        var saved = rule.Id.Length == 0 ? rule with { Id = NewId(), Version = 1 } : rule with { Version = rule.Version + 1 };
        if (await _store.SaveAsync(saved, by, cancellationToken)) return Changed(saved);
        return await FindRuleAsync(rule.Id, cancellationToken) is { } now ? new(BookOutcome.Conflict, now, []) : new(BookOutcome.Missing, null, []);
    }

    /// <summary>What is wrong with a rule.</summary>
    public async Task<IReadOnlyList<AlertProblem>> ProblemsAsync(AlertRule rule, CancellationToken cancellationToken) =>
        [.. RuleProblems.Of(rule, [.. (await ChannelsAsync(cancellationToken)).Select(static c => c.Id)])];

    /// <summary>Deletes a rule.</summary>
    public async Task<BookAnswer<AlertRule>> DeleteRuleAsync(string id, int version, AuditActor by, CancellationToken cancellationToken)
    {
        if (await FindRuleAsync(id, cancellationToken) is not { } rule) return new(BookOutcome.Missing, null, []);
        return await _store.DeleteRuleAsync(id, version, by, cancellationToken) ? Changed(rule) : new(BookOutcome.Conflict, rule, []);
    }

    /// <summary>Mutes a rule for a time, for ever with null, or no more with zero.</summary>
    public async Task<BookAnswer<AlertRule>> MuteAsync(string id, TimeSpan? span, AuditActor by, CancellationToken cancellationToken)
    {
        // Muting changes nothing that somebody else could be editing: it follows whatever version there is.
        for (var attempt = 0; attempt < 5; attempt++)
        {
            if (await FindRuleAsync(id, cancellationToken) is not { } rule) return new(BookOutcome.Missing, null, []);
            var muted = rule with { Version = rule.Version + 1, MutedUntil = Until(span) };
            if (await _store.SaveAsync(muted, by, cancellationToken)) return Changed(muted);
        }

        return new(BookOutcome.Conflict, null, []);
    }

    /// <summary>Mutes everything for a time, for ever with null, or no more with zero.</summary>
    public async Task<DateTimeOffset?> MuteAllAsync(TimeSpan? span, AuditActor by, CancellationToken cancellationToken)
    {
        var until = Until(span);
        await _store.MuteAsync(until, by, cancellationToken);
        _signals.RulesChanged.Beat();
        return until;
    }

    /// <summary>Writes a channel: a new one when its id is empty, else over the version it names.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="secret">Its new secret; null keeps the one there is.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<BookAnswer<AlertChannel>> SaveAsync(AlertChannel channel, string? secret, AuditActor by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channel);
        var before = channel.Id.Length == 0 ? null : await FindChannelAsync(channel.Id, cancellationToken);
        if (channel.Id.Length > 0 && before is null) return new(BookOutcome.Missing, null, []);
        secret = string.IsNullOrEmpty(secret) ? null : secret;
        List<AlertProblem> problems = [.. ChannelProblems.Of(channel with { HasSecret = before?.HasSecret ?? false }, secret, _options)];
        if (before is not null && before.Kind != channel.Kind) problems.Add(new AlertProblem("kind", $"{channel.Kind}", $"{before.Kind}: the kind of a channel stays"));

        // A secret goes where it was meant to go: with another receiver it is to be said again.
        if (before is { HasSecret: true } && secret is null && Receiver(before) != Receiver(channel)) problems.Add(new AlertProblem("secret", "(hidden)", "the secret again, because the receiver has changed"));
        if (problems.Count > 0) return new(BookOutcome.Invalid, null, problems);

        var saved = channel.Id.Length == 0 ? channel with { Id = NewId(), Version = 1, HasSecret = secret is not null } : channel with { Version = channel.Version + 1, HasSecret = secret is not null || before!.HasSecret };
        if (await _store.SaveAsync(saved, secret is null ? null : _secrets.Seal(saved.Id, secret), by, cancellationToken)) return Changed(saved);
        return await FindChannelAsync(channel.Id, cancellationToken) is { } now ? new(BookOutcome.Conflict, now, []) : new(BookOutcome.Missing, null, []);
    }

    /// <summary>Deletes a channel; refused while a rule tells nobody else.</summary>
    public async Task<BookAnswer<AlertChannel>> DeleteChannelAsync(string id, int version, AuditActor by, CancellationToken cancellationToken)
    {
        if (await FindChannelAsync(id, cancellationToken) is not { } channel) return new(BookOutcome.Missing, null, []);
        var rules = (await RulesAsync(cancellationToken)).Where(r => r.Channels.Contains(id, StringComparer.Ordinal)).Select(static r => r.Name).ToList();
        if (rules.Count > 0) return new(BookOutcome.Invalid, null, [new AlertProblem("id", id, $"a channel that no rule tells; {string.Join(", ", rules)} {(rules.Count == 1 ? "does" : "do")}")]);
        return await _store.DeleteChannelAsync(id, version, _wall.GetUtcNow(), by, cancellationToken) ? Changed(channel) : new(BookOutcome.Conflict, channel, []);
    }

    /// <summary>Sends a test to a channel, once.</summary>
    /// <returns>Null when the receiver has it, else why not; missing when there is no such channel.</returns>
    public async Task<BookAnswer<ChannelTest>> TestAsync(string id, CancellationToken cancellationToken)
    {
        if (string.Equals(id, AlertChannel.WebId, StringComparison.Ordinal)) return new(BookOutcome.Done, new ChannelTest(true, null), []);
        if (await FindChannelAsync(id, cancellationToken) is not { } channel) return new(BookOutcome.Missing, null, []);
        var result = await _post.TestAsync(channel, cancellationToken);
        return new(BookOutcome.Done, new ChannelTest(result.Outcome == SendOutcome.Sent, result.Error), []);
    }

    /// <summary>Tries a delivery that was given up once more. False when there is none.</summary>
    public async Task<bool> TryAgainAsync(string alertId, string channelId, CancellationToken cancellationToken)
    {
        if (!await _alerts.TryAgainAsync(alertId, channelId, _wall.GetUtcNow(), cancellationToken)) return false;
        _signals.Post.Beat();
        return true;
    }

    /// <summary>The coins that pass a rule's filter on a board.</summary>
    public static IReadOnlyList<string> Matches(AlertRule rule, BoardSnapshot board) => [.. BoardSights.OfRows(rule, board).Subjects.Where(static s => s.IsIn).Select(static s => s.Subject)];

    private static string NewId() => Guid.NewGuid().ToString("N")[..12];

    private static (string?, string?, int?, SmtpSecurity, string?) Receiver(AlertChannel channel) => (channel.Address, channel.Host, channel.Port, channel.Security, channel.User);

    private DateTimeOffset? Until(TimeSpan? span) => span is null ? AlertRule.UntilResumed : span <= TimeSpan.Zero ? null : _clock.GetUtcNow() + span;

    private async Task<AlertRule?> FindRuleAsync(string id, CancellationToken cancellationToken) => (await RulesAsync(cancellationToken)).FirstOrDefault(r => string.Equals(r.Id, id, StringComparison.Ordinal));

    private async Task<AlertChannel?> FindChannelAsync(string id, CancellationToken cancellationToken) =>
        (await _store.ChannelsAsync(cancellationToken)).FirstOrDefault(c => string.Equals(c.Id, id, StringComparison.Ordinal));

    private BookAnswer<T> Changed<T>(T saved)
        where T : class
    {
        _signals.RulesChanged.Beat();
        return new(BookOutcome.Done, saved, []);
    }
}

/// <summary>How a change ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Item">What is stored now; of a conflict the other's version.</param>
/// <param name="Problems">What is wrong, when it is invalid.</param>
public sealed record BookAnswer<T>(BookOutcome Outcome, T? Item, IReadOnlyList<AlertProblem> Problems)
    where T : class;

/// <summary>How a test ended.</summary>
/// <param name="HasArrived">Whether the receiver has it.</param>
/// <param name="Error">Why not, without address or secret.</param>
public sealed record ChannelTest(bool HasArrived, string? Error);

/// <summary>How a change ended.</summary>
public enum BookOutcome
{
    /// <summary>Written.</summary>
    Done,

    /// <summary>Something in it cannot be.</summary>
    Invalid,

    /// <summary>Another has changed it meanwhile.</summary>
    Conflict,

    /// <summary>There is no such thing.</summary>
    Missing,
}
