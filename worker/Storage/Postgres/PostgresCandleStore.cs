using System.Collections.Concurrent;
using CryptoRun.Domain.Markets;
using Dapper;
using Npgsql;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>Candles in PostgreSQL. A series' row is locked while it is written, so that two processes do not append the same version.</summary>
internal sealed class PostgresCandleStore(PostgresStore store) : ICandleStore
{
    /// <summary>Candles of an hour and more.</summary>
    public const string Lasting = "candles";

    /// <summary>Shorter ones.</summary>
    public const string Passing = "minute_candles";

    /// <summary>Connections that a read of many symbols uses: a server's process does one thing at a time.</summary>
    private const int Parallel = 4;

    /// <summary>Series are never deleted, so that an id once known stays.</summary>
    private readonly ConcurrentDictionary<SeriesKey, long> _ids = new();

    public async Task<CandleIngest> WriteAsync(
        string venue, string symbol, TimeSpan interval, IReadOnlyList<Candle> candles, DateTimeOffset knownAt, CancellationToken cancellationToken)
    {
        if (candles.Count == 0) return new CandleIngest(0, 0, 0);

        await store.PrepareAsync(Table(interval), candles.Select(static c => c.OpenTime.UtcTicks), cancellationToken);
        return await store.WriteAsync(
            connection => Write((NpgsqlConnection)connection, new SeriesKey(venue, symbol, interval), candles, knownAt.UtcTicks, cancellationToken), cancellationToken);
    }

    public async Task<IReadOnlyList<Candle>> ReadAsync(
        string venue, string symbol, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var key = new SeriesKey(venue, symbol, interval);
        return await store.ReadOnceAsync(
            connection =>
            {
                if (!_ids.TryGetValue(key, out var id))
                {
                    if (connection.ExecuteScalar<long?>("SELECT id FROM series WHERE venue = @Venue AND interval_seconds = @Seconds AND symbol = @Symbol", key) is not { } found) return [];
                    _ids[key] = id = found;
                }

                return Rows(connection, key, id, from.UtcTicks, to.UtcTicks, asOf.UtcTicks, cancellationToken).Candles();
            },
            cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Candle>>> ReadManyAsync(
        string venue, IReadOnlyCollection<string> symbols, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var ids = await store.ReadOnceAsync(
            connection => connection.Query<(string Symbol, long Id)>(
                "SELECT symbol, id FROM series WHERE venue = @venue AND interval_seconds = @seconds AND symbol = ANY(@symbols) ORDER BY id",
                new { venue, seconds = CandleVersions.Seconds(interval), symbols = symbols.ToArray() }).AsList(),
            cancellationToken);
        var expected = CandleRows.Expected(interval, from.UtcTicks, to.UtcTicks);
        var parts = await Task.WhenAll(ids.Chunk(Math.Max(1, (ids.Count + Parallel - 1) / Parallel)).Select(part => store.ReadOnceAsync(
            connection =>
            {
                var rows = part.ToDictionary(static s => s.Id, _ => new CandleRows(expected));
                PostgresCandleRows.ReadMany(connection, Table(interval), rows, from.UtcTicks, to.UtcTicks, asOf.UtcTicks, cancellationToken);
                return part.Select(s => (s.Symbol, Candles: rows[s.Id].Candles())).Where(static s => s.Candles.Count > 0).ToList();
            },
            cancellationToken)));
        return parts.SelectMany(static p => p).ToDictionary(static s => s.Symbol, static s => s.Candles, StringComparer.Ordinal);
    }

    public Task<IReadOnlyList<string>> SymbolsAsync(string venue, TimeSpan interval, CancellationToken cancellationToken) =>
        store.ReadOnceAsync<IReadOnlyList<string>>(
            connection => connection.Query<string>(
                """SELECT symbol FROM series WHERE venue = @venue AND interval_seconds = @seconds ORDER BY symbol COLLATE "C" """,
                new { venue, seconds = CandleVersions.Seconds(interval) }).AsList(),
            cancellationToken);

    /// <summary>The table of an interval's candles.</summary>
    public static string Table(TimeSpan interval) => interval < TimeSpan.FromHours(1) ? Passing : Lasting;

    private static CandleIngest Write(NpgsqlConnection connection, SeriesKey key, IReadOnlyList<Candle> candles, long knownAt, CancellationToken cancellationToken)
    {
        var (first, last) = (candles.Min(static c => c.OpenTime.UtcTicks), candles.Max(static c => c.OpenTime.UtcTicks));
        var series = Lock(connection, key, knownAt, last);
        var known = first > series.LatestOpenTime ? [] : Rows(connection, key, series.Id, first, last + 1, long.MaxValue, cancellationToken).Versions();
        var versions = CandleVersions.Of(candles, known, knownAt, cancellationToken);
        if (versions.IsEmpty) return versions.Ingest;

        PostgresCandleRows.Copy(connection, Table(key.Interval), series.Id, versions.Appended);
        if (!series.IsNew || versions.LatestKnownAt > knownAt)
        {
            connection.Execute(
                "UPDATE series SET latest_known_at = greatest(latest_known_at, @latest), latest_open_time = greatest(latest_open_time, @last) WHERE id = @Id",
                new { latest = versions.LatestKnownAt, last, series.Id });
        }

        return versions.Ingest;
    }

    private static CandleRows Rows(NpgsqlConnection connection, SeriesKey key, long series, long from, long to, long asOf, CancellationToken cancellationToken) =>
        PostgresCandleRows.Read(connection, Table(key.Interval), series, CandleRows.Expected(key.Interval, from, to), from, to, asOf, cancellationToken);

    private static (long Id, long LatestOpenTime, bool IsNew) Lock(NpgsqlConnection connection, SeriesKey key, long knownAt, long last)
    {
        var found = connection.QueryFirstOrDefault<(long? Id, long LatestOpenTime)>(
            "SELECT id, latest_open_time FROM series WHERE venue = @Venue AND interval_seconds = @Seconds AND symbol = @Symbol FOR UPDATE", key);
        if (found.Id is { } id) return (id, found.LatestOpenTime, false);

        // Whoever made it meanwhile is waited for, and its row locked. A row that this statement has inserted has no xmax.
        var made = connection.QuerySingle<(long Id, long LatestOpenTime, bool IsNew)>(
            """
            INSERT INTO series (venue, symbol, interval_seconds, latest_known_at, latest_open_time) VALUES (@Venue, @Symbol, @Seconds, @knownAt, @last)
            ON CONFLICT (venue, interval_seconds, symbol) DO UPDATE SET latest_open_time = series.latest_open_time RETURNING id, latest_open_time, xmax = 0
            """,
            new { key.Venue, key.Symbol, key.Seconds, knownAt, last });
        return made.IsNew ? (made.Id, long.MinValue, true) : made;
    }
}

/// <summary>What a series is found by.</summary>
internal sealed record SeriesKey(string Venue, string Symbol, TimeSpan Interval)
{
    /// <summary>The interval as it is stored.</summary>
    public long Seconds { get; } = CandleVersions.Seconds(Interval);
}
