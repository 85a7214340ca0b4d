using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Alerts.Channels;

/// <summary>
/// Delivers: what is due is claimed, sent once, and written down as sent, due again or given up. Channels do not wait for one another. A process that dies within an attempt leaves a
/// claim that runs out, so that a message may arrive twice, with the same id, but is never lost.
/// </summary>
/// <param name="alerts">Deliveries.</param>
/// <param name="rules">Channels.</param>
/// <param name="secrets">Their secrets.</param>
/// <param name="senders">Ways to people.</param>
/// <param name="signals">Wakes it.</param>
/// <param name="options">Attempts and delays.</param>
/// <param name="source">Source of every number.</param>
/// <param name="clock">Market time.</param>
/// <param name="wall">Wall time.</param>
/// <param name="log">Log.</param>
internal sealed class AlertPost(
    IAlertStore alerts, IAlertRuleStore rules, ChannelSecrets secrets, IEnumerable<IAlertSender> senders, AlertSignals signals, AlertsOptions options, MarketSource source, MarketClock clock, TimeProvider wall,
    ILogger<AlertPost> log) : BackgroundService
{
    private const int AtOnce = 50;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);
    private readonly Dictionary<AlertChannelKind, IAlertSender> _senders = senders.ToDictionary(static s => s.Kind);
    private readonly Dictionary<string, DateTimeOffset> _pausedUntil = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Deliveries that waited when it was looked last, at least every half minute; of all nodes on one store.</summary>
    public long Waiting { get; private set; }

    /// <summary>Sends a test to a channel, at once and once.</summary>
    public async Task<SendResult> TestAsync(AlertChannel channel, CancellationToken cancellationToken) =>
        await AttemptAsync(channel, AlertMessage.Test(channel, source, clock.GetUtcNow(), options), cancellationToken);

    /// <summary>Delivers what is due; how many attempts that were.</summary>
    internal async Task<int> DeliverAsync(CancellationToken cancellationToken)
    {
        var now = wall.GetUtcNow();
        var due = await alerts.ClaimAsync(now, now + (options.Timeout * (AtOnce + 1)), AtOnce, cancellationToken);
        if (due.Count == 0) return 0;
        var channels = (await rules.ChannelsAsync(cancellationToken)).ToDictionary(static c => c.Id, StringComparer.Ordinal);
        await Task.WhenAll(due.GroupBy(static a => a.Deliveries[0].ChannelId, StringComparer.Ordinal).Select(async group =>
        {
            foreach (var alert in group) await DeliverAsync(alert, alert.Deliveries[0], channels.GetValueOrDefault(group.Key), cancellationToken);
        }));
        return due.Count;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var beat = signals.Post.Next;
            var sleep = LongestSleep;
            try
            {
                var attempts = await DeliverAsync(stoppingToken);
                Waiting = await alerts.WaitingAsync(stoppingToken);
                if (attempts == AtOnce) continue;
                if (await alerts.NextDueAsync(stoppingToken) is { } next) sleep = TimeSpan.FromMilliseconds(Math.Clamp((next - wall.GetUtcNow()).TotalMilliseconds, 100, LongestSleep.TotalMilliseconds));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                AlertsLog.DeliveriesFailed(log, e);
            }

            await Pulse.WaitAsync(beat, sleep, wall, stoppingToken);
        }
    }

    private async Task DeliverAsync(StoredAlert alert, AlertDelivery delivery, AlertChannel? channel, CancellationToken cancellationToken)
    {
        if (channel is { Enabled: true } && PausedUntil(channel.Id) is { } until && until > wall.GetUtcNow())
        {
            await alerts.DeliveredAsync(alert.Id, delivery with { NextAt = until, UpdatedAt = wall.GetUtcNow() }, cancellationToken);
            return;
        }

        var result = channel is { Enabled: true } ? await AttemptAsync(channel, AlertMessage.Of(alert, source, options), cancellationToken) : SendResult.Refused("the channel was deleted or is switched off");
        var (attempt, now) = (delivery.Attempts + 1, wall.GetUtcNow());
        if (result.Outcome == SendOutcome.Retry && attempt < options.MostAttempts)
        {
            var next = now + Delay(attempt, result.After);
            AlertsLog.NotDelivered(log, alert.Id, delivery.ChannelId, delivery.ChannelKind, attempt, result.Error!, next);
            await alerts.DeliveredAsync(alert.Id, delivery with { Attempts = attempt, NextAt = next, UpdatedAt = now, Error = result.Error }, cancellationToken);
            return;
        }

        if (result.Outcome != SendOutcome.Sent) AlertsLog.GivenUp(log, alert.Id, delivery.ChannelId, delivery.ChannelKind, attempt, result.Error!);
        var state = result.Outcome == SendOutcome.Sent ? DeliveryState.Sent : DeliveryState.Dead;
        await alerts.DeliveredAsync(alert.Id, delivery with { State = state, Attempts = attempt, NextAt = null, UpdatedAt = now, Error = result.Error }, cancellationToken);
    }

    private async Task<SendResult> AttemptAsync(AlertChannel channel, AlertMessage message, CancellationToken cancellationToken)
    {
        if (!_senders.TryGetValue(channel.Kind, out var sender)) return SendResult.Refused("there is no way to such a channel");
        var sealedSecret = await rules.SealedSecretAsync(channel.Id, cancellationToken);
        using var patience = new CancellationTokenSource(options.Timeout, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var result = await sender.SendAsync(channel, sealedSecret is null ? null : secrets.Open(channel, sealedSecret), message, either.Token);
            if (result.After is { } after && after > TimeSpan.Zero) Pause(channel.Id, wall.GetUtcNow() + after);
            return result;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SendResult.Retry($"it did not answer within {options.Timeout.TotalSeconds:0} s");
        }
    }

    /// <summary>Doubling, with a fifth of jitter either way so that receivers are not asked in step, and never sooner than the receiver asked for.</summary>
    private TimeSpan Delay(int attempt, TimeSpan? asked)
    {
        var doubled = Math.Min(options.FirstRetry.TotalSeconds * Math.Pow(2, attempt - 1), options.LongestRetry.TotalSeconds);
        var delay = TimeSpan.FromSeconds(doubled * (0.8 + (0.4 * Random.Shared.NextDouble())));
        return asked > delay ? asked.Value : delay;
    }

    private DateTimeOffset? PausedUntil(string channelId)
    {
        lock (_gate) return _pausedUntil.TryGetValue(channelId, out var until) ? until : null;
    }

    private void Pause(string channelId, DateTimeOffset until)
    {
        lock (_gate) _pausedUntil[channelId] = until;
    }
}
