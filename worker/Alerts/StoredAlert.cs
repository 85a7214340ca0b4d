using CryptoRun.Worker.Live;

namespace CryptoRun.Worker.Alerts;

/// <summary>An alert as it is kept, sent or not; it never changes. What became of it at each channel is in <paramref name="Deliveries"/>.</summary>
/// <param name="Id">Unique; also the key by which a receiver knows it again.</param>
/// <param name="At">Market time.</param>
/// <param name="Kind">What kind of thing happened.</param>
/// <param name="Subject">Canonical symbol, venue, job, regime.</param>
/// <param name="Text">What happened, without the subject.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="RuleName">Its name then.</param>
/// <param name="IsEntry">Began or ended.</param>
/// <param name="ScanId">The scan in which it was seen, where there is one.</param>
/// <param name="Href">Where to see why, an address of this program.</param>
/// <param name="Suppressed">Why it was not sent; null when it was.</param>
/// <param name="Why">The reason with its figures; null when it was sent.</param>
/// <param name="Deliveries">One a channel; none when it was not sent.</param>
public sealed record StoredAlert(
    string Id,
    DateTimeOffset At,
    BoardAlertKind Kind,
    string Subject,
    string Text,
    string RuleId,
    string RuleName,
    bool IsEntry,
    string? ScanId,
    string Href,
    Suppression? Suppressed,
    string? Why,
    IReadOnlyList<AlertDelivery> Deliveries)
{
    /// <summary>As viewers see it.</summary>
    public BoardAlert ToBoard() => new(Id, At, Kind, Subject, Text, Href);
}

/// <summary>What became of an alert at a channel. Times are wall times.</summary>
/// <param name="ChannelId">Channel.</param>
/// <param name="ChannelName">Its name then.</param>
/// <param name="ChannelKind">Its kind.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempts">Attempts made, 0 or more.</param>
/// <param name="NextAt">When the next one is due; null when none is.</param>
/// <param name="UpdatedAt">When this was written.</param>
/// <param name="Error">Why the last attempt failed, one sentence without a secret; null when it did not.</param>
public sealed record AlertDelivery(
    string ChannelId, string ChannelName, AlertChannelKind ChannelKind, DeliveryState State, int Attempts, DateTimeOffset? NextAt, DateTimeOffset UpdatedAt, string? Error);

/// <summary>How far a delivery is.</summary>
public enum DeliveryState
{
    /// <summary>Waits for its first or next attempt.</summary>
    Pending,

    /// <summary>The receiver has it.</summary>
    Sent,

    /// <summary>Given up; it can be tried again by hand.</summary>
    Dead,
}

/// <summary>Which alerts are asked for; newest first.</summary>
/// <param name="Before">Cursor: the id that the last page ended with; null for the newest.</param>
/// <param name="Limit">Most alerts, 1 to 500.</param>
/// <param name="RuleId">Of this rule.</param>
/// <param name="Kind">Of this kind.</param>
/// <param name="Subject">Whose subject contains this.</param>
/// <param name="WithSuppressed">Whether those that were not sent are among them.</param>
/// <param name="ChannelId">That were sent to this channel.</param>
public sealed record AlertQuery(
    string? Before = null, int Limit = 100, string? RuleId = null, BoardAlertKind? Kind = null, string? Subject = null, bool WithSuppressed = false, string? ChannelId = null);
