using System.Net.Sockets;
using Npgsql;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>What PostgreSQL's answers mean for whoever runs the program. Nothing here repeats the connection string.</summary>
internal static class PostgresFailure
{
    /// <summary>Whether two processes came into each other's way, so that doing the whole transaction again helps.</summary>
    public static bool IsCollision(PostgresException e) => e.SqlState is
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable;

    /// <summary>Whether the connection is gone: broken, or ended by the server.</summary>
    public static bool IsLostConnection(NpgsqlException e) => e is PostgresException answer
        ? answer.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.ConnectionFailure
        : e.InnerException is IOException or SocketException or EndOfStreamException;

    public static StoreUnavailableException Explain(PostgresAddress address, NpgsqlException failure) => new($"{address.Name}: {Sentence(address, failure)}", failure);

    private static string Sentence(PostgresAddress address, NpgsqlException failure) => failure is PostgresException e
        ? e.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword => $"the password of user {address.User} is wrong; correct Store:ConnectionString.",
            PostgresErrorCodes.InvalidAuthorizationSpecification => $"user {address.User} is not let in ({Plain(e.MessageText)}); correct Store:ConnectionString or the server's pg_hba.conf.",
            PostgresErrorCodes.InvalidCatalogName => $"there is no such database; create it (CREATE DATABASE {address.Database}) or correct Store:ConnectionString.",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"user {address.User} lacks a permission ({Plain(e.MessageText)}); GRANT CREATE ON DATABASE {address.Database} TO {address.User}, or make that user the schema's owner.",
            PostgresErrorCodes.TooManyConnections => "the server has no connection left; raise its max_connections or set Maximum Pool Size in Store:ConnectionString.",
            PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => "the server is starting or shutting down; try again.",
            PostgresErrorCodes.DiskFull => "the server's disk is full; free space on it.",
            PostgresErrorCodes.ReadOnlySqlTransaction => "the server is read-only, a standby perhaps; set Store:ConnectionString to the primary.",
            _ => $"the operation was refused ({e.SqlState}: {Plain(e.MessageText)}).",
        }
        : failure.InnerException switch
        {
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "nothing listens there; start the server or correct Host and Port in Store:ConnectionString.",
            SocketException socket => $"the server cannot be reached ({Plain(socket.Message)}); check Host and Port in Store:ConnectionString.",
            TimeoutException => "the server did not answer in time; check its load and Timeout and Command Timeout in Store:ConnectionString.",
            IOException => "the connection was lost; nothing was half-written, the next attempt connects again.",
            _ when failure.Message.Contains("password", StringComparison.OrdinalIgnoreCase) => $"user {address.User} needs a password; add it to Store:ConnectionString.",
            _ => $"the connection failed ({Plain(failure.Message)}).",
        };

    private static string Plain(string text) => text.ReplaceLineEndings(" ").TrimEnd('.');
}
