using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges;

/// <summary>Log messages that every venue shares. Event ids 2000 to 2049.</summary>
internal static partial class ExchangesLog
{
    [LoggerMessage(2000, LogLevel.Warning, "{Venue}: skipped a record ({Kind}): {Detail}. Further ones of this kind are only counted.")]
    public static partial void AnomalySkipped(this ILogger logger, string venue, string kind, string detail);

    [LoggerMessage(2001, LogLevel.Information, "Asking again in {Seconds:0.00} s: {Failure}")]
    public static partial void CallRetried(this ILogger logger, string failure, double seconds);

    [LoggerMessage(2002, LogLevel.Warning, "{Venue}: circuit breaker opened for {Seconds:0} s.")]
    public static partial void CircuitOpened(this ILogger logger, string venue, double seconds);

    [LoggerMessage(2003, LogLevel.Information, "{Venue}: circuit breaker closed.")]
    public static partial void CircuitClosed(this ILogger logger, string venue);

    [LoggerMessage(2004, LogLevel.Information, "{Venue}: connected (number {Connection}), subscribing to {Symbols} symbols.")]
    public static partial void Connected(this ILogger logger, string venue, int connection, int symbols);

    [LoggerMessage(2005, LogLevel.Warning, "{Venue}: connection lost: {Reason} Reconnecting in {Seconds:0.00} s.")]
    public static partial void Lost(this ILogger logger, string venue, string reason, double seconds);

    [LoggerMessage(2006, LogLevel.Warning, "{Venue}: a message of over {Limit} bytes was passed over.")]
    public static partial void FrameOversized(this ILogger logger, string venue, int limit);
}
