using System.Data;
using System.Data.Common;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage.Sql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>
/// The opened PostgreSQL store of one market source: a schema of its own. A lost connection is replaced once before its transaction is committed; after that the caller
/// hears of it and repeats, which is harmless because every write of the stores is idempotent.
/// </summary>
internal sealed class PostgresStore : SqlStore
{
    private const int Attempts = 4;

    /// <summary>Dividing by it takes trailing zeros away.</summary>
    private const decimal One = 1.0000000000000000000000000000m;

    private readonly PostgresAddress _address;
    private readonly NpgsqlDataSource _pool;
    private readonly PostgresPartitions _partitions;
    private readonly PostgresOwnership? _ownership;
    private bool _disposed;

    private PostgresStore(PostgresAddress address, MarketSource source, SchemaChange schema, NpgsqlDataSource pool, PostgresPartitions partitions, PostgresOwnership? ownership)
    {
        (_address, Source, Schema, _pool, _partitions, _ownership) = (address, source, schema, pool, partitions, ownership);
        Candles = new PostgresCandleStore(this);
    }

    /// <inheritdoc />
    public override string Name => _address.Name;

    /// <inheritdoc />
    public override MarketSource Source { get; }

    /// <inheritdoc />
    public override SchemaChange Schema { get; }

    /// <inheritdoc />
    public override ICandleStore Candles { get; }

    /// <inheritdoc />
    public override int RowsAtOnce => 500;

    /// <summary>Opens the schema, makes it when it does not exist, and migrates it.</summary>
    /// <param name="address">Server, database and schema.</param>
    /// <param name="source">The market source.</param>
    /// <param name="logger">Log.</param>
    /// <param name="servedBy">Machine and process where this one is to be the only server of the store, else null.</param>
    /// <param name="migrations">Other steps than the program's.</param>
    /// <exception cref="StoreUnavailableException">It cannot be used; one sentence says why.</exception>
    public static PostgresStore Open(PostgresAddress address, MarketSource source, ILogger logger, string? servedBy = null, IReadOnlyList<Migration>? migrations = null)
    {
        var pool = address.Pool();
        PostgresOwnership? ownership = null;
        try
        {
            if (servedBy is not null) ownership = PostgresOwnership.Take(address, servedBy);
            var (schema, layout) = PostgresSchema.Prepare(pool, address, source, migrations ?? PostgresSchema.Migrations, logger);
            StorageLog.Opened(logger, address.Name, source.ToString(), schema.Version);
            return new PostgresStore(address, source, schema, pool, new PostgresPartitions(address.Schema, layout), ownership);
        }
        catch (Exception e)
        {
            ownership?.Dispose();
            pool.Dispose();
            if (e is NpgsqlException failure) throw PostgresFailure.Explain(address, failure);
            throw;
        }
    }

    /// <inheritdoc />
    public override Task<T> WriteAsync<T>(Func<DbConnection, T> work, CancellationToken cancellationToken) => RunAsync(
        connection =>
        {
            var transaction = connection.BeginTransaction();
            return (work(connection), transaction);
        },
        cancellationToken);

    /// <inheritdoc />
    public override Task<T> ReadAsync<T>(Func<DbConnection, T> work, CancellationToken cancellationToken) => RunAsync(
        connection =>
        {
            var snapshot = connection.BeginTransaction(IsolationLevel.RepeatableRead);
            return (work(connection), snapshot);
        },
        cancellationToken);

    /// <summary>Reads with one statement, which is its own snapshot.</summary>
    public Task<T> ReadOnceAsync<T>(Func<NpgsqlConnection, T> work, CancellationToken cancellationToken) =>
        RunAsync(connection => (work(connection), (NpgsqlTransaction?)null), cancellationToken);

    /// <inheritdoc />
    public override async Task PrepareAsync(string table, IEnumerable<long> times, CancellationToken cancellationToken)
    {
        if (_partitions.Missing(table, times) is not { Count: > 0 } missing) return;

        await RunAsync(
            connection =>
            {
                var transaction = connection.BeginTransaction();
                _partitions.Create(connection, missing);
                return (missing.Count, transaction);
            },
            cancellationToken);
        _partitions.Remember(missing);
    }

    /// <inheritdoc />
    public override long DropMinuteCandles(DbConnection connection, long before) => _partitions.DropBefore(connection, PostgresCandleStore.Passing, "open_time", before);

    /// <inheritdoc />
    public override long DropBookSummaries(DbConnection connection, long before) => _partitions.DropBefore(connection, PostgresPartitions.Days, "minute", before);

    /// <inheritdoc />
    public override object Number(decimal value) => value / One;

    /// <inheritdoc />
    public override decimal Number(DbDataReader row, int column) => row.GetDecimal(column);

    /// <inheritdoc />
    public override void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _ownership?.Dispose();
        _pool.Dispose();
    }

    private async Task<T> RunAsync<T>(Func<NpgsqlConnection, (T Result, NpgsqlTransaction? Transaction)> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (var attempt = 1; ; attempt++)
        {
            var committing = false;
            try
            {
                return await OnceAsync(work, () => committing = true, cancellationToken);
            }
            catch (Exception e) when (cancellationToken.IsCancellationRequested && !committing && e is NpgsqlException or ObjectDisposedException or IOException)
            {
                // What the server or the driver say of a statement that was interrupted.
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            }
            catch (Exception e) when (e is ObjectDisposedException or IOException && !_disposed && attempt == 1 && !committing)
            {
                // A COPY's stream over a connection that breaks is closed by the driver before it says why.
                _pool.Clear();
            }
            catch (Exception e) when (e is ObjectDisposedException or IOException && !_disposed)
            {
                throw PostgresFailure.Explain(_address, new NpgsqlException(e.Message, new IOException(e.Message, e)));
            }
            catch (PostgresException e) when (attempt < Attempts && PostgresFailure.IsCollision(e))
            {
                // Done again from its beginning.
            }
            catch (NpgsqlException e) when (attempt == 1 && !committing && PostgresFailure.IsLostConnection(e))
            {
                _pool.Clear();
            }
            catch (NpgsqlException e)
            {
                // A partition may have been dropped by another process.
                _partitions.Forget();
                throw PostgresFailure.Explain(_address, e);
            }
        }
    }

    private async Task<T> OnceAsync<T>(Func<NpgsqlConnection, (T Result, NpgsqlTransaction? Transaction)> work, Action committing, CancellationToken cancellationToken)
    {
        // Closing a connection rolls back what is not committed.
        await using var connection = await _pool.OpenConnectionAsync(cancellationToken);
        return await Task.Run(
            () =>
            {
                T result;
                NpgsqlTransaction? transaction;
                using (new PostgresInterrupt(_address, connection.ProcessID, cancellationToken)) (result, transaction) = work(connection);
                using (transaction)
                {
                    cancellationToken.ThrowIfCancellationRequested();

                    // From here on nobody interrupts: whether it is written must be known.
                    committing();
                    transaction?.Commit();
                }

                return result;
            },
            cancellationToken);
    }
}
