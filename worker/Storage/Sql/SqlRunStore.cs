using System.Data.Common;
using System.Text.Json;
using CryptoRun.Worker.Documents;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Runs of jobs in a database. One slot, one run: a partial unique index decides, also between processes.</summary>
internal sealed class SqlRunStore(SqlStore store) : IRunStore
{
    private const string Columns = "run_id, job, cause, scheduled_for, node, started_at, ended_at, duration_ms, outcome, error, counts, warnings, attempt, attempts, options_version, asked_by";

    private const string Insert =
        $"""
        INSERT INTO job_runs ({Columns})
        VALUES (@RunId, @Job, @Trigger, @ScheduledFor, @Node, @StartedAt, @EndedAt, @DurationMs, @Outcome, @Error, @Counts, @Warnings, @Attempt, @Attempts, @OptionsVersion, @AskedBy)
        ON CONFLICT DO NOTHING
        """;

    private const string SlotTaken = "SELECT count(*) FROM job_runs WHERE (job = @Job AND scheduled_for = @ScheduledFor AND outcome IN ('running', 'succeeded')) OR run_id = @RunId";

    public Task<RunClaim> TryStartAsync(JobRun run, CancellationToken cancellationToken) => store.WriteAsync(
        connection =>
        {
            if (connection.Execute(Insert, Row(run)) == 0) return connection.ExecuteScalar<long>(SlotTaken, Row(run)) > 0 ? RunClaim.Taken : RunClaim.Busy;

            // It was given up too soon: it is run after all, late.
            connection.Execute("DELETE FROM job_runs WHERE job = @Job AND scheduled_for = @ScheduledFor AND outcome = 'missed'", Row(run));
            return RunClaim.Started;
        },
        cancellationToken);

    public Task<bool> MissAsync(JobRun run, CancellationToken cancellationToken) => store.WriteAsync(
        connection => connection.ExecuteScalar<long>(SlotTaken, Row(run)) == 0 && connection.Execute(Insert, Row(run)) == 1, cancellationToken);

    public Task<JobRun?> FindAsync(string runId, CancellationToken cancellationToken) =>
        store.ReadAsync(connection => List(connection, "WHERE run_id = @runId", new { runId, limit = 1 }) is [var run] ? run : null, cancellationToken);

    public Task<IReadOnlyList<JobRun>> ListAsync(RunQuery query, CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<JobRun>>(
        connection =>
        {
            List<string> wanted = [];
            if (query.Job is not null) wanted.Add("job = @Job");
            if (query.Outcome is not null) wanted.Add("outcome = @Outcome");
            if (query.Text is not null) wanted.Add("(substr(run_id, 1, length(@text)) = @text OR job LIKE '%' || @pattern || '%' ESCAPE '!')");
            if (query.From is not null) wanted.Add("started_at >= @from");
            if (query.To is not null) wanted.Add("started_at < @to");
            if (query.Before is not null)
                wanted.Add("EXISTS (SELECT 1 FROM job_runs c WHERE c.run_id = @Before AND (job_runs.started_at < c.started_at OR (job_runs.started_at = c.started_at AND job_runs.seq < c.seq)))");
            var text = query.Text?.ToLowerInvariant() ?? "";
            return List(connection, wanted.Count == 0 ? "" : $"WHERE {string.Join(" AND ", wanted)}", new
            {
                query.Job,
                query.Outcome,
                query.Before,
                text,
                pattern = text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal),
                from = query.From?.UtcTicks ?? 0,
                to = query.To?.UtcTicks ?? 0,
                limit = Math.Max(0, query.Limit),
            });
        },
        cancellationToken);

    public Task WriteLogAsync(string runId, IReadOnlyList<RunLine> lines, CancellationToken cancellationToken) => lines.Count == 0 ? Task.CompletedTask : store.WriteAsync(
        connection =>
        {
            foreach (var line in lines)
                connection.Execute("INSERT INTO job_log (run_id, line, at, level, text) VALUES (@runId, @line, @at, @Level, @Text) ON CONFLICT DO NOTHING", new { runId, line = (long)line.Line, at = line.At.UtcTicks, line.Level, line.Text });
            return lines.Count;
        },
        cancellationToken);

