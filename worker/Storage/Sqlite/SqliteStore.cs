using CryptoRun.Domain.Markets;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>
/// The opened embedded store of one market source: one writing connection that takes turns, pooled readers beside it (WAL: readers never wait for the writer).
/// Every write is one transaction.
/// </summary>
internal sealed class SqliteStore : IDisposable
{
    private readonly SqliteConnection _writer;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _readers;
    private bool _disposed;

    private SqliteStore(string path, MarketSource source, SqliteConnection writer, string readers) =>
        (Path, Source, _writer, _readers) = (path, source, writer, readers);

    /// <summary>The store file.</summary>
    public string Path { get; }

    /// <summary>The source of every row in it.</summary>
    public MarketSource Source { get; }

    /// <summary>Opens the file, makes it when it does not exist, and migrates it.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used; one sentence says why.</exception>
    public static SqliteStore Open(string path, MarketSource source, ILogger logger, int busyTimeoutSeconds = 5, IReadOnlyList<SqliteMigration>? migrations = null)
    {
        StoreDirectory.Ensure(path);
        // SQLite would open it for reading and fail at the first write, or not at all for a privileged user.
        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            throw new StoreUnavailableException($"{path} is read-only; give the process write permission to the file and its directory.");

        var settings = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = busyTimeoutSeconds };
        var writer = new SqliteConnection(new SqliteConnectionStringBuilder(settings.ConnectionString) { Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ConnectionString);
        try
        {
            writer.Open();
            writer.Execute($"PRAGMA busy_timeout = {busyTimeoutSeconds * 1000}");
            SqliteSchema.Prepare(writer, path, source, migrations ?? SqliteMigration.All, logger);
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

        StorageLog.Opened(logger, path, source.ToString(), (migrations ?? SqliteMigration.All).Count);
        return new SqliteStore(path, source, writer, new SqliteConnectionStringBuilder(settings.ConnectionString) { Mode = SqliteOpenMode.ReadOnly }.ConnectionString);
    }

    /// <summary>The newest market time that the store knows of, or null when it is empty: a virtual clock resumes there.</summary>
    public Task<DateTimeOffset?> LatestKnownAtAsync(CancellationToken cancellationToken) => ReadAsync(
        connection => connection.ExecuteScalar<long?>(
            """
            SELECT max(t) FROM (
                SELECT max(latest_known_at) AS t FROM series
                UNION ALL SELECT max(latest_known_at) FROM perpetuals
                UNION ALL SELECT max(as_of) FROM scans
                UNION ALL SELECT max(at) FROM regime_history)
            """) is { } ticks ? Utc(ticks) : (DateTimeOffset?)null,
        cancellationToken);

    /// <summary>Does <paramref name="work"/> in one immediate transaction; it is rolled back when the work throws or is cancelled before its end.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
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
            throw SqliteFailure.Explain(Path, e);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads from a snapshot of what is committed.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return await Task.Run(
                () =>
                {
                    using var connection = new SqliteConnection(_readers);
                    connection.Open();
                    using var snapshot = connection.BeginTransaction(deferred: true);
                    return work(connection);
                },
                cancellationToken);
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Explain(Path, e);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_disposed) return;
        _turn.Wait();
        _disposed = true;
        using (var reader = new SqliteConnection(_readers)) SqliteConnection.ClearPool(reader);
        _writer.Dispose();
        _turn.Release();
        _turn.Dispose();
    }

    /// <summary>An instant from its stored ticks.</summary>
    public static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);
}
