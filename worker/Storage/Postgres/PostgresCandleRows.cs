using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>Candle rows in and out.</summary>
internal static class PostgresCandleRows
{
    private const string Columns = "open_time, known_at, open, high, low, close, volume, quote_volume, trades, exact";

    /// <summary>The newest version known at <paramref name="asOf"/> of every candle with from &lt;= open &lt; to, oldest first. All in UTC ticks.</summary>
    public static List<CandleVersion> Newest(NpgsqlConnection connection, SeriesKey key, long from, long to, long asOf, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(
            $"""
            SELECT {Columns} FROM {PostgresCandleStore.Table(key.Interval)}
            WHERE series_id = (SELECT id FROM series WHERE venue = $1 AND interval_seconds = $2 AND symbol = $3) AND open_time >= $4 AND open_time < $5 AND known_at <= $6
            ORDER BY open_time, known_at
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = key.Venue }, new() { Value = key.Seconds }, new() { Value = key.Symbol }, new() { Value = from }, new() { Value = to }, new() { Value = asOf },
            },
        };
        using var rows = command.ExecuteReader();
        var versions = new List<CandleVersion>();
        while (rows.Read())
        {
            if ((versions.Count & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
            var version = Read(rows);
            // The rows are in the key's order: a later version of the same candle follows at once.
            if (versions is [.., var last] && last.Candle.OpenTime == version.Candle.OpenTime) versions[^1] = version;
            else versions.Add(version);
        }

        return versions;
    }

    /// <summary>Appends versions to a series.</summary>
    public static void Copy(NpgsqlConnection connection, string table, long series, IReadOnlyList<CandleVersion> versions)
    {
        using var copy = connection.BeginBinaryImport($"COPY {table} (series_id, {Columns}) FROM STDIN (FORMAT BINARY)");
        Span<long> packed = stackalloc long[6];
        foreach (var (candle, knownAt) in versions)
        {
            var fits = TryPack(candle, packed);
            copy.StartRow();
            copy.Write(series, NpgsqlDbType.Bigint);
            copy.Write(candle.OpenTime.UtcTicks, NpgsqlDbType.Bigint);
            copy.Write(knownAt, NpgsqlDbType.Bigint);
            for (var i = 0; i < 5; i++) copy.Write(packed[i], NpgsqlDbType.Bigint);
            if (candle.QuoteVolume is null) copy.WriteNull();
            else copy.Write(packed[5], NpgsqlDbType.Bigint);
            if (candle.Trades is { } trades) copy.Write(trades, NpgsqlDbType.Integer);
            else copy.WriteNull();
            if (fits) copy.WriteNull();
            else copy.Write<decimal?[]>([candle.Open, candle.High, candle.Low, candle.Close, candle.Volume, candle.QuoteVolume], NpgsqlDbType.Array | NpgsqlDbType.Numeric);
        }

        copy.Complete();
    }

    private static bool TryPack(in Candle candle, Span<long> packed)
    {
        if (PackedDecimal.TryPack(candle.Open, out packed[0]) && PackedDecimal.TryPack(candle.High, out packed[1]) && PackedDecimal.TryPack(candle.Low, out packed[2])
            && PackedDecimal.TryPack(candle.Close, out packed[3]) && PackedDecimal.TryPack(candle.Volume, out packed[4]) && PackedDecimal.TryPack(candle.QuoteVolume ?? 0, out packed[5]))
            return true;

        packed.Clear();
        return false;
    }

    private static CandleVersion Read(NpgsqlDataReader row)
    {
        var open = SqlStore.Utc(row.GetInt64(0));
        int? trades = row.IsDBNull(8) ? null : row.GetInt32(8);
        var candle = row.IsDBNull(9)
            ? new Candle(open, Number(row, 2), Number(row, 3), Number(row, 4), Number(row, 5), Number(row, 6), row.IsDBNull(7) ? null : Number(row, 7), trades)
            : Exact(open, row.GetFieldValue<decimal?[]>(9), trades);
        return new CandleVersion(candle, row.GetInt64(1));
    }

    private static Candle Exact(DateTimeOffset open, decimal?[] exact, int? trades) => new(open, exact[0]!.Value, exact[1]!.Value, exact[2]!.Value, exact[3]!.Value, exact[4]!.Value, exact[5], trades);

    private static decimal Number(NpgsqlDataReader row, int column) => PackedDecimal.Unpack(row.GetInt64(column));
}
