using System.Data.Common;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scoring;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Scans with their explanations in a database.</summary>
internal sealed class SqlScanStore(SqlStore store) : IScanStore
{
    private const string SummaryColumns = "scan_id, as_of, source, job, run_id, regime, total, scored, candidates, best, best_final";

    public async Task SaveAsync(StoredScan scan, CancellationToken cancellationToken)
    {
        if (scan.Result.Source != store.Source)
            throw new InvalidOperationException($"Scan {scan.Result.ScanId} is of source {scan.Result.Source}, the store {store.Name} of {store.Source}; they never mix.");

        // Serialised and compressed before the writer's turn, so that nobody waits for it.
        var rows = await Task.Run(() => SqlScanRows.From(scan, cancellationToken), cancellationToken);
        await store.WriteAsync(connection => rows.Insert(connection, cancellationToken), cancellationToken);
    }

    public Task<StoredScan?> FindAsync(string? scanId, CancellationToken cancellationToken) => store.ReadAsync(
        connection => SqlScanRows.Read(connection, scanId is null ? "TRUE" : "scan_id = @scanId", new { scanId }, cancellationToken), cancellationToken);

    public Task<StoredScan?> FindAtAsync(DateTimeOffset asOf, CancellationToken cancellationToken) => store.ReadAsync(
        connection => SqlScanRows.Read(connection, "as_of <= @asOf", new { asOf = asOf.UtcTicks }, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ScanSummary>> ListAsync(string? before, int limit, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<ScanSummary>>(
            connection =>
            {
                // A cursor that no scan has compares with NULL and gives an empty page.
                using var reader = (DbDataReader)connection.ExecuteReader(
                    $"""
                    SELECT {SummaryColumns} FROM scans
                    {(before is null ? "" : "WHERE (as_of, seq) < (SELECT as_of, seq FROM scans WHERE scan_id = @before)")}
                    ORDER BY as_of DESC, seq DESC LIMIT @limit
                    """,
                    new { before, limit = Math.Max(0, limit) });
                var summaries = new List<ScanSummary>();
                while (reader.Read()) summaries.Add(Summary(reader));
                return summaries;
            },
            cancellationToken);

    public Task<ScoreExplanation?> FindExplanationAsync(string symbol, string? scanId, CancellationToken cancellationToken) => store.ReadAsync(
        connection =>
        {
            var (seq, position) = connection.QueryFirstOrDefault<(long? Seq, long Position)>(
                $"""
                SELECT c.scan_seq, c.position FROM scan_candidates c JOIN scans s ON s.seq = c.scan_seq
                WHERE c.symbol = @symbol {(scanId is null ? "" : "AND s.scan_id = @scanId")}
                ORDER BY c.as_of DESC, c.scan_seq DESC LIMIT 1
                """,
                new { symbol, scanId });
            if (seq is null) return null;

            // Explanations are kept for a year; scans and ranks stay.
            var chunk = connection.QuerySingleOrDefault<byte[]>(
                "SELECT document FROM explanations WHERE scan_seq = @seq AND chunk = @chunk", new { seq, chunk = position / ExplanationChunks.Size });
            return chunk is null ? null : ExplanationChunks.Unpack(chunk, (int)(position % ExplanationChunks.Size));
        },
        cancellationToken);

    public Task<IReadOnlyList<ScoreHistoryPoint>> HistoryAsync(string symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<ScoreHistoryPoint>>(
            connection =>
            {
                using var reader = (DbDataReader)connection.ExecuteReader(
                    """
                    SELECT c.as_of, s.scan_id, c.composite, c.final, c.rank, c.momentum, c.technical, c.volume, c.quality, c.catalyst, c.verdict
                    FROM scan_candidates c JOIN scans s ON s.seq = c.scan_seq
                    WHERE c.symbol = @symbol AND c.as_of >= @from AND c.as_of <= @to ORDER BY c.as_of, c.scan_seq
                    """,
                    new { symbol, from = from.UtcTicks, to = to.UtcTicks });
                var points = new List<ScoreHistoryPoint>();
                while (reader.Read()) points.Add(Point(reader));
                return points;
            },
            cancellationToken);

    private static ScanSummary Summary(DbDataReader row) => new(
        row.GetString(0),
        SqlStore.Utc(row.GetInt64(1)),
        Enum.Parse<MarketSource>(row.GetString(2)),
        row.GetString(3),
        row.GetString(4),
        Enum.Parse<RegimeState>(row.GetString(5)),
        row.GetInt32(6),
        row.GetInt32(7),
        row.GetInt32(8),
        row.IsDBNull(9) ? null : row.GetString(9),
        row.IsDBNull(10) ? null : row.GetDouble(10));

    private static ScoreHistoryPoint Point(DbDataReader row) => new(
        SqlStore.Utc(row.GetInt64(0)),
        row.GetString(1),
        row.GetDouble(2),
        row.GetDouble(3),
        row.GetInt32(4),
        [row.GetDouble(5), row.GetDouble(6), row.GetDouble(7), row.GetDouble(8), row.GetDouble(9)],
        Enum.Parse<Verdict>(row.GetString(10)));
}
