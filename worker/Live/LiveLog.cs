using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Live;

/// <summary>Log messages of the live board, events 6300 to 6399.</summary>
internal static partial class LiveLog
{
    [LoggerMessage(6300, LogLevel.Error, "The board's prices could not be refreshed")]
    public static partial void RefreshFailed(ILogger logger, Exception exception);

    [LoggerMessage(6301, LogLevel.Warning, "The board is not shared with other nodes at the moment: {Reason}")]
    public static partial void NotShared(ILogger logger, string reason);

    [LoggerMessage(6302, LogLevel.Information, "The board is shared with other nodes again, after {Failures} failed attempts")]
    public static partial void SharedAgain(ILogger logger, long failures);

    [LoggerMessage(6303, LogLevel.Warning, "A board of another node could not be read")]
    public static partial void BoardUnreadable(ILogger logger);

    [LoggerMessage(6304, LogLevel.Warning, "How runs do is not shared with other nodes at the moment: {Reason}")]
    public static partial void ProgressNotShared(ILogger logger, string reason);

    [LoggerMessage(6305, LogLevel.Warning, "How a run of another node does could not be read")]
    public static partial void ProgressUnreadable(ILogger logger);
}
