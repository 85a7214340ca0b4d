using CryptoRun.Domain.Markets;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>Hours of perpetuals in the embedded store.</summary>
internal sealed class SqliteDerivativesStore(SqliteStore store) : IDerivativesStore
{
    private const int Funding = 0;
    private const int Interest = 1;

    public Task WriteAsync(string venue, IReadOnlyList<PerpetualPoints> points, DateTimeOffset knownAt, CancellationToken cancellationToken) =>
        points.All(static p => p.Funding.Count + p.OpenInterest.Count == 0)
            ? Task.CompletedTask
            : store.WriteAsync(connection => Write(connection, venue, points, knownAt.UtcTicks, cancellationToken), cancellationToken);

    public Task<IReadOnlyDictionary<string, PerpetualPoints>> ReadAsync(
        string venue, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyDictionary<string, PerpetualPoints>>(connection => Read(connection, venue, from.UtcTicks, to.UtcTicks, asOf.UtcTicks), cancellationToken);

    private static int Write(SqliteConnection connection, string venue, IReadOnlyList<PerpetualPoints> points, long knownAt, CancellationToken cancellationToken)
    {
        using var insertion = connection.CreateCommand();
        insertion.CommandText =
            """
            INSERT INTO perpetual_points (perpetual_id, kind, time, known_at, value, interval_hours) VALUES ($id, $kind, $time, $knownAt, $value, $hours)
            ON CONFLICT (perpetual_id, kind, time) DO NOTHING
            """;
        var (id, kind, time, known, value, hours) = (Parameter("$id"), Parameter("$kind"), Parameter("$time"), Parameter("$knownAt"), Parameter("$value"), Parameter("$hours"));
        known.Value = knownAt;
        var written = 0;
        foreach (var perpetual in points)
        {
            cancellationToken.ThrowIfCancellationRequested();
            id.Value = connection.ExecuteScalar<long>(
                """
                INSERT INTO perpetuals (venue, symbol, latest_known_at) VALUES (@venue, @Symbol, @knownAt)
                ON CONFLICT (venue, symbol) DO UPDATE SET latest_known_at = max(latest_known_at, excluded.latest_known_at) RETURNING id
                """,
                new { venue, perpetual.Symbol, knownAt });
            foreach (var rate in perpetual.Funding) Insert(Funding, rate.Time, rate.Rate, rate.IntervalHours);
            foreach (var open in perpetual.OpenInterest) Insert(Interest, open.Time, open.Usd, null);
        }

        return written;

        SqliteParameter Parameter(string name) => insertion.Parameters.Add(new SqliteParameter { ParameterName = name });

        void Insert(int what, DateTimeOffset at, decimal number, int? interval)
        {
            (kind.Value, time.Value, hours.Value) = (what, at.UtcTicks, (object?)interval ?? DBNull.Value);
            value.Value = PackedDecimal.TryPack(number, out var packed) ? packed : PackedDecimal.Text(number);
            written += insertion.ExecuteNonQuery();
        }
    }

    private static Dictionary<string, PerpetualPoints> Read(SqliteConnection connection, string venue, long from, long to, long asOf)
    {
        using var query = connection.CreateCommand();
        query.CommandText =
            """
            SELECT s.symbol, p.kind, p.time, p.value, p.interval_hours FROM perpetuals s JOIN perpetual_points p ON p.perpetual_id = s.id
            WHERE s.venue = $venue AND p.time >= $from AND p.time <= $to AND p.known_at <= $asOf ORDER BY s.symbol, p.kind, p.time
            """;
        query.Parameters.AddWithValue("$venue", venue);
        query.Parameters.AddWithValue("$from", from);
        query.Parameters.AddWithValue("$to", to);
        query.Parameters.AddWithValue("$asOf", asOf);
        using var rows = query.ExecuteReader();
        Dictionary<string, (List<FundingRate> Funding, List<OpenInterest> Interest)> found = new(StringComparer.Ordinal);
        while (rows.Read())
        {
            var symbol = rows.GetString(0);
            if (!found.TryGetValue(symbol, out var points)) found[symbol] = points = ([], []);
            var time = SqliteStore.Utc(rows.GetInt64(2));
            var value = rows.GetValue(3) is long packed ? PackedDecimal.Unpack(packed) : PackedDecimal.Unpack(rows.GetString(3));
            if (rows.GetInt32(1) == Funding) points.Funding.Add(new FundingRate(time, value, rows.GetInt32(4)));
            else points.Interest.Add(new OpenInterest(time, value));
        }

        return found.ToDictionary(static f => f.Key, static f => new PerpetualPoints(f.Key, f.Value.Funding, f.Value.Interest), StringComparer.Ordinal);
    }
}
