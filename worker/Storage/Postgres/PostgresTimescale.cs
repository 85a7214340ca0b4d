using CryptoRun.Worker.Storage.Sql;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>How a store's candles are divided by time.</summary>
internal enum PostgresLayout
{
    /// <summary>Range partitions of PostgreSQL's own.</summary>
    Partitions,

    /// <summary>Hypertables of the TimescaleDB extension.</summary>
    Timescale,
}

/// <summary>
/// Uses TimescaleDB where the server has it when a store is made. Untested against the real extension: the tests prove its detection, its fallback and its statements' text.
/// </summary>
internal static class PostgresTimescale
{
    /// <summary>The step that makes the candle tables.</summary>
    public const int CandleStep = 2;

    private const string Partitioned = " PARTITION BY RANGE (open_time)";

    /// <summary>After the candle tables: a chunk a month, compressed by series once it is two weeks old, and the days of the market for people's tools.</summary>
    private const string Hypertables =
        """
        CREATE FUNCTION ticks_now() RETURNS bigint LANGUAGE sql STABLE RETURN (extract(epoch FROM now()) * 10000000)::bigint + 621355968000000000;

        SELECT public.create_hypertable('candles', 'open_time', chunk_time_interval => 26784000000000);
        SELECT public.set_integer_now_func('candles', 'ticks_now');
        ALTER TABLE candles SET (timescaledb.compress, timescaledb.compress_segmentby = 'series_id', timescaledb.compress_orderby = 'open_time, known_at');
        SELECT public.add_compression_policy('candles', 12096000000000);

        SELECT public.create_hypertable('minute_candles', 'open_time', chunk_time_interval => 6048000000000);
        SELECT public.set_integer_now_func('minute_candles', 'ticks_now');
        ALTER TABLE minute_candles SET (timescaledb.compress, timescaledb.compress_segmentby = 'series_id', timescaledb.compress_orderby = 'open_time, known_at');
        SELECT public.add_compression_policy('minute_candles', 12096000000000);

        CREATE MATERIALIZED VIEW candle_days WITH (timescaledb.continuous) AS
        SELECT series_id, public.time_bucket(864000000000, open_time) AS day,
            max(number(high)) AS high, min(number(low)) AS low, public.last(number(close), open_time) AS close, count(*) AS versions
        FROM candles WHERE exact IS NULL GROUP BY series_id, public.time_bucket(864000000000, open_time) WITH NO DATA;
        SELECT public.add_continuous_aggregate_policy('candle_days', start_offset => 25920000000000, end_offset => 864000000000, schedule_interval => interval '1 hour');
        """;

    /// <summary>The layout of a store that is being made. In a transaction.</summary>
    public static PostgresLayout Choose(NpgsqlConnection connection, string store, ILogger logger)
    {
        if (!connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb')")) return PostgresLayout.Partitions;

        // The server may have the files and not the permission or the preloaded library: then it is as if it had none.
        connection.Execute("SAVEPOINT extension");
        try
        {
            connection.Execute("CREATE EXTENSION IF NOT EXISTS timescaledb SCHEMA public");
            return PostgresLayout.Timescale;
        }
        catch (PostgresException e)
        {
            connection.Execute("ROLLBACK TO SAVEPOINT extension");
            StorageLog.NoTimescale(logger, store, e.MessageText);
            return PostgresLayout.Partitions;
        }
    }

    /// <summary>Applies a step in the layout of the store.</summary>
    public static void Apply(NpgsqlConnection connection, Migration migration) =>
        connection.Execute(Statements(migration, Enum.Parse<PostgresLayout>(connection.ExecuteScalar<string>("SELECT layout FROM store_info")!, ignoreCase: true)));

    /// <summary>A step's statements in a layout.</summary>
    public static string Statements(Migration migration, PostgresLayout layout) => layout == PostgresLayout.Timescale && migration.Version == CandleStep
        ? migration.Sql.Replace(Partitioned, "", StringComparison.Ordinal) + "\n" + Hypertables
        : migration.Sql;
}
