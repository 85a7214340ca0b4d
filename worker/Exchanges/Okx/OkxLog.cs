using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>Log messages of the OKX adapter. Event ids 2150 to 2174.</summary>
internal static partial class OkxLog
{
    [LoggerMessage(2150, LogLevel.Warning, "okx: a request was rejected: {Reason}")]
    public static partial void RequestRejected(this ILogger logger, string reason);

    [LoggerMessage(2151, LogLevel.Debug, "okx: subscribed {Symbol} to {Channel}.")]
    public static partial void Subscribed(this ILogger logger, string symbol, string channel);

    [LoggerMessage(2152, LogLevel.Information, "okx: notice of the venue: {Notice}")]
    public static partial void Notice(this ILogger logger, string notice);
}
