using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage.Sql;
using Npgsql;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>Candle rows in PostgreSQL's binary COPY format, both ways: they come by the hundred thousand, and a command's parameters and columns take longer than its bytes.</summary>
internal static class PostgresCandleRows
{
    private const string Columns = "series_id, open_time, known_at, open, high, low, close, volume, quote_volume, trades, exact";
    private const short ColumnCount = 11;

    /// <summary>Before the rows: <c>PGCOPY</c> and what ends lines in transfers that damage them, flags and the length of an extension, both 0.</summary>
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Reads the versions known at <paramref name="asOf"/> of a series with from &lt;= open &lt; to. All in UTC ticks.</summary>
    public static CandleRows Read(NpgsqlConnection connection, string table, long series, int expected, long from, long to, long asOf, CancellationToken cancellationToken)
    {
        using var rows = new CopyReader(connection.BeginRawBinaryCopy(
            $"COPY (SELECT {Columns} FROM {table} WHERE series_id = {series} AND open_time >= {from} AND open_time < {to} AND known_at <= {asOf}) TO STDOUT (FORMAT BINARY)"));
        rows.Skip(Header.Length);
        var found = new CandleRows(expected);
        Span<long> columns = stackalloc long[10];
        for (var row = 0; rows.Int16() == ColumnCount; row++)
        {
            if ((row & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
            for (var column = 0; column < columns.Length; column++) columns[column] = rows.Integer();
            ref var candle = ref found.Add(columns[1], columns[2]);
            candle = Candle(columns[1], columns[3], columns[4], columns[5], columns[6], columns[7], columns[8], columns[9]);
            if (rows.Text() is { } exact) candle = Exact(candle, exact);
        }

        return found;
    }

    /// <summary>Reads those of many series, of each in order.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="table">Table.</param>
    /// <param name="series">Series and where their rows go.</param>
    /// <param name="from">First open time, UTC ticks.</param>
    /// <param name="to">After the last one.</param>
    /// <param name="asOf">Instant of knowledge.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public static void ReadMany(
        NpgsqlConnection connection, string table, IReadOnlyDictionary<long, CandleRows> series, long from, long to, long asOf, CancellationToken cancellationToken)
    {
        var ids = $"'{{{string.Join(',', series.Keys)}}}'::bigint[]";

        // A row for each series, an array for each column: a message for each candle costs this side more than the candle. Of one series the arrays cost the server more.
        using var rows = new CopyReader(connection.BeginRawBinaryCopy(
            $"""
            COPY (SELECT s.id, columns.* FROM unnest({ids}) s (id) CROSS JOIN LATERAL (
                SELECT array_agg(open_time), array_agg(known_at), array_agg(open), array_agg(high), array_agg(low), array_agg(close), array_agg(volume), array_agg(quote_volume),
                    array_agg(trades), array_agg(exact)
                FROM (SELECT * FROM {table} WHERE series_id = s.id AND open_time >= {from} AND open_time < {to} AND known_at <= {asOf} ORDER BY open_time, known_at) versions) columns)
            TO STDOUT (FORMAT BINARY)
            """));
        rows.Skip(Header.Length);
        var columns = new long[9][];
        Array.Fill(columns, []);
        string?[] exact = [];
        while (rows.Int16() >= 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var target = series[rows.Integer()];
            var count = 0;
            for (var column = 0; column < columns.Length; column++) count = rows.Integers(ref columns[column]);
            rows.Texts(ref exact);
            for (var i = 0; i < count; i++)
            {
                ref var candle = ref target.Add(columns[0][i], columns[1][i]);
                candle = Candle(columns[0][i], columns[2][i], columns[3][i], columns[4][i], columns[5][i], columns[6][i], columns[7][i], columns[8][i]);
                if (exact[i] is { } text) candle = Exact(candle, text);
            }
        }
    }

    /// <summary>Appends versions to a series.</summary>
    public static void Copy(NpgsqlConnection connection, string table, long series, IEnumerable<CandleVersion> versions)
    {
        using var copy = new CopyWriter(connection.BeginRawBinaryCopy($"COPY {table} ({Columns}) FROM STDIN (FORMAT BINARY)"));
        copy.Bytes(Header);
        Span<long> packed = stackalloc long[6];
        foreach (var (candle, knownAt) in versions)
        {
            var exact = TryPack(candle, packed) ? null : Exact(candle);
            copy.Int16(ColumnCount);
            copy.Int64(series);
            copy.Int64(candle.OpenTime.UtcTicks);
            copy.Int64(knownAt);
            for (var n = 0; n < 5; n++) copy.Int64(packed[n]);
            copy.Int64(candle.QuoteVolume is null ? null : packed[5]);
            copy.Int32(candle.Trades);
            copy.Text(exact);
        }

        copy.Int16(-1);
    }

    private static Candle Candle(long open, long first, long high, long low, long close, long volume, long quoteVolume, long trades) => new(
        SqlStore.Utc(open), PackedDecimal.Unpack(first), PackedDecimal.Unpack(high), PackedDecimal.Unpack(low), PackedDecimal.Unpack(close), PackedDecimal.Unpack(volume),
        quoteVolume == CopyReader.Null ? null : PackedDecimal.Unpack(quoteVolume), trades == CopyReader.Null ? null : (int)trades);

    private static bool TryPack(in Candle candle, Span<long> packed)
    {
        if (PackedDecimal.TryPack(candle.Open, out packed[0]) && PackedDecimal.TryPack(candle.High, out packed[1]) && PackedDecimal.TryPack(candle.Low, out packed[2])
            && PackedDecimal.TryPack(candle.Close, out packed[3]) && PackedDecimal.TryPack(candle.Volume, out packed[4]) && PackedDecimal.TryPack(candle.QuoteVolume ?? 0, out packed[5]))
            return true;

        packed.Clear();
        return false;
    }

    /// <summary>The six numbers as text, the last one empty where there is none.</summary>
    private static string Exact(in Candle c) => string.Join(' ', new[] { c.Open, c.High, c.Low, c.Close, c.Volume, c.QuoteVolume }.Select(n => n?.ToString(CultureInfo.InvariantCulture)));

    private static Candle Exact(in Candle candle, string text)
    {
        var numbers = text.Split(' ');
        return new Candle(
            candle.OpenTime, PackedDecimal.Unpack(numbers[0]), PackedDecimal.Unpack(numbers[1]), PackedDecimal.Unpack(numbers[2]), PackedDecimal.Unpack(numbers[3]),
            PackedDecimal.Unpack(numbers[4]), numbers[5].Length == 0 ? null : PackedDecimal.Unpack(numbers[5]), candle.Trades);
    }
}
