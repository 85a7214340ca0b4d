using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>Candle rows, straight through SQLite's own interface: they come by the hundred thousand, and naming and boxing ten parameters of each takes longer than storing it.</summary>
internal sealed class SqliteCandleRows : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    private SqliteCandleRows(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>The newest version known at <paramref name="asOf"/> of every candle with from &lt;= open &lt; to, oldest first. All in UTC ticks.</summary>
    public static List<CandleVersion> Newest(SqliteConnection connection, long series, long from, long to, long asOf, CancellationToken cancellationToken)
    {
        using var rows = new SqliteCandleRows(
            connection,
            """
            SELECT open_time, known_at, open, high, low, close, volume, quote_volume, trades FROM candles
            WHERE series_id = ? AND open_time >= ? AND open_time < ? AND known_at <= ? ORDER BY open_time, known_at
            """);
        rows.Bind(1, series);
        rows.Bind(2, from);
        rows.Bind(3, to);
        rows.Bind(4, asOf);

        var versions = new List<CandleVersion>();
        while (rows.Step())
        {
            if ((versions.Count & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
            var version = rows.Read();
            // The rows are in the key's order: a later version of the same candle follows at once.
            if (versions is [.., var last] && last.Candle.OpenTime == version.Candle.OpenTime) versions[^1] = version;
            else versions.Add(version);
        }

        return versions;
    }

    /// <summary>A prepared insertion into a series.</summary>
    public static SqliteCandleRows Insertion(SqliteConnection connection, long series)
    {
        var rows = new SqliteCandleRows(
            connection, "INSERT INTO candles (series_id, open_time, known_at, open, high, low, close, volume, quote_volume, trades) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        rows.Bind(1, series);
        return rows;
    }

    public void Insert(in CandleVersion version)
    {
        var candle = version.Candle;
        Bind(2, candle.OpenTime.UtcTicks);
        Bind(3, version.KnownAt);
        Bind(4, candle.Open);
        Bind(5, candle.High);
        Bind(6, candle.Low);
        Bind(7, candle.Close);
        Bind(8, candle.Volume);
        if (candle.QuoteVolume is { } quoteVolume) Bind(9, quoteVolume);
        else Check(sqlite3_bind_null(_statement, 9));
        if (candle.Trades is { } trades) Bind(10, trades);
        else Check(sqlite3_bind_null(_statement, 10));
        Step();
        Check(sqlite3_reset(_statement));
    }

    public void Dispose() => _statement.Dispose();

    private CandleVersion Read() => new(
        new Candle(
            SqlStore.Utc(sqlite3_column_int64(_statement, 0)),
            Number(2),
            Number(3),
            Number(4),
            Number(5),
            Number(6),
            IsNull(7) ? null : Number(7),
            IsNull(8) ? null : sqlite3_column_int(_statement, 8)),
        sqlite3_column_int64(_statement, 1));

    private bool IsNull(int column) => sqlite3_column_type(_statement, column) == SQLITE_NULL;

    private decimal Number(int column) =>
        sqlite3_column_type(_statement, column) == SQLITE_INTEGER
            ? PackedDecimal.Unpack(sqlite3_column_int64(_statement, column))
            : PackedDecimal.Unpack(sqlite3_column_text(_statement, column).utf8_to_string());

    private void Bind(int place, long value) => Check(sqlite3_bind_int64(_statement, place, value));

    private void Bind(int place, decimal value) =>
        Check(PackedDecimal.TryPack(value, out var packed) ? sqlite3_bind_int64(_statement, place, packed) : sqlite3_bind_text(_statement, place, PackedDecimal.Text(value)));

    /// <summary>Whether there is a row.</summary>
    private bool Step()
    {
        var code = sqlite3_step(_statement);
        if (code is SQLITE_ROW or SQLITE_DONE) return code == SQLITE_ROW;

        SqliteException.ThrowExceptionForRC(code, _database);
        return false;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
