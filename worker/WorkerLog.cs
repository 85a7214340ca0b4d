using CryptoRun.Domain.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker;

/// <summary>Log messages of the program as a whole, events 6400 to 6499.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(6400, LogLevel.Critical, "The {Source} market could not be started")]
    public static partial void MarketNotStarted(ILogger logger, MarketSource source, Exception exception);
}
