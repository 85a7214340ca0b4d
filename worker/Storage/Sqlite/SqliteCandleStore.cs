using System.Data.Common;
using CryptoRun.Domain.Markets;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>Candles in the embedded store.</summary>
internal sealed class SqliteCandleStore(SqliteStore store) : ICandleStore
{
    /// <summary>Connections that a read of many symbols uses.</summary>
    private static readonly int Parallel = Math.Clamp(Environment.ProcessorCount, 1, 4);

    public Task<CandleIngest> WriteAsync(
        string venue, string symbol, TimeSpan interval, IReadOnlyList<Candle> candles, DateTimeOffset knownAt, CancellationToken cancellationToken) =>
        candles.Count == 0
            ? Task.FromResult(new CandleIngest(0, 0, 0))
            : store.WriteAsync(connection => Write((SqliteConnection)connection, venue, symbol, interval, candles, knownAt.UtcTicks, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Candle>> ReadAsync(
        string venue, string symbol, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection => SeriesId(connection, venue, symbol, interval) is { } series
                ? Rows((SqliteConnection)connection, interval, series, from.UtcTicks, to.UtcTicks, asOf.UtcTicks, cancellationToken).Candles()
                : [],
            cancellationToken);

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Candle>>> ReadManyAsync(
        string venue, IReadOnlyCollection<string> symbols, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var expected = CandleRows.Expected(interval, from.UtcTicks, to.UtcTicks);
        var parts = await Task.WhenAll(symbols.Distinct(StringComparer.Ordinal).Chunk(Math.Max(1, (symbols.Count + Parallel - 1) / Parallel)).Select(part => store.ReadAsync(
            connection =>
            {
                using var selection = SqliteCandleRows.Selection((SqliteConnection)connection, from.UtcTicks, to.UtcTicks, asOf.UtcTicks);
                List<(string Symbol, IReadOnlyList<Candle> Candles)> found = [];
                foreach (var symbol in part)
                {
                    if (SeriesId(connection, venue, symbol, interval) is { } series && selection.Read(series, expected, cancellationToken).Candles() is { Count: > 0 } candles)
                        found.Add((symbol, candles));
                }

                return found;
            },
            cancellationToken)));
        return parts.SelectMany(static p => p).ToDictionary(static s => s.Symbol, static s => s.Candles, StringComparer.Ordinal);
    }

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
        var known = Rows(connection, interval, series, candles.Min(c => c.OpenTime.UtcTicks), candles.Max(c => c.OpenTime.UtcTicks) + 1, long.MaxValue, cancellationToken).Versions();
        var versions = CandleVersions.Of(candles, known, knownAt, cancellationToken);
        if (versions.IsEmpty) return versions.Ingest;

        using var insertion = SqliteCandleRows.Insertion(connection, series);
        foreach (var version in versions.Appended) insertion.Insert(version);
        connection.Execute("UPDATE series SET latest_known_at = max(latest_known_at, @latest) WHERE id = @series", new { latest = versions.LatestKnownAt, series });
        return versions.Ingest;
    }

    private static CandleRows Rows(SqliteConnection connection, TimeSpan interval, long series, long from, long to, long asOf, CancellationToken cancellationToken)
    {
        using var selection = SqliteCandleRows.Selection(connection, from, to, asOf);
        return selection.Read(series, CandleRows.Expected(interval, from, to), cancellationToken);
    }

    private static long? SeriesId(DbConnection connection, string venue, string symbol, TimeSpan interval) => connection.ExecuteScalar<long?>(
        "SELECT id FROM series WHERE venue = @venue AND symbol = @symbol AND interval_seconds = @seconds", new { venue, symbol, seconds = CandleVersions.Seconds(interval) });
}
