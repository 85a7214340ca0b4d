using System.Collections.Concurrent;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Tests.Scheduling;

/// <summary>Rows in memory, with the contract of the store.</summary>
internal sealed class Runs : IRunStore
{
    private readonly Lock _gate = new();

    public ConcurrentDictionary<string, JobRun> Rows { get; } = new(StringComparer.Ordinal);

    public bool FailsToStart { get; set; }

    public Task<bool> TryStartAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (FailsToStart) throw new IOException("disk full");
        lock (_gate)
        {
            if (Rows.Values.Any(r => r.Job == run.Job && r.ScheduledFor == run.ScheduledFor && (r.Outcome is "succeeded" or "running"))) return Task.FromResult(false);
            Rows[run.RunId] = run;
            return Task.FromResult(true);
        }
    }

    public Task FinishAsync(JobRun run, CancellationToken cancellationToken)
    {
        Rows[run.RunId] = run;
        return Task.CompletedTask;
    }

    public Task<int> MarkLostAsync(string node, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<IReadOnlyList<JobRun>> ListAsync(string? job, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<JobRun>>([.. Rows.Values]);
}
