using CryptoRun.Domain.Markets;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>
/// Candles in the embedded store. Versions only ever append in time: a correction that claims to be known before the version it corrects becomes known one tick after it,
/// so that what an <c>as of</c> read has answered once, it answers for ever.
/// </summary>
internal sealed class SqliteCandleStore(SqliteStore store) : ICandleStore
{
    public Task<CandleIngest> WriteAsync(
        string venue, string symbol, TimeSpan interval, IReadOnlyList<Candle> candles, DateTimeOffset knownAt, CancellationToken cancellationToken) =>
        candles.Count == 0
            ? Task.FromResult(new CandleIngest(0, 0, 0))
            : store.WriteAsync(connection => Write(connection, venue, symbol, interval, candles, knownAt.UtcTicks, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Candle>> ReadAsync(
        string venue, string symbol, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<Candle>>(
            connection => SeriesId(connection, venue, symbol, interval) is { } series
                ? [.. SqliteCandleRows.Newest(connection, series, from.UtcTicks, to.UtcTicks, asOf.UtcTicks, cancellationToken).Select(v => v.Candle)]
                : [],
            cancellationToken);

    public Task<IReadOnlyList<string>> SymbolsAsync(string venue, TimeSpan interval, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<string>>(
            connection => connection.Query<string>(
                "SELECT symbol FROM series WHERE venue = @venue AND interval_seconds = @seconds ORDER BY symbol", new { venue, seconds = Seconds(interval) }).AsList(),
            cancellationToken);

    private static CandleIngest Write(
        SqliteConnection connection, string venue, string symbol, TimeSpan interval, IReadOnlyList<Candle> candles, long knownAt, CancellationToken cancellationToken)
    {
        var series = SeriesId(connection, venue, symbol, interval) ?? connection.ExecuteScalar<long>(
            "INSERT INTO series (venue, symbol, interval_seconds, latest_known_at) VALUES (@venue, @symbol, @seconds, @knownAt) RETURNING id",
            new { venue, symbol, seconds = Seconds(interval), knownAt });
        var known = SqliteCandleRows
            .Newest(connection, series, candles.Min(c => c.OpenTime.UtcTicks), candles.Max(c => c.OpenTime.UtcTicks) + 1, long.MaxValue, cancellationToken)
            .ToDictionary(v => v.Candle.OpenTime.UtcTicks);

        using var insertion = SqliteCandleRows.Insertion(connection, series);
        var (added, equal, corrected, latest) = (0, 0, 0, knownAt);
        for (var i = 0; i < candles.Count; i++)
        {
            if (i % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            var candle = candles[i];
            var isKnown = known.TryGetValue(candle.OpenTime.UtcTicks, out var before);
            if (isKnown && before.Candle == candle)
            {
                equal++;
                continue;
            }

            var version = new CandleVersion(candle, isKnown ? Math.Max(knownAt, before.KnownAt + 1) : knownAt);
            insertion.Insert(version);
            known[candle.OpenTime.UtcTicks] = version;
            latest = Math.Max(latest, version.KnownAt);
            if (isKnown) corrected++;
            else added++;
        }

        if (added + corrected > 0)
            connection.Execute("UPDATE series SET latest_known_at = max(latest_known_at, @latest) WHERE id = @series", new { latest, series });
        return new CandleIngest(added, equal, corrected);
    }

    private static long? SeriesId(SqliteConnection connection, string venue, string symbol, TimeSpan interval) => connection.ExecuteScalar<long?>(
        "SELECT id FROM series WHERE venue = @venue AND symbol = @symbol AND interval_seconds = @seconds", new { venue, symbol, seconds = Seconds(interval) });

    private static long Seconds(TimeSpan interval) =>
        interval.Ticks > 0 && interval.Ticks % TimeSpan.TicksPerSecond == 0
            ? interval.Ticks / TimeSpan.TicksPerSecond
            : throw new ArgumentOutOfRangeException(nameof(interval), interval, "A candle interval is a whole number of seconds above 0.");
}
