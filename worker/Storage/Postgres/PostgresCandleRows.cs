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

    /// <summary>Reads the versions known at <paramref name="asOf"/> with from &lt;= open &lt; to. All in UTC ticks.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="table">Table.</param>
    /// <param name="series">Series and where their rows go.</param>
    /// <param name="from">First open time.</param>
    /// <param name="to">After the last one.</param>
    /// <param name="asOf">Instant of knowledge.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public static void Read(
        NpgsqlConnection connection, string table, IReadOnlyDictionary<long, CandleRows> series, long from, long to, long asOf, CancellationToken cancellationToken)
    {
        var which = series.Count == 1 ? $"series_id = {series.Keys.First()}" : $"series_id = ANY('{{{string.Join(',', series.Keys)}}}'::bigint[])";
        using var rows = new CopyReader(connection.BeginRawBinaryCopy(
            $"COPY (SELECT {Columns} FROM {table} WHERE {which} AND open_time >= {from} AND open_time < {to} AND known_at <= {asOf}) TO STDOUT (FORMAT BINARY)"));
        rows.Skip(Header.Length);
        long last = 0;
        CandleRows? target = null;
        for (var row = 0; rows.Int16() == ColumnCount; row++)
        {
            if ((row & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
            var id = rows.Int64()!.Value;
            if (target is null || id != last) target = series[last = id];
            var open = rows.Int64()!.Value;
            ref var candle = ref target.Add(open, rows.Int64()!.Value);
            candle = new Candle(SqlStore.Utc(open), Number(), Number(), Number(), Number(), Number(), rows.Int64() is { } quote ? PackedDecimal.Unpack(quote) : null, rows.Int32());
            if (rows.Text() is { } exact) candle = Exact(candle, exact);
        }

        decimal Number() => PackedDecimal.Unpack(rows.Int64()!.Value);
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
