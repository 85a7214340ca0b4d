using System.Data.Common;
using CryptoRun.Domain.Markets;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Hours of perpetuals in a database.</summary>
internal sealed class SqlDerivativesStore(SqlStore store) : IDerivativesStore
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

    private int Write(DbConnection connection, string venue, IReadOnlyList<PerpetualPoints> points, long knownAt, CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var perpetual in points)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var id = connection.ExecuteScalar<long>(
                """
                INSERT INTO perpetuals (venue, symbol, latest_known_at) VALUES (@venue, @Symbol, @knownAt)
                ON CONFLICT (venue, symbol) DO UPDATE
                SET latest_known_at = CASE WHEN excluded.latest_known_at > perpetuals.latest_known_at THEN excluded.latest_known_at ELSE perpetuals.latest_known_at END RETURNING id
                """,
                new { venue, perpetual.Symbol, knownAt });
            var rows = perpetual.Funding.Select(f => new object?[] { id, Funding, f.Time.UtcTicks, knownAt, store.Number(f.Rate), f.IntervalHours })
                .Concat(perpetual.OpenInterest.Select(o => new object?[] { id, Interest, o.Time.UtcTicks, knownAt, store.Number(o.Usd), null }));
            written += SqlRows.InsertNew(connection, "perpetual_points (perpetual_id, kind, time, known_at, value, interval_hours)", store.RowsAtOnce, rows, cancellationToken);
        }

        return written;
    }

    private Dictionary<string, PerpetualPoints> Read(DbConnection connection, string venue, long from, long to, long asOf)
    {
        using var rows = (DbDataReader)connection.ExecuteReader(
            """
            SELECT s.symbol, p.kind, p.time, p.value, p.interval_hours FROM perpetuals s JOIN perpetual_points p ON p.perpetual_id = s.id
            WHERE s.venue = @venue AND p.time >= @from AND p.time <= @to AND p.known_at <= @asOf ORDER BY s.symbol, p.kind, p.time
            """,
            new { venue, from, to, asOf });
        Dictionary<string, (List<FundingRate> Funding, List<OpenInterest> Interest)> found = new(StringComparer.Ordinal);
        while (rows.Read())
        {
            var symbol = rows.GetString(0);
            if (!found.TryGetValue(symbol, out var points)) found[symbol] = points = ([], []);
            var time = SqlStore.Utc(rows.GetInt64(2));
            var value = store.Number(rows, 3);
            if (rows.GetInt32(1) == Funding) points.Funding.Add(new FundingRate(time, value, rows.GetInt32(4)));
            else points.Interest.Add(new OpenInterest(time, value));
        }

        return found.ToDictionary(static f => f.Key, static f => new PerpetualPoints(f.Key, f.Value.Funding, f.Value.Interest), StringComparer.Ordinal);
    }
}
