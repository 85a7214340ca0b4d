using System.Security.Cryptography;
using System.Text;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Premove;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Alerts;

/// <summary>
/// Looks at every scan's board, and at venues and jobs every few seconds, with the eyes of every rule; writes states, alerts and deliveries in one transaction, then tells the open pages.
/// A scan that was seen, by this process or one before it, is not seen again.
/// </summary>
/// <param name="live">The board.</param>
/// <param name="rules">Rules and channels.</param>
/// <param name="alerts">Alerts and states.</param>
/// <param name="venues">Venues.</param>
/// <param name="runs">Runs of jobs.</param>
/// <param name="sweeps">The newest pre-movement sweep.</param>
/// <param name="signals">Wakes it when a rule was changed, and the post when there is something to deliver.</param>
/// <param name="options">Limits.</param>
/// <param name="clock">Market time.</param>
/// <param name="wall">Wall time.</param>
/// <param name="log">Log.</param>
/// <param name="node">A node without a market of its own judges nothing: it tells its pages what the others found.</param>
internal sealed class AlertWatch(
    LiveBoard live, IAlertRuleStore rules, IAlertStore alerts, VenueStatuses venues, IRunStore runs, LatestSweep sweeps, AlertSignals signals, AlertsOptions options, MarketClock clock, TimeProvider wall, ILogger<AlertWatch> log, NodeOptions? node = null)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private const int RunsLookedAt = 50;
    private const int MostTries = 3;

    private long _lookedAt = long.MinValue;
    private string? _seen;

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before any page is open: what stands in the board's pane is history there, and no news.
        foreach (var rule in AlertRule.Seeds) await rules.SeedAsync(rule, cancellationToken);
        await AnnounceAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Looks once, at the newest board and, when <paramref name="atProgram"/>, at the program itself.</summary>
    internal async Task LookAsync(bool atProgram, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (await TryAsync(atProgram, cancellationToken)) break;
        }

        await AnnounceAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var (next, changed, swept) = (live.Next, signals.RulesChanged.Next, sweeps.Next);
            var isDue = _lookedAt == long.MinValue || wall.GetElapsedTime(_lookedAt) >= Look;
            var scan = live.Current.Board?.ScanId;
            if (isDue || changed.IsCompleted || !string.Equals(scan, _seen, StringComparison.Ordinal)) await GuardedAsync(isDue, stoppingToken);
            if (isDue) _lookedAt = wall.GetTimestamp();
            _seen = scan;

            // A board whose prices moved wakes it too and is not looked at.
            if (await Pulse.WaitAsync(Task.WhenAny(next, changed, swept), Look, wall, stoppingToken) && (changed.IsCompleted || swept.IsCompleted)) _seen = null;
        }
    }

    private async Task GuardedAsync(bool atProgram, CancellationToken cancellationToken)
    {
        try
        {
            if (node is { Works: false }) await AnnounceAsync(cancellationToken);
            else await LookAsync(atProgram, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            AlertsLog.LookFailed(log, e);
        }
    }

    /// <summary>False when another process was faster with one of the rules: then what it knows counts, and is read again.</summary>
    private async Task<bool> TryAsync(bool atProgram, CancellationToken cancellationToken)
    {
        var (now, board) = (clock.GetUtcNow(), live.Current.Board);
        var all = await rules.RulesAsync(cancellationToken);
        var states = await alerts.StatesAsync(cancellationToken);
        var channels = (await rules.ChannelsAsync(cancellationToken)).Append(AlertChannel.Web).Where(static c => c.Enabled).ToDictionary(static c => c.Id, StringComparer.Ordinal);
        var limits = new AlertLimits(options.BudgetPerHour, await rules.MutedUntilAsync(cancellationToken));
        var jobs = atProgram && all.Any(static r => r is { Kind: AlertRuleKind.Job, Enabled: true }) ? await runs.ListAsync(null, RunsLookedAt, cancellationToken) : [];
        List<SentAlert> sent = [.. await alerts.SentAfterAsync((board?.AsOf < now ? board!.AsOf : now) - AlertEngine.BudgetWindow, cancellationToken)];
        List<AlertCommit> commits = [];
        foreach (var rule in all)
        {
            var before = states.GetValueOrDefault(rule.Id);
            if (!rule.Enabled)
            {
                if (before is { State.Basis.Length: > 0 }) commits.Add(new AlertCommit(rule.Id, before.Revision, new RuleState(now, "paused", "", new Dictionary<string, SubjectState>(StringComparer.Ordinal)), []));
                continue;
            }

            if (Sight(rule, board, atProgram, jobs, now) is not { } sight) continue;
            var step = AlertEngine.Run(rule, before?.State, sight, sent, limits);
            if (ReferenceEquals(step.State, before?.State)) continue;
            sent.AddRange(step.Decisions.Where(static d => d.Suppressed is null).Select(_ => new SentAlert(sight.At, rule.Id)));
            commits.Add(new AlertCommit(rule.Id, before?.Revision ?? 0, step.State, [.. step.Decisions.Select(d => Alert(rule, sight, d, channels))]));
        }

        if (commits.Count == 0) return true;
        if (!await alerts.CommitAsync(commits, cancellationToken)) return false;
        var happened = commits.SelectMany(static c => c.Alerts).ToList();
        if (happened.Count > 0) AlertsLog.Told(log, happened.Count(static a => a.Suppressed is null), happened.Count(static a => a.Suppressed is not null), now);
        if (happened.Exists(static a => a.Deliveries.Any(static d => d.State == DeliveryState.Pending))) signals.Post.Beat();
        return true;
    }

    private AlertSight? Sight(AlertRule rule, BoardSnapshot? board, bool atProgram, IReadOnlyList<JobRun> jobs, DateTimeOffset now) => rule.Kind switch
    {
        AlertRuleKind.Filter when board is not null => BoardSights.OfRows(rule, board),
        AlertRuleKind.Regime when board is not null => BoardSights.OfRegime(rule, board),
        AlertRuleKind.Premove when sweeps.Current is { } sweep => ProgramSights.OfSweep(rule, sweep),
        AlertRuleKind.Venue when atProgram && venues.Now() is { Count: > 0 } all => ProgramSights.OfVenues(rule, all, now),
        AlertRuleKind.Job when atProgram => ProgramSights.OfJobs(rule, jobs, now),
        _ => null,
    };

    private StoredAlert Alert(AlertRule rule, AlertSight sight, RuleDecision decision, Dictionary<string, AlertChannel> channels)
    {
        var now = wall.GetUtcNow();
        return new StoredAlert(
            IdOf(rule, sight, decision), sight.At, KindOf(rule.Kind, decision.IsEntry), decision.Subject, decision.Text, rule.Id, rule.Name, decision.IsEntry, sight.ScanId, decision.Href, decision.Suppressed, decision.Why,
            decision.Suppressed is not null ? [] : [.. rule.Channels.Distinct(StringComparer.Ordinal).Select(channels.GetValueOrDefault).OfType<AlertChannel>().Select(c => c.Kind == AlertChannelKind.Web
                ? new AlertDelivery(c.Id, c.Name, c.Kind, DeliveryState.Sent, 1, null, now, null)
                : new AlertDelivery(c.Id, c.Name, c.Kind, DeliveryState.Pending, 0, now, now, null))]);
    }

    /// <summary>The same for the same thing, whoever sees it: a receiver can tell a repetition by it.</summary>
    private static string IdOf(AlertRule rule, AlertSight sight, RuleDecision decision) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule.Id}|{rule.Version}|{sight.Occasion}|{decision.Subject}|{decision.IsEntry}|{decision.Suppressed}")))[..24];

    private static BoardAlertKind KindOf(AlertRuleKind kind, bool isEntry) => kind switch
    {
        AlertRuleKind.Regime => BoardAlertKind.Regime,
        AlertRuleKind.Venue => BoardAlertKind.Venue,
        AlertRuleKind.Premove => BoardAlertKind.Premove,
        AlertRuleKind.Job => BoardAlertKind.System,
        _ => isEntry ? BoardAlertKind.Entry : BoardAlertKind.Exit,
    };

    /// <summary>From the store, whoever made them: another node's alerts, and those of a process that ended between writing and telling.</summary>
    private async Task AnnounceAsync(CancellationToken cancellationToken) =>
        live.Announce([.. (await alerts.ListAsync(new AlertQuery(Limit: LiveBoard.MostAlerts, ChannelId: AlertChannel.WebId), cancellationToken)).Select(static a => a.ToBoard())]);
}
