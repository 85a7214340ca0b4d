namespace CryptoRun.Web.Health;

/// <summary>Log messages of the health checks.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(4101, LogLevel.Warning, "The store cannot be read")]
    internal static partial void StoreFailed(ILogger logger, Exception error);
}
