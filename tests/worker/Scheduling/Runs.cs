using System.Collections.Concurrent;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Tests.Scheduling;

/// <summary>Rows in memory, with the contract of the store.</summary>
internal sealed class Runs : IRunStore
{
    private readonly Lock _gate = new();

    public ConcurrentDictionary<string, JobRun> Rows { get; } = new(StringComparer.Ordinal);

    public bool FailsToStart { get; set; }

    public Task<RunClaim> TryStartAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (FailsToStart) throw new IOException("disk full");
        lock (_gate)
        {
            if (Rows.Values.Any(r => r.Job == run.Job && r.ScheduledFor == run.ScheduledFor && (r.Outcome is "succeeded" or "running"))) return Task.FromResult(RunClaim.Taken);
            if (Rows.Values.Any(r => r.Job == run.Job && r.Outcome == "running")) return Task.FromResult(RunClaim.Busy);
            Rows[run.RunId] = run;
            return Task.FromResult(RunClaim.Started);
        }
    }

    public Task FinishAsync(JobRun run, CancellationToken cancellationToken)
    {
        Rows[run.RunId] = run;
        return Task.CompletedTask;
    }

    public Task<int> MarkLostAsync(string node, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<IReadOnlyList<JobRun>> ListAsync(string? job, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<JobRun>>([.. Rows.Values]);

    public Task<bool> MissAsync(JobRun run, CancellationToken cancellationToken) => Task.FromResult(Rows.TryAdd(run.RunId, run));

    public Task<JobRun?> FindAsync(string runId, CancellationToken cancellationToken) => Task.FromResult(Rows.GetValueOrDefault(runId));

    public Task<IReadOnlyList<JobRun>> ListAsync(RunQuery query, CancellationToken cancellationToken) => ListAsync(query.Job, query.Limit, cancellationToken);

    public ConcurrentDictionary<string, IReadOnlyList<RunLine>> Logs { get; } = new(StringComparer.Ordinal);

    public Task WriteLogAsync(string runId, IReadOnlyList<RunLine> lines, CancellationToken cancellationToken)
    {
        Logs.AddOrUpdate(runId, lines, (_, before) => [.. before, .. lines]);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RunLine>> LogAsync(string runId, CancellationToken cancellationToken) => Task.FromResult(Logs.GetValueOrDefault(runId, []));
}
