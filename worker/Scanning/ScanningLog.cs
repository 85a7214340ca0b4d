using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Scanning;

/// <summary>Log messages of the scans, events 6100 to 6199.</summary>
internal static partial class ScanningLog
{
    [LoggerMessage(6100, LogLevel.Information, "The stored scan {ScanId} is on the board until the next")]
    public static partial void LastScanShown(ILogger logger, string scanId);

    [LoggerMessage(6102, LogLevel.Information, "Left out by the job's schedule, as if not configured: {Venues}")]
    public static partial void VenuesLeftOut(ILogger logger, string venues);

    [LoggerMessage(6101, LogLevel.Error, "The stored scan could not be put on the board")]
    public static partial void LastScanNotShown(ILogger logger, Exception exception);
}
