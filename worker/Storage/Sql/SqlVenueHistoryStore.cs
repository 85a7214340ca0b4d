using System.Data.Common;
using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>How venues did through time in a database.</summary>
internal sealed class SqlVenueHistoryStore(SqlStore store) : IVenueHistoryStore
{
    private const string Columns = "venue, at, wall_at, state, reason, p99_ms, error_rate, heartbeat_s, completeness, breaker, budget_left, missed, books_dropped";

    public async Task<int> AppendAsync(IReadOnlyList<VenuePoint> points, CancellationToken cancellationToken) => points.Count == 0 ? 0 : await store.WriteAsync(
        connection => SqlRows.InsertNew(connection, $"venue_history ({Columns})", store.RowsAtOnce, points.Select(Row), cancellationToken), cancellationToken);

    public Task<IReadOnlyList<VenuePoint>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<VenuePoint>>(
        connection =>
        {
            using var rows = (DbDataReader)connection.ExecuteReader(
                $"SELECT {Columns} FROM venue_history WHERE at >= @from AND at <= @to ORDER BY venue, at", new { from = from.UtcTicks, to = to.UtcTicks });
            var points = new List<VenuePoint>();
            while (rows.Read()) points.Add(Read(rows));
            return points;
        },
        cancellationToken);

    private static object?[] Row(VenuePoint p) =>
    [
        p.Venue, p.At.UtcTicks, p.WallAt.UtcTicks, p.State.ToString(), p.Reason, p.P99Milliseconds, p.ErrorRate, p.HeartbeatSeconds, p.Completeness, p.Breaker?.ToString(), p.BudgetLeft, p.Missed,
        p.BooksDropped,
    ];

    private static VenuePoint Read(DbDataReader row) => new(
        SqlStore.Utc(row.GetInt64(1)),
        SqlStore.Utc(row.GetInt64(2)),
        row.GetString(0),
        Enum.Parse<VenueState>(row.GetString(3)),
        row.GetString(4),
        Number(row, 5),
        Number(row, 6),
        Number(row, 7),
        Number(row, 8),
        row.IsDBNull(9) ? null : Enum.Parse<BreakerState>(row.GetString(9)),
        Number(row, 10),
        row.GetInt64(11),
        row.GetInt64(12));

    private static double? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
