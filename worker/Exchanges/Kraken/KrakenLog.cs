using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>Log messages of the Kraken adapter. Event ids 2050 to 2099.</summary>
internal static partial class KrakenLog
{
    [LoggerMessage(2050, LogLevel.Information, "kraken: connected (number {Connection}), subscribing to {Symbols} symbols.")]
    public static partial void Connected(this ILogger logger, int connection, int symbols);

    [LoggerMessage(2051, LogLevel.Warning, "kraken: connection lost: {Reason} Reconnecting in {Seconds:0.00} s.")]
    public static partial void Lost(this ILogger logger, string reason, double seconds);

    [LoggerMessage(2052, LogLevel.Warning, "kraken: subscription of {Symbol} to {Channel} rejected: {Reason}")]
    public static partial void SubscriptionRejected(this ILogger logger, string symbol, string channel, string reason);

    [LoggerMessage(2053, LogLevel.Debug, "kraken: subscribed {Symbol} to {Channel}.")]
    public static partial void Subscribed(this ILogger logger, string symbol, string channel);

    [LoggerMessage(2054, LogLevel.Information, "kraken: the venue's system is {State}.")]
    public static partial void SystemState(this ILogger logger, string state);
}
