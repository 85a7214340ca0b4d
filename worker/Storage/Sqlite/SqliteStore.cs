using System.Data.Common;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage.Sql;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>
/// The opened embedded store of one market source: one writing connection that takes turns, pooled readers beside it (WAL: readers never wait for the writer).
/// </summary>
internal sealed class SqliteStore : SqlStore
{
    /// <summary>Pages that are in the system's cache are read where they are, up to 1 GB of the file.</summary>
    private const string ReaderSettings = "PRAGMA mmap_size = 1073741824";

    private readonly SqliteConnection _writer;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _readers;
    private bool _disposed;

    private SqliteStore(string path, MarketSource source, SchemaChange schema, SqliteConnection writer, string readers)
    {
        (Name, Source, Schema, _writer, _readers) = (path, source, schema, writer, readers);
        Candles = new SqliteCandleStore(this);
    }

    /// <summary>The store file.</summary>
    public override string Name { get; }

    /// <inheritdoc />
    public override MarketSource Source { get; }

    /// <inheritdoc />
    public override SchemaChange Schema { get; }

    /// <inheritdoc />
    public override ICandleStore Candles { get; }

    /// <inheritdoc />
    public override int RowsAtOnce => 8;

    /// <summary>Opens the file, makes it when it does not exist, and migrates it.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used; one sentence says why.</exception>
    public static SqliteStore Open(string path, MarketSource source, ILogger logger, int busyTimeoutSeconds = 5, IReadOnlyList<Migration>? migrations = null)
    {
        StoreDirectory.Ensure(path);
        // SQLite would open it for reading and fail at the first write, or not at all for a privileged user.
        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            throw new StoreUnavailableException($"{path} is read-only; give the process write permission to the file and its directory.");

        var settings = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = busyTimeoutSeconds };
        var writer = new SqliteConnection(new SqliteConnectionStringBuilder(settings.ConnectionString) { Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ConnectionString);
        SchemaChange schema;
        try
        {
            writer.Open();
            writer.Execute($"PRAGMA busy_timeout = {busyTimeoutSeconds * 1000}");
            schema = SqliteSchema.Prepare(writer, path, source, migrations ?? SqliteSchema.Migrations, logger);
            writer.Execute("PRAGMA synchronous = NORMAL");
        }
        catch (SqliteException e)
        {
            writer.Dispose();
            throw SqliteFailure.Explain(path, e);
        }
        catch
        {
            writer.Dispose();
            throw;
        }

        StorageLog.Opened(logger, path, source.ToString(), schema.Version);
        return new SqliteStore(path, source, schema, writer, new SqliteConnectionStringBuilder(settings.ConnectionString) { Mode = SqliteOpenMode.ReadOnly }.ConnectionString);
    }

    /// <summary>For somebody beside the store in the same process; each of their writes waits for those of the store.</summary>
    /// <param name="path">The file.</param>
    /// <param name="busyTimeoutSeconds">How long a write waits.</param>
    public static string ConnectionString(string path, int busyTimeoutSeconds) =>
        new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = busyTimeoutSeconds, Mode = SqliteOpenMode.ReadWrite }.ConnectionString;

    /// <inheritdoc />
    public override async Task<T> WriteAsync<T>(Func<DbConnection, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return await Task.Run(
                () =>
                {
                    using var transaction = _writer.BeginTransaction(deferred: false);
                    var result = work(_writer);
                    cancellationToken.ThrowIfCancellationRequested();
                    transaction.Commit();
                    return result;
                },
                cancellationToken);
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Explain(Name, e);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public override async Task<T> ReadAsync<T>(Func<DbConnection, T> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return await Task.Run(
                () =>
                {
                    using var connection = new SqliteConnection(_readers);
                    connection.Open();
                    connection.Execute(ReaderSettings);
                    using var snapshot = connection.BeginTransaction(deferred: true);
                    return work(connection);
                },
                cancellationToken);
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Explain(Name, e);
        }
    }

    /// <inheritdoc />
    public override long DropMinuteCandles(DbConnection connection, long before) =>
        connection.Execute("DELETE FROM candles WHERE series_id IN (SELECT id FROM series WHERE interval_seconds < 3600) AND open_time < @before", new { before });

    /// <inheritdoc />
    public override long DropBookSummaries(DbConnection connection, long before) => connection.Execute("DELETE FROM book_summaries WHERE minute < @before", new { before });

    /// <inheritdoc />
    public override object Number(decimal value) => PackedDecimal.TryPack(value, out var packed) ? packed : PackedDecimal.Text(value);

    /// <inheritdoc />
    public override decimal Number(DbDataReader row, int column) =>
        row.GetValue(column) is long packed ? PackedDecimal.Unpack(packed) : PackedDecimal.Unpack(row.GetString(column));

    /// <inheritdoc />
    public override void Dispose()
    {
        if (_disposed) return;
        _turn.Wait();
        _disposed = true;
        using (var reader = new SqliteConnection(_readers)) SqliteConnection.ClearPool(reader);
        _writer.Dispose();
        _turn.Release();
        _turn.Dispose();
    }
}
