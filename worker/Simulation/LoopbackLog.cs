using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation;

/// <summary>Log messages of the loopback venue, 7100 to 7119.</summary>
internal static partial class LoopbackLog
{
    [LoggerMessage(7100, LogLevel.Information, "Loopback venue {Venue} ({Source}) listens at {RestBaseAddress}")]
    public static partial void Listening(this ILogger logger, string venue, string source, Uri restBaseAddress);

    [LoggerMessage(7101, LogLevel.Debug, "Loopback socket {Connection} opened")]
    public static partial void SocketOpened(this ILogger logger, long connection);

    [LoggerMessage(7102, LogLevel.Debug, "Loopback socket {Connection} closed: {Reason}")]
    public static partial void SocketClosed(this ILogger logger, long connection, string reason);

    [LoggerMessage(7103, LogLevel.Warning, "Loopback socket {Connection} reads too slowly: {Waiting} frames wait; it is disconnected")]
    public static partial void SocketTooSlow(this ILogger logger, long connection, int waiting);

    [LoggerMessage(7104, LogLevel.Error, "Loopback feed failed; it goes on with the next pulse")]
    public static partial void FeedFailed(this ILogger logger, Exception exception);

    [LoggerMessage(7105, LogLevel.Information, "Loopback feed: the tape ends at {At:u}, nothing happens after it")]
    public static partial void TapeEnded(this ILogger logger, DateTimeOffset at);
}
