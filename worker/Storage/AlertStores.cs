using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Auditing;

namespace CryptoRun.Worker.Storage;

/// <summary>Alerts, what is known of the rules' subjects, and deliveries.</summary>
public interface IAlertStore
{
    /// <summary>What is known by rule.</summary>
    Task<IReadOnlyDictionary<string, StoredRuleState>> StatesAsync(CancellationToken cancellationToken);

    /// <summary>Writes new states with their alerts and deliveries in one transaction. False, and nothing written, when another process has meanwhile written a state of one of the rules.</summary>
    Task<bool> CommitAsync(IReadOnlyList<AlertCommit> commits, CancellationToken cancellationToken);

    /// <summary>Alerts sent after an instant.</summary>
    Task<IReadOnlyList<SentAlert>> SentAfterAsync(DateTimeOffset after, CancellationToken cancellationToken);

    /// <summary>Newest first. A cursor that no alert has gives an empty page.</summary>
    Task<IReadOnlyList<StoredAlert>> ListAsync(AlertQuery query, CancellationToken cancellationToken);

    /// <summary>Takes deliveries that are due for one process: nobody else gets them before <paramref name="until"/>.</summary>
    /// <param name="now">Wall time.</param>
    /// <param name="until">When they are due again if nothing is heard of them.</param>
    /// <param name="most">Most deliveries.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    Task<IReadOnlyList<StoredAlert>> ClaimAsync(DateTimeOffset now, DateTimeOffset until, int most, CancellationToken cancellationToken);

    /// <summary>Writes what became of a delivery.</summary>
    Task DeliveredAsync(string alertId, AlertDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Makes a delivery that was given up due again, from its first attempt. False when there is no such delivery.</summary>
    Task<bool> TryAgainAsync(string alertId, string channelId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many deliveries wait, those for their next attempt too.</summary>
    Task<long> WaitingAsync(CancellationToken cancellationToken);

    /// <summary>When the next delivery is due; null when none waits.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken);
}

/// <summary>What is known of a rule's subjects, with the revision that a commit must name.</summary>
public sealed record StoredRuleState(long Revision, RuleState State);

/// <summary>A rule's new state and what came of it.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Revision">Revision of the state it was made from, 0 for none.</param>
/// <param name="State">The new state.</param>
/// <param name="Alerts">What happened, with deliveries.</param>
public sealed record AlertCommit(string RuleId, long Revision, RuleState State, IReadOnlyList<StoredAlert> Alerts);

/// <summary>Rules, channels with their sealed secrets, and the mute of everything. Each change names who made it and is an entry of the audit trail in the same transaction.</summary>
public interface IAlertRuleStore
{
    /// <summary>Rules by name.</summary>
    Task<IReadOnlyList<AlertRule>> RulesAsync(CancellationToken cancellationToken);

    /// <summary>Writes a rule of version 1 as a new one, of a later version over the one before. False when the version before is not the stored one.</summary>
    Task<bool> SaveAsync(AlertRule rule, AuditActor by, CancellationToken cancellationToken);

    /// <summary>Deletes a rule and what is known of its subjects; its alerts stay. False when there is no such rule of this version.</summary>
    Task<bool> DeleteRuleAsync(string id, int version, AuditActor by, CancellationToken cancellationToken);

    /// <summary>Writes a rule when this store has never had one, once for ever.</summary>
    Task SeedAsync(AlertRule rule, CancellationToken cancellationToken);

    /// <summary>Channels by name, without the web.</summary>
    Task<IReadOnlyList<AlertChannel>> ChannelsAsync(CancellationToken cancellationToken);

    /// <summary>The sealed secret of a channel; null when it has none.</summary>
    Task<string?> SealedSecretAsync(string channelId, CancellationToken cancellationToken);

    /// <summary>Writes a channel as <see cref="SaveAsync(AlertRule, AuditActor, CancellationToken)"/> does a rule.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="sealedSecret">Its new secret, sealed; null keeps the one there is.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    Task<bool> SaveAsync(AlertChannel channel, string? sealedSecret, AuditActor by, CancellationToken cancellationToken);

    /// <summary>Deletes a channel and its secret; deliveries that wait are given up. False when there is no such channel of this version.</summary>
    Task<bool> DeleteChannelAsync(string id, int version, DateTimeOffset now, AuditActor by, CancellationToken cancellationToken);

    /// <summary>Until when everything is muted; null when it is not.</summary>
    Task<DateTimeOffset?> MutedUntilAsync(CancellationToken cancellationToken);

    /// <summary>Mutes everything, or nothing any more.</summary>
    Task MuteAsync(DateTimeOffset? until, AuditActor by, CancellationToken cancellationToken);
}
