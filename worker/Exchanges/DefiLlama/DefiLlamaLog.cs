using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.DefiLlama;

/// <summary>Log messages of the aggregator's feed. Event ids 2200 to 2209.</summary>
internal static partial class DefiLlamaLog
{
    [LoggerMessage(2200, LogLevel.Debug, "defillama: coins of {Exchanges} exchanges read, {Points} points.")]
    public static partial void ReservesRead(this ILogger logger, int exchanges, int points);

    [LoggerMessage(2201, LogLevel.Warning, "{Warning}")]
    public static partial void ReservesLate(this ILogger logger, string warning);
}
