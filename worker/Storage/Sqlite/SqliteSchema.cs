using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage.Sql;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>Brings a database file to this program's schema and makes sure that it is the right file.</summary>
internal static class SqliteSchema
{
    private const long ApplicationId = 0x4352756e;

    /// <summary>All steps in order.</summary>
    public static IReadOnlyList<Migration> Migrations { get; } = Migration.Load("Sqlite");

    /// <summary>Checks, stamps and migrates; safe with two processes at once.</summary>
    /// <exception cref="StoreUnavailableException">Another program's database, another source's store, or a newer program's.</exception>
    public static SchemaChange Prepare(SqliteConnection connection, string path, MarketSource source, IReadOnlyList<Migration> migrations, ILogger logger)
    {
        RefuseForeign(connection, path);
        connection.Execute("PRAGMA journal_mode = WAL");
        var before = Version(connection);
        List<string> applied = [];
        while (Step(connection, path, source.ToString(), migrations, logger) is { } step) applied.Add(step);
        return new SchemaChange(before, migrations.Count, applied);
    }

    private static string? Step(SqliteConnection connection, string path, string source, IReadOnlyList<Migration> migrations, ILogger logger)
    {
        // Immediate: the version is read under the write lock, so that of two processes one migrates and the other sees it done.
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = Version(connection);
        if (version > migrations.Count)
            throw new StoreUnavailableException($"{path} has schema version {version}, this program knows {migrations.Count}; run the newer program or set Store:Directory to another directory.");
        if (version > 0) RefuseOtherSource(connection, path, source);
        if (version == migrations.Count) return null;

        var migration = migrations[version];
        var now = new { now = DateTimeOffset.UtcNow.ToString("u"), source, migration.Version, migration.Name };
        connection.Execute(migration.Sql);
        if (version == 0) connection.Execute("INSERT INTO store_info (id, source, created_at) VALUES (1, @source, @now)", now);
        connection.Execute("INSERT INTO schema_version (version, name, applied_at) VALUES (@Version, @Name, @now)", now);
        transaction.Commit();
        StorageLog.Migrated(logger, path, migration.Name);
        return migration.Name;
    }

    private static int Version(SqliteConnection connection) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'") == 0
            ? 0
            : (int)connection.ExecuteScalar<long>("SELECT coalesce(max(version), 0) FROM schema_version");

    private static void RefuseForeign(SqliteConnection connection, string path)
    {
        // Both in one snapshot: between them another process may stamp the file and make the first table.
        using var snapshot = connection.BeginTransaction(deferred: true);
        var tables = connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema");
        var id = connection.ExecuteScalar<long>("PRAGMA application_id");
        if (id != ApplicationId && (id != 0 || tables > 0))
            throw new StoreUnavailableException($"{path} is the database of another program; move it away or set Store:Directory to another directory.");
    }

    private static void RefuseOtherSource(SqliteConnection connection, string path, string source)
    {
        var stamped = connection.ExecuteScalar<string>("SELECT source FROM store_info");
        if (!string.Equals(stamped, source, StringComparison.Ordinal))
            throw new StoreUnavailableException($"{path} holds data of source {stamped}, but {source} was asked for; sources never share a store: set Store:Directory or Market:Source accordingly.");
    }
}
