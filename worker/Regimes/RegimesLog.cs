using CryptoRun.Domain.Regimes;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Regimes;

/// <summary>Log messages of the detections, events 6200 to 6299.</summary>
internal static partial class RegimesLog
{
    [LoggerMessage(6200, LogLevel.Information, "Regime changed at {At:u} from {Before} to {After}: {Reason}")]
    public static partial void Changed(ILogger logger, DateTimeOffset at, RegimeState before, RegimeState after, string reason);
}
