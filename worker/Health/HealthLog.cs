using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Health;

/// <summary>Log messages of the venues' health, events 6990 to 6999.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(6990, LogLevel.Warning, "How the venues do, as the workers wrote it down, could not be read")]
    public static partial void VenuesNotRead(ILogger logger, Exception exception);
}
