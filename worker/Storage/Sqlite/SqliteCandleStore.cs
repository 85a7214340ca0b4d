using System.Data.Common;
using CryptoRun.Domain.Markets;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>Candles in the embedded store.</summary>
internal sealed class SqliteCandleStore(SqliteStore store) : ICandleStore
{
    public Task<CandleIngest> WriteAsync(
        string venue, string symbol, TimeSpan interval, IReadOnlyList<Candle> candles, DateTimeOffset knownAt, CancellationToken cancellationToken) =>
        candles.Count == 0
            ? Task.FromResult(new CandleIngest(0, 0, 0))
            : store.WriteAsync(connection => Write((SqliteConnection)connection, venue, symbol, interval, candles, knownAt.UtcTicks, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Candle>> ReadAsync(
        string venue, string symbol, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<Candle>>(
            connection => SeriesId(connection, venue, symbol, interval) is { } series
                ? [.. SqliteCandleRows.Newest((SqliteConnection)connection, series, from.UtcTicks, to.UtcTicks, asOf.UtcTicks, cancellationToken).Select(v => v.Candle)]
                : [],
            cancellationToken);

    public Task<IReadOnlyList<string>> SymbolsAsync(string venue, TimeSpan interval, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<string>>(
            connection => connection.Query<string>(
                "SELECT symbol FROM series WHERE venue = @venue AND interval_seconds = @seconds ORDER BY symbol", new { venue, seconds = CandleVersions.Seconds(interval) }).AsList(),
            cancellationToken);

    private static CandleIngest Write(
        SqliteConnection connection, string venue, string symbol, TimeSpan interval, IReadOnlyList<Candle> candles, long knownAt, CancellationToken cancellationToken)
    {
        var series = SeriesId(connection, venue, symbol, interval) ?? connection.ExecuteScalar<long>(
            "INSERT INTO series (venue, symbol, interval_seconds, latest_known_at) VALUES (@venue, @symbol, @seconds, @knownAt) RETURNING id",
            new { venue, symbol, seconds = CandleVersions.Seconds(interval), knownAt });
        var known = SqliteCandleRows
            .Newest(connection, series, candles.Min(c => c.OpenTime.UtcTicks), candles.Max(c => c.OpenTime.UtcTicks) + 1, long.MaxValue, cancellationToken);

        var versions = CandleVersions.Of(candles, known, knownAt, cancellationToken);
        if (versions.Appended.Count == 0) return versions.Ingest;

        using var insertion = SqliteCandleRows.Insertion(connection, series);
        foreach (var version in versions.Appended) insertion.Insert(version);
        connection.Execute("UPDATE series SET latest_known_at = max(latest_known_at, @latest) WHERE id = @series", new { latest = versions.LatestKnownAt, series });
        return versions.Ingest;
    }

    private static long? SeriesId(DbConnection connection, string venue, string symbol, TimeSpan interval) => connection.ExecuteScalar<long?>(
        "SELECT id FROM series WHERE venue = @venue AND symbol = @symbol AND interval_seconds = @seconds", new { venue, symbol, seconds = CandleVersions.Seconds(interval) });
}
