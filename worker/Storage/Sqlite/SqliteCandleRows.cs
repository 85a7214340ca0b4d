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
    private readonly SqliteRowCapture? _row;

    private SqliteCandleRows(SqliteConnection connection, string sql, SqliteRowCapture? row = null)
    {
        (_database, _row) = (connection.Handle!, row);
        Check(sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>A prepared selection of the versions known at <paramref name="asOf"/> of every candle with from &lt;= open &lt; to. All in UTC ticks.</summary>
    public static SqliteCandleRows Selection(SqliteConnection connection, long from, long to, long asOf)
    {
        // In the order of the key, which is the table's own: nothing to sort.
        var rows = new SqliteCandleRows(
            connection,
            """
            SELECT capture(open_time, known_at, open, high, low, close, volume, quote_volume, trades) FROM candles
            WHERE series_id = ? AND open_time >= ? AND open_time < ? AND known_at <= ?
            """,
            new SqliteRowCapture(connection, 9));
        rows.Bind(2, from);
        rows.Bind(3, to);
        rows.Bind(4, asOf);
        return rows;
    }

    /// <summary>Adds the rows of a series.</summary>
    public CandleRows Read(long series, int expected, CancellationToken cancellationToken)
    {
        Bind(1, series);
        var found = new CandleRows(expected);
        var row = _row!;
        for (var n = 0; Step(); n++)
        {
            if ((n & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
            var open = row.Int64(0);
            found.Add(open, row.Int64(1)) = new Candle(
                SqlStore.Utc(open), Number(row, 2), Number(row, 3), Number(row, 4), Number(row, 5), Number(row, 6),
                row.IsNull(7) ? null : Number(row, 7), row.IsNull(8) ? null : (int)row.Int64(8));
        }

        Check(sqlite3_reset(_statement));
        return found;
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

    private static decimal Number(SqliteRowCapture row, int column) =>
        row.Text(column) is { } text ? PackedDecimal.Unpack(text) : PackedDecimal.Unpack(row.Int64(column));

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
