using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Alerts;

/// <summary>Log messages of the alerts, events 6700 to 6799. No message has an address, a text of a receiver or a secret.</summary>
internal static partial class AlertsLog
{
    [LoggerMessage(6700, LogLevel.Error, "Rules could not be looked at; the next scan is the next try")]
    public static partial void LookFailed(ILogger logger, Exception exception);

    [LoggerMessage(6701, LogLevel.Information, "{Sent} alerts, {Suppressed} suppressed, at {At}")]
    public static partial void Told(ILogger logger, int sent, int suppressed, DateTimeOffset at);

    [LoggerMessage(6702, LogLevel.Warning, "Alert {AlertId} was not delivered to channel {Channel} ({Kind}), attempt {Attempt}: {Reason}; next at {NextAt}")]
    public static partial void NotDelivered(ILogger logger, string alertId, string channel, AlertChannelKind kind, int attempt, string reason, DateTimeOffset nextAt);

    [LoggerMessage(6703, LogLevel.Error, "Alert {AlertId} is given up for channel {Channel} ({Kind}) after {Attempt} attempts: {Reason}")]
    public static partial void GivenUp(ILogger logger, string alertId, string channel, AlertChannelKind kind, int attempt, string reason);

    [LoggerMessage(6704, LogLevel.Error, "Deliveries could not be looked at")]
    public static partial void DeliveriesFailed(ILogger logger, Exception exception);

    [LoggerMessage(6705, LogLevel.Warning, "The secret of channel {Channel} cannot be opened with the keys in {Directory}; set it again")]
    public static partial void SecretLost(ILogger logger, string channel, string directory);
}