    public Task<IReadOnlyList<RunLine>> LogAsync(string runId, CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<RunLine>>(
        connection => [.. connection.Query<(long Line, long At, string Level, string Text)>("SELECT line, at, level, text FROM job_log WHERE run_id = @runId ORDER BY line", new { runId })
            .Select(static l => new RunLine((int)l.Line, SqlStore.Utc(l.At), l.Level, l.Text))],
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

    public Task<IReadOnlyList<JobRun>> MarkLostAsync(string? gone, string node, DateTimeOffset now, CancellationToken cancellationToken) => store.WriteAsync<IReadOnlyList<JobRun>>(
        connection =>
        {
            List<JobRun> lost = [];
            foreach (var run in List(connection, "WHERE outcome = 'running' AND (@gone IS NULL OR node = @gone)", new { gone, limit = int.MaxValue }))
            {
                var ended = run with { Outcome = "lost", EndedAt = now, Error = $"Its process ended before it did; found by {node}." };
                if (connection.Execute("UPDATE job_runs SET outcome = 'lost', ended_at = @EndedAt, error = @Error WHERE run_id = @RunId AND outcome = 'running'", Row(ended)) == 1) lost.Add(ended);
            }

            return lost;
        },
        cancellationToken);

    public Task<IReadOnlyList<string>> NodesAtWorkAsync(CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<string>>(static connection => [.. connection.Query<string>("SELECT DISTINCT node FROM job_runs WHERE outcome = 'running'")], cancellationToken);

    public Task<bool> AskToStopAsync(string runId, string by, CancellationToken cancellationToken) =>
        store.WriteAsync(connection => connection.Execute("UPDATE job_runs SET stop_asked_by = @by WHERE run_id = @runId AND outcome = 'running'", new { runId, by }) == 1, cancellationToken);

    public Task<IReadOnlyList<string>> ToStopAsync(string node, CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<string>>(
        connection => [.. connection.Query<string>("SELECT run_id FROM job_runs WHERE outcome = 'running' AND stop_asked_by IS NOT NULL AND node = @node", new { node })], cancellationToken);

    public Task AskToRunAsync(RunRequest request, CancellationToken cancellationToken) => store.WriteAsync(
        connection => connection.Execute("INSERT INTO job_requests (run_id, job, asked_by, asked_at) VALUES (@RunId, @Job, @By, @at) ON CONFLICT DO NOTHING", new { request.RunId, request.Job, request.By, at = request.At.UtcTicks }), cancellationToken);

    public async Task<IReadOnlyList<RunRequest>> ToRunAsync(CancellationToken cancellationToken)
    {
        var all = await store.ReadAsync(
            static connection => connection.Query<(string RunId, string Job, string By, long At, long Begun)>(
                "SELECT run_id, job, asked_by, asked_at, (SELECT count(*) FROM job_runs r WHERE r.run_id = q.run_id) FROM job_requests q ORDER BY asked_at, run_id").AsList(),
            cancellationToken);
        if (all.Exists(static r => r.Begun > 0))
            await store.WriteAsync(static connection => connection.Execute("DELETE FROM job_requests WHERE run_id IN (SELECT run_id FROM job_runs)"), cancellationToken);
        return [.. all.Where(static r => r.Begun == 0).Select(static r => new RunRequest(r.RunId, r.Job, r.By, SqlStore.Utc(r.At)))];
    }

    public Task<IReadOnlyList<DateTimeOffset>> SlotsAsync(string job, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<DateTimeOffset>>(
        connection => [.. connection.Query<long>("SELECT DISTINCT scheduled_for FROM job_runs WHERE job = @job AND scheduled_for BETWEEN @from AND @to", new { job, from = from.UtcTicks, to = to.UtcTicks }).Select(SqlStore.Utc)],
        cancellationToken);

    public Task<IReadOnlyList<JobRun>> ListAsync(string? job, int limit, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<JobRun>>(connection => List(connection, job is null ? "" : "WHERE job = @job", new { job, limit = Math.Max(0, limit) }), cancellationToken);

    private static List<JobRun> List(DbConnection connection, string where, object parameters)
    {
        using var reader = (DbDataReader)connection.ExecuteReader($"SELECT {Columns} FROM job_runs {where} ORDER BY started_at DESC, seq DESC LIMIT @limit", parameters);
        var runs = new List<JobRun>();
        while (reader.Read()) runs.Add(Read(reader));
        return runs;
    }

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
        Attempt = (long)run.Attempt,
        Attempts = (long)run.Attempts,
        OptionsVersion = (long?)run.OptionsVersion,
        run.AskedBy,
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
        JsonSerializer.Deserialize<List<string>>(row.GetString(11), Json.Options)!)
    {
        Attempt = (int)row.GetInt64(12),
        Attempts = (int)row.GetInt64(13),
        OptionsVersion = row.IsDBNull(14) ? null : (int)row.GetInt64(14),
        AskedBy = row.IsDBNull(15) ? null : row.GetString(15),
    };
}
