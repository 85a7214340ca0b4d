using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>Log messages of the Coinbase adapter. Event ids 2260 to 2279.</summary>
internal static partial class CoinbaseLog
{
    [LoggerMessage(2260, LogLevel.Warning, "coinbase: subscription to {Channel} of {Count} products rejected: {Reason}")]
    public static partial void SubscriptionRejected(this ILogger logger, string channel, int count, string reason);

    [LoggerMessage(2261, LogLevel.Debug, "coinbase: subscribed {Count} products to {Channel}.")]
    public static partial void Subscribed(this ILogger logger, int count, string channel);

    [LoggerMessage(2262, LogLevel.Information, "coinbase: the book of {Symbol} is not trusted any more: {Reason}")]
    public static partial void BookDistrusted(this ILogger logger, string symbol, string reason);

    [LoggerMessage(2263, LogLevel.Warning, "coinbase: {Reason}")]
    public static partial void ErrorSaid(this ILogger logger, string reason);
}
