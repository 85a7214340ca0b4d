using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>Log messages of the Kraken adapter. Event ids 2050 to 2099.</summary>
internal static partial class KrakenLog
{
    [LoggerMessage(2052, LogLevel.Warning, "kraken: subscription of {Symbol} to {Channel} rejected: {Reason}")]
    public static partial void SubscriptionRejected(this ILogger logger, string symbol, string channel, string reason);

    [LoggerMessage(2053, LogLevel.Debug, "kraken: subscribed {Symbol} to {Channel}.")]
    public static partial void Subscribed(this ILogger logger, string symbol, string channel);

    [LoggerMessage(2054, LogLevel.Information, "kraken: the venue's system is {State}.")]
    public static partial void SystemState(this ILogger logger, string state);
}
