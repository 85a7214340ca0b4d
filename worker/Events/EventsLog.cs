using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Events;

/// <summary>Log messages of the user's documents. Event ids 2400 to 2409.</summary>
internal static partial class EventsLog
{
    [LoggerMessage(2400, LogLevel.Information, "{Kind}: {Document} read, {Rows} rows, {Changes} changed, {Refused} refused.")]
    public static partial void DocumentRead(this ILogger logger, string kind, string document, int rows, int changes, int refused);

    [LoggerMessage(2401, LogLevel.Warning, "{Warning}")]
    public static partial void DocumentRefused(this ILogger logger, string warning);
}
