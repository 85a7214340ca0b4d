using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Premove;

/// <summary>Log messages of the pre-movement sweeps, events 6600 to 6699.</summary>
internal static partial class PremoveLog
{
    [LoggerMessage(6600, LogLevel.Error, "Bars of trades up to {Close:u} could not be written and are lost")]
    public static partial void BarsNotWritten(ILogger logger, DateTimeOffset close, Exception exception);

    [LoggerMessage(6601, LogLevel.Information, "Sweep of {At:u}: {Coins} coins, {Scored} scored, {Confirmed} confirmed, {Alerts} alerts")]
    public static partial void Swept(ILogger logger, DateTimeOffset at, int coins, int scored, int confirmed, int alerts);
}
