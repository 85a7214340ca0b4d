using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Caching;

/// <summary>Log messages of the cache. Event ids 2300 to 2349.</summary>
internal static partial class CachingLog
{
    [LoggerMessage(2300, LogLevel.Error, "{Key}: the call for it broke.")]
    public static partial void LoadBroken(this ILogger logger, Exception exception, CacheKey key);

    [LoggerMessage(2301, LogLevel.Warning, "Redis does not answer, going on without it: {Reason}")]
    public static partial void RedisDown(this ILogger logger, string reason);

    [LoggerMessage(2302, LogLevel.Information, "Redis answers again after {Failures} failed attempts.")]
    public static partial void RedisUp(this ILogger logger, long failures);

    [LoggerMessage(2303, LogLevel.Warning, "{Key}: what Redis has cannot be read; it is fetched anew.")]
    public static partial void EntryUnreadable(this ILogger logger, string key);

    [LoggerMessage(2304, LogLevel.Information, "Redis at {Address}: connected {IsConnected}.")]
    public static partial void RedisLinked(this ILogger logger, string address, bool isConnected);

    [LoggerMessage(2305, LogLevel.Debug, "Redis at {Address}: no connection yet ({Error}).")]
    public static partial void RedisUnlinked(this ILogger logger, string address, string error);
}
