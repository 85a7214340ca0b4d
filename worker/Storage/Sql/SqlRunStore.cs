using System.Data.Common;
using System.Text.Json;
using CryptoRun.Worker.Documents;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Runs of jobs in a database. One slot, one run: a partial unique index decides, also between processes.</summary>
internal sealed class SqlRunStore(SqlStore store) : IRunStore
{
    public Task<bool> TryStartAsync(JobRun run, CancellationToken cancellationToken) => store.WriteAsync(
        connection => connection.Execute(
            """
            INSERT INTO job_runs (run_id, job, cause, scheduled_for, node, started_at, ended_at, duration_ms, outcome, error, counts, warnings)
            VALUES (@RunId, @Job, @Trigger, @ScheduledFor, @Node, @StartedAt, @EndedAt, @DurationMs, @Outcome, @Error, @Counts, @Warnings)
            ON CONFLICT DO NOTHING
            """,
            Row(run)) == 1,
        cancellationToken);

    public Task FinishAsync(JobRun run, CancellationToken cancellationToken) => store.WriteAsync(
        connection =>
        {
            // A run that was given up for lost and still ends gets its true outcome, unless another has taken its slot meanwhile.
            var changed = connection.Execute(
                """
                UPDATE job_runs
                SET ended_at = @EndedAt, duration_ms = @DurationMs, outcome = @Outcome, error = @Error, counts = @Counts, warnings = @Warnings
                WHERE run_id = @RunId AND outcome IN ('running', 'lost') AND NOT (@Outcome = 'succeeded' AND EXISTS (
                    SELECT 1 FROM job_runs o WHERE o.job = @Job AND o.scheduled_for = @ScheduledFor AND o.run_id <> @RunId AND o.outcome IN ('running', 'succeeded')))
                """,
                Row(run));
            if (changed == 0 && connection.ExecuteScalar<long>("SELECT count(*) FROM job_runs WHERE run_id = @RunId", new { run.RunId }) == 0)
                throw new InvalidOperationException($"Run {run.RunId} of {run.Job} ends but was never started.");
            return changed;
        },
        cancellationToken);

    public Task<int> MarkLostAsync(string node, DateTimeOffset now, CancellationToken cancellationToken) => store.WriteAsync(
        // One process serves an embedded store, and it asks before it runs anything: whatever still runs has lost its process. The node's name would not tell,
        // in a container every process is the same one.
        connection => connection.Execute(
            "UPDATE job_runs SET outcome = 'lost', ended_at = @now, error = @error WHERE outcome = 'running'",
            new { now = now.UtcTicks, error = $"Its process ended before it did; found by {node}." }),
        cancellationToken);

    public Task<IReadOnlyList<JobRun>> ListAsync(string? job, int limit, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<JobRun>>(
            connection =>
            {
                using var reader = (DbDataReader)connection.ExecuteReader(
                    $"""
                    SELECT run_id, job, cause, scheduled_for, node, started_at, ended_at, duration_ms, outcome, error, counts, warnings FROM job_runs
                    {(job is null ? "" : "WHERE job = @job")} ORDER BY started_at DESC, seq DESC LIMIT @limit
                    """,
                    new { job, limit = Math.Max(0, limit) });
                var runs = new List<JobRun>();
                while (reader.Read()) runs.Add(Read(reader));
                return runs;
            },
            cancellationToken);

    private static object Row(JobRun run) => new
    {
        run.RunId,
        run.Job,
        run.Trigger,
        ScheduledFor = run.ScheduledFor.UtcTicks,
        run.Node,
        StartedAt = run.StartedAt.UtcTicks,
        EndedAt = run.EndedAt?.UtcTicks,
        run.DurationMs,
        run.Outcome,
        run.Error,
        Counts = JsonSerializer.Serialize(run.Counts, Json.Options),
        Warnings = JsonSerializer.Serialize(run.Warnings, Json.Options),
    };

    private static JobRun Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        SqlStore.Utc(row.GetInt64(3)),
        row.GetString(4),
        SqlStore.Utc(row.GetInt64(5)),
        row.IsDBNull(6) ? null : SqlStore.Utc(row.GetInt64(6)),
        row.IsDBNull(7) ? null : row.GetInt64(7),
        row.GetString(8),
        row.IsDBNull(9) ? null : row.GetString(9),
        JsonSerializer.Deserialize<Dictionary<string, long>>(row.GetString(10), Json.Options)!,
        JsonSerializer.Deserialize<List<string>>(row.GetString(11), Json.Options)!);
}
