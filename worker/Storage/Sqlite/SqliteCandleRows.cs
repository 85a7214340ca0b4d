using CryptoRun.Domain.Markets;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>A candle and the UTC ticks from which on it was known.</summary>
internal readonly record struct CandleVersion(Candle Candle, long KnownAt);

/// <summary>Reads candle rows.</summary>
internal static class SqliteCandleRows
{
    /// <summary>The newest version known at <paramref name="asOf"/> of every candle with from &lt;= open &lt; to, oldest first. All in UTC ticks.</summary>
    public static List<CandleVersion> Newest(SqliteConnection connection, long series, long from, long to, long asOf, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT open_time, known_at, open, high, low, close, volume, quote_volume, trades FROM candles
            WHERE series_id = $series AND open_time >= $from AND open_time < $to AND known_at <= $asOf
            ORDER BY open_time, known_at
            """;
        command.Parameters.AddWithValue("$series", series);
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        command.Parameters.AddWithValue("$asOf", asOf);

        var versions = new List<CandleVersion>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if ((versions.Count & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
            var version = Row(reader.Handle!);
            // The rows are the key's order: a later version of the same candle follows at once.
            if (versions is [.., var last] && last.Candle.OpenTime == version.Candle.OpenTime) versions[^1] = version;
            else versions.Add(version);
        }

        return versions;
    }

    private static CandleVersion Row(sqlite3_stmt row) => new(
        new Candle(
            SqliteStore.Utc(raw.sqlite3_column_int64(row, 0)),
            Number(row, 2),
            Number(row, 3),
            Number(row, 4),
            Number(row, 5),
            Number(row, 6),
            raw.sqlite3_column_type(row, 7) == raw.SQLITE_NULL ? null : Number(row, 7),
            raw.sqlite3_column_type(row, 8) == raw.SQLITE_NULL ? null : raw.sqlite3_column_int(row, 8)),
        raw.sqlite3_column_int64(row, 1));

    private static decimal Number(sqlite3_stmt row, int column) =>
        raw.sqlite3_column_type(row, column) == raw.SQLITE_INTEGER
            ? PackedDecimal.Unpack(raw.sqlite3_column_int64(row, column))
            : PackedDecimal.Unpack(raw.sqlite3_column_text(row, column).utf8_to_string());
}

/// <summary>A prepared insertion of candle rows.</summary>
internal sealed class SqliteCandleInsert : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter[] _values;

    public SqliteCandleInsert(SqliteConnection connection, long series)
    {
        _command = connection.CreateCommand();
        _command.CommandText =
            """
            INSERT INTO candles (series_id, open_time, known_at, open, high, low, close, volume, quote_volume, trades)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;
        _values = [.. Enumerable.Range(0, 10).Select(i => _command.Parameters.AddWithValue($"${i}", series))];
        _command.Prepare();
    }

    public void Add(in CandleVersion version)
    {
        var candle = version.Candle;
        _values[1].Value = candle.OpenTime.UtcTicks;
        _values[2].Value = version.KnownAt;
        _values[3].Value = PackedDecimal.Pack(candle.Open);
        _values[4].Value = PackedDecimal.Pack(candle.High);
        _values[5].Value = PackedDecimal.Pack(candle.Low);
        _values[6].Value = PackedDecimal.Pack(candle.Close);
        _values[7].Value = PackedDecimal.Pack(candle.Volume);
        _values[8].Value = candle.QuoteVolume is { } quote ? PackedDecimal.Pack(quote) : DBNull.Value;
        _values[9].Value = candle.Trades is { } trades ? (object)(long)trades : DBNull.Value;
        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
