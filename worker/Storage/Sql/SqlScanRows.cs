using System.Data.Common;
using System.Text.Json;
using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Worker.Documents;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>A scan as rows: the scan, its candidates for history, its explanations in chunks.</summary>
internal sealed class SqlScanRows
{
    private readonly object _scan;
    private readonly IReadOnlyList<object> _candidates;
    private readonly IReadOnlyList<byte[]> _chunks;

    private readonly DateTimeOffset? _decidedAt;
    private readonly string? _gates;

    private SqlScanRows(object scan, DateTimeOffset? decidedAt, string? gates, IReadOnlyList<object> candidates, IReadOnlyList<byte[]> chunks) =>
        (_scan, _decidedAt, _gates, _candidates, _chunks) = (scan, decidedAt, gates, candidates, chunks);

    public static SqlScanRows From(StoredScan scan, CancellationToken cancellationToken)
    {
        var result = scan.Result;
        var best = result.Candidates.Count > 0 ? result.Candidates[0] : null;
        var row = new
        {
            result.ScanId,
            AsOf = result.AsOf.UtcTicks,
            KnownAt = scan.KnownAt.UtcTicks,
            Source = result.Source.ToString(),
            scan.Job,
            scan.RunId,
            scan.Venue,
            Regime = result.Regime.State.ToString(),
            result.Universe.Total,
            result.Universe.Scored,
            Candidates = result.Candidates.Count(c => c.Verdict == Verdict.Candidate),
            Best = best?.Symbol,
            BestFinal = best?.Final,
            scan.PreviousScanId,
            Result = CompressedJson.Pack(result with { Candidates = [] }),
            Inputs = CompressedJson.Pack(scan.Inputs),
        };
        return new SqlScanRows(row, scan.DecidedAt, scan.Gates is null ? null : JsonSerializer.Serialize(scan.Gates, Json.Options), [.. result.Candidates.Select(Candidate)], [.. ExplanationChunks.Pack(result.Candidates, cancellationToken)]);
    }

    /// <summary>Writes all rows; false when a scan of this id is there already.</summary>
    public bool Insert(DbConnection connection, CancellationToken cancellationToken)
    {
        var seq = connection.ExecuteScalar<long?>(
            """
            INSERT INTO scans (scan_id, as_of, known_at, source, job, run_id, venue, regime, total, scored, candidates, best, best_final, previous_scan_id, result, inputs)
            VALUES (@ScanId, @AsOf, @KnownAt, @Source, @Job, @RunId, @Venue, @Regime, @Total, @Scored, @Candidates, @Best, @BestFinal, @PreviousScanId, @Result, @Inputs)
            ON CONFLICT (scan_id) DO NOTHING RETURNING seq
            """,
            _scan);
        if (seq is null) return false;

        if (_decidedAt is { } decidedAt) connection.Execute("UPDATE scans SET decided_at = @ticks WHERE seq = @seq", new { seq, ticks = decidedAt.UtcTicks });
        if (_gates is { } gates) connection.Execute("UPDATE scans SET gates = @gates WHERE seq = @seq", new { seq, gates });

        for (var position = 0; position < _candidates.Count; position++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = new DynamicParameters(_candidates[position]);
            row.Add("seq", seq);
            row.Add("position", position);
            connection.Execute(
                """
                INSERT INTO scan_candidates (scan_seq, position, symbol, as_of, rank, final, composite, verdict, momentum, technical, volume, quality, catalyst)
                VALUES (@seq, @position, @Symbol, @AsOf, @Rank, @Final, @Composite, @Verdict, @Momentum, @Technical, @Volume, @Quality, @Catalyst)
                """,
                row);
        }

        for (var chunk = 0; chunk < _chunks.Count; chunk++)
            connection.Execute("INSERT INTO explanations (scan_seq, chunk, document) VALUES (@seq, @chunk, @document)", new { seq, chunk, document = _chunks[chunk] });
        return true;
    }

    /// <summary>The newest scan that fulfils a condition, whole, or null; null too when its explanations are no longer kept.</summary>
    public static StoredScan? Read(DbConnection connection, string condition, object arguments, CancellationToken cancellationToken)
    {
        var row = connection.QueryFirstOrDefault<ScanRow>(
            $"""
            SELECT seq AS Seq, run_id AS RunId, job AS Job, known_at AS KnownAt, venue AS Venue, previous_scan_id AS PreviousScanId, decided_at AS DecidedAt, result AS Result, inputs AS Inputs, gates AS Gates
            FROM scans WHERE {condition} ORDER BY as_of DESC, seq DESC LIMIT 1
            """,
            arguments);
        if (row is null) return null;

        var candidates = new List<ScoreExplanation>();
        foreach (var chunk in connection.Query<byte[]>("SELECT document FROM explanations WHERE scan_seq = @Seq ORDER BY chunk", new { row.Seq }))
        {
            cancellationToken.ThrowIfCancellationRequested();
            candidates.AddRange(ExplanationChunks.Unpack(chunk));
        }

        if (candidates.Count == 0 && connection.ExecuteScalar<long>("SELECT count(*) FROM scan_candidates WHERE scan_seq = @Seq", new { row.Seq }) > 0) return null;

        return new StoredScan(
            CompressedJson.Unpack<ScanResult>(row.Result) with { Candidates = candidates },
            row.RunId,
            row.Job,
            SqlStore.Utc(row.KnownAt),
            row.Venue,
            CompressedJson.Unpack<List<StoredScanInput>>(row.Inputs),
            row.PreviousScanId)
        {
            DecidedAt = row.DecidedAt is { } decided ? SqlStore.Utc(decided) : null,
            Gates = row.Gates is { } gates ? JsonSerializer.Deserialize<GateOptions>(gates, Json.Options) : null,
        };
    }

    private static object Candidate(ScoreExplanation explanation)
    {
        double Points(Factor factor) => explanation.Factors.FirstOrDefault(f => f.Factor == factor)?.Points ?? 0;
        return new
        {
            explanation.Symbol,
            AsOf = explanation.AsOf.UtcTicks,
            explanation.Rank,
            explanation.Final,
            explanation.Composite,
            Verdict = explanation.Verdict.ToString(),
            Momentum = Points(Factor.Momentum),
            Technical = Points(Factor.Technical),
            Volume = Points(Factor.Volume),
            Quality = Points(Factor.Quality),
            Catalyst = Points(Factor.Catalyst),
        };
    }

    private sealed class ScanRow
    {
        public long Seq { get; set; }

        public string RunId { get; set; } = "";

        public string Job { get; set; } = "";

        public long KnownAt { get; set; }

        public string Venue { get; set; } = "";

        public string? PreviousScanId { get; set; }

        public long? DecidedAt { get; set; }

        public byte[] Result { get; set; } = [];

        public byte[] Inputs { get; set; } = [];

        public string? Gates { get; set; }
    }
}
