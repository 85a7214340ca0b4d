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
            if (Rows.ContainsKey(run.RunId)) return Task.FromResult(RunClaim.Taken);
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

    public Task<IReadOnlyList<JobRun>> MarkLostAsync(string? gone, string node, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<JobRun> lost = [.. Rows.Values.Where(r => r.Outcome == "running" && (gone is null || r.Node == gone)).Select(r => r with { Outcome = "lost", EndedAt = now, Error = node })];
        foreach (var run in lost) Rows[run.RunId] = run;
        return Task.FromResult<IReadOnlyList<JobRun>>(lost);
    }

    public Task<IReadOnlyList<string>> NodesAtWorkAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([.. Rows.Values.Where(static r => r.Outcome == "running").Select(static r => r.Node).Distinct()]);

    public Task<bool> AskToStopAsync(string runId, string by, CancellationToken cancellationToken) => Task.FromResult(ToStop.TryAdd(runId, by));

    public Task<IReadOnlyList<string>> ToStopAsync(string node, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([.. ToStop.Keys]);

    public ConcurrentQueue<RunRequest> Requests { get; } = [];

    public Task AskToRunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RunRequest>> ToRunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RunRequest>>([.. Requests.Where(r => !Rows.ContainsKey(r.RunId))]);

    public Task<IReadOnlyList<DateTimeOffset>> SlotsAsync(string job, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DateTimeOffset>>([.. Rows.Values.Where(r => r.Job == job && r.ScheduledFor >= from && r.ScheduledFor <= to).Select(static r => r.ScheduledFor)]);

    public ConcurrentDictionary<string, string> ToStop { get; } = new(StringComparer.Ordinal);

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
