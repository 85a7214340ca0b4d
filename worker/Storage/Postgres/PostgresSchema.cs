using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage.Sql;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>Brings a schema to this program's version and makes sure that it is the right one.</summary>
internal static class PostgresSchema
{
    /// <summary>All steps in order.</summary>
    public static IReadOnlyList<Migration> Migrations { get; } = Migration.Load("Postgres");

    /// <summary>Checks, stamps and migrates; safe with two processes at once.</summary>
    /// <exception cref="StoreUnavailableException">Another program's schema, another source's store, or a newer program's.</exception>
    public static (SchemaChange Change, PostgresLayout Layout) Prepare(
        NpgsqlDataSource pool, PostgresAddress address, MarketSource source, IReadOnlyList<Migration> migrations, ILogger logger)
    {
        using var connection = pool.OpenConnection();
        var before = Version(connection, address.Schema);
        if (before == 0) RefuseForeign(connection, address);
        List<string> applied = [];
        while (Step(connection, address, source, migrations, logger) is { } step) applied.Add(step);
        return (new SchemaChange(before, migrations.Count, applied), Enum.Parse<PostgresLayout>(connection.ExecuteScalar<string>("SELECT layout FROM store_info")!, ignoreCase: true));
    }

    private static string? Step(NpgsqlConnection connection, PostgresAddress address, MarketSource source, IReadOnlyList<Migration> migrations, ILogger logger)
    {
        // The version is read under the lock, so that of two processes one migrates and the other sees it done.
        using var transaction = connection.BeginTransaction();
        connection.Execute("SELECT pg_advisory_xact_lock(hashtextextended(@key, 0))", new { key = $"cryptorun:migrate:{address.Schema}" });
        var version = Version(connection, address.Schema);
        if (version > migrations.Count)
            throw new StoreUnavailableException($"{address.Name} has schema version {version}, this program knows {migrations.Count}; run the newer program or set Store:Schema to another name.");
        if (version > 0) RefuseOtherSource(connection, address, source);
        if (version == migrations.Count) return null;

        var migration = migrations[version];
        if (version == 0)
        {
            if (connection.ExecuteScalar<bool>("SELECT NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = @Schema)", address)) connection.Execute($"CREATE SCHEMA {address.Schema}");
            connection.Execute(migration.Sql);
            var layout = PostgresTimescale.Choose(connection, address.Name, logger);
            connection.Execute("INSERT INTO store_info (id, source, layout) VALUES (1, @source, @layout)", new { source = source.ToString(), layout = layout.ToString().ToLowerInvariant() });
        }
        else
        {
            PostgresTimescale.Apply(connection, migration);
        }

        connection.Execute("INSERT INTO schema_version (version, name) VALUES (@Version, @Name)", migration);
        transaction.Commit();
        StorageLog.Migrated(logger, address.Name, migration.Name);
        return migration.Name;
    }

    /// <summary>The catalogue's tables are asked: functions such as to_regclass answer from a cache that may not have heard of what another process has just made.</summary>
    private static int Version(NpgsqlConnection connection, string schema) =>
        connection.ExecuteScalar<bool>("SELECT NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = @schema AND tablename = 'schema_version')", new { schema })
            ? 0
            : connection.ExecuteScalar<int>("SELECT coalesce(max(version), 0) FROM schema_version");

    private static void RefuseForeign(NpgsqlConnection connection, PostgresAddress address)
    {
        // Under the lock it would be the half-made store of another process; only the committed is seen here, and that begins with schema_version.
        if (connection.ExecuteScalar<bool>(
            """
            SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = @Schema)
                AND NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = @Schema AND tablename = 'schema_version')
            """,
            address))
            throw new StoreUnavailableException($"{address.Name} has tables of another program; move them away or set Store:Schema to another name.");
    }

    private static void RefuseOtherSource(NpgsqlConnection connection, PostgresAddress address, MarketSource source)
    {
        var stamped = connection.ExecuteScalar<string>("SELECT source FROM store_info");
        if (!string.Equals(stamped, source.ToString(), StringComparison.Ordinal))
            throw new StoreUnavailableException($"{address.Name} holds data of source {stamped}, but {source} was asked for; sources never share a schema: set Store:Schema or Market:Source accordingly.");
    }
}
