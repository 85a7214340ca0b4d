using Dapper;
using Npgsql;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>
/// The right to be the only server of a store: an advisory lock on a connection of its own, which the server takes back when the process dies. It is gone too when the
/// server is restarted; whoever serves goes on, and a second process would not be refused until this one is started again.
/// </summary>
internal sealed class PostgresOwnership : IDisposable
{
    private const string ApplicationPrefix = "CryptoRun serves ";

    private readonly NpgsqlConnection _connection;

    private PostgresOwnership(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Takes it.</summary>
    /// <param name="address">The store.</param>
    /// <param name="node">Machine and process, for the message of whoever comes second.</param>
    /// <exception cref="StoreUnavailableException">Another process holds it.</exception>
    public static PostgresOwnership Take(PostgresAddress address, string node)
    {
        var connection = address.Own($"{ApplicationPrefix}{address.Schema}: {node}");
        try
        {
            connection.Open();
            var key = connection.ExecuteScalar<long>("SELECT hashtextextended(@text, 0)", new { text = $"cryptorun:serve:{address.Schema}" });
            if (connection.ExecuteScalar<bool>("SELECT pg_try_advisory_lock(@key)", new { key })) return new PostgresOwnership(connection);

            var holder = connection.QueryFirstOrDefault<string>(
                """
                SELECT a.application_name || coalesce(' at ' || host(a.client_addr), '') FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                    AND (l.classid::bigint << 32 | l.objid::bigint) = @key
                """,
                new { key });
            throw new StoreUnavailableException(
                $"{address.Name} is already served ({holder?.ReplaceLineEndings(" ") ?? "by another process"}); end that process, or set Store:Exclusive to false where several nodes are meant to share it.");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();
}
