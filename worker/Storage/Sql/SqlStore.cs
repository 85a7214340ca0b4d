using System.Data.Common;
using CryptoRun.Domain.Markets;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>
/// The opened database of one market source. What differs between databases is here and in their candle stores; the other stores speak the SQL that all of them understand.
/// Every write is one transaction.
/// </summary>
internal abstract class SqlStore : IDisposable
{
    /// <summary>File or server, for people; never a password.</summary>
    public abstract string Name { get; }

    /// <summary>The source of every row in it.</summary>
    public abstract MarketSource Source { get; }

    /// <summary>What opening it did to its schema.</summary>
    public abstract SchemaChange Schema { get; }

    /// <summary>Its candles.</summary>
    public abstract ICandleStore Candles { get; }

    /// <summary>Rows that one statement had best insert: many where each costs a way to the server, few where only the parameters' names cost.</summary>
    public abstract int RowsAtOnce { get; }

    /// <summary>
    /// Does <paramref name="work"/> in one transaction; it is rolled back when the work throws or is cancelled before its end. Where processes collide the work is done again
    /// from its beginning: it must not change anything but the database.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database does not do it; one sentence says why.</exception>
    public abstract Task<T> WriteAsync<T>(Func<DbConnection, T> work, CancellationToken cancellationToken);

    /// <summary>Reads from a snapshot of what is committed.</summary>
    /// <exception cref="StoreUnavailableException">The database does not do it; one sentence says why.</exception>
    public abstract Task<T> ReadAsync<T>(Func<DbConnection, T> work, CancellationToken cancellationToken);

    /// <summary>A decimal as a parameter, trailing zeros dropped.</summary>
    public abstract object Number(decimal value);

    /// <summary>A decimal as it was given to <see cref="Number(decimal)"/>.</summary>
    public abstract decimal Number(DbDataReader row, int column);

    /// <summary>Makes room for rows of a table that is divided by time.</summary>
    /// <param name="table">The table.</param>
    /// <param name="times">Instants of the rows, UTC ticks.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public virtual Task PrepareAsync(string table, IEnumerable<long> times, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Drops candles shorter than an hour that open before an instant, UTC ticks; how many versions that were. In a transaction.</summary>
    public abstract long DropMinuteCandles(DbConnection connection, long before);

    /// <summary>Drops book summaries of minutes before an instant, UTC ticks; how many. In a transaction.</summary>
    public abstract long DropBookSummaries(DbConnection connection, long before);

    /// <summary>The newest market time that the store knows of, or null when it is empty: a virtual clock resumes there.</summary>
    public Task<DateTimeOffset?> LatestKnownAtAsync(CancellationToken cancellationToken) => ReadAsync(
        connection => connection.ExecuteScalar<long?>(
            """
            SELECT max(t) FROM (
                SELECT max(latest_known_at) AS t FROM series
                UNION ALL SELECT max(latest_known_at) FROM perpetuals
                UNION ALL SELECT max(as_of) FROM scans
                UNION ALL SELECT max(at) FROM premove_sweeps
                UNION ALL SELECT max(at) FROM regime_history) AS newest
            """) is { } ticks ? Utc(ticks) : (DateTimeOffset?)null,
        cancellationToken);

    /// <inheritdoc />
    public abstract void Dispose();

    /// <summary>An instant from its stored ticks.</summary>
    public static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);
}

/// <summary>What opening a store did to its schema.</summary>
/// <param name="Before">Version found, 0 where there was no store.</param>
/// <param name="Version">Version now.</param>
/// <param name="Applied">Steps applied by this opening; those that another process applied meanwhile are not among them.</param>
internal sealed record SchemaChange(int Before, int Version, IReadOnlyList<string> Applied);
