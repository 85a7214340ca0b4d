using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Storage;

/// <summary>Log messages of the stores, events 3100 to 3199.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(3100, LogLevel.Information, "Store {Path}: schema step {Migration} applied")]
    public static partial void Migrated(ILogger logger, string path, string migration);

    [LoggerMessage(3101, LogLevel.Information, "Store {Path} opened for source {Source}, schema version {Version}")]
    public static partial void Opened(ILogger logger, string path, string source, int version);

    [LoggerMessage(3102, LogLevel.Warning, "Store {Path}: the server offers TimescaleDB but does not let it be used ({Reason}); months are partitions of PostgreSQL's own")]
    public static partial void NoTimescale(ILogger logger, string path, string reason);

    [LoggerMessage(3103, LogLevel.Warning, "The {What} that other nodes wrote down could not be read")]
    public static partial void NotFollowed(ILogger logger, string what, Exception exception);
}
