using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Live;

/// <summary>Log messages of the live board, events 6300 to 6399.</summary>
internal static partial class LiveLog
{
    [LoggerMessage(6300, LogLevel.Error, "The board's prices could not be refreshed")]
    public static partial void RefreshFailed(ILogger logger, Exception exception);
}
