using System.Collections.Concurrent;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Tests.Scheduling;

/// <summary>Schedules in memory, with the contract of the store.</summary>
internal sealed class Schedules : IScheduleStore
{
    private readonly ConcurrentDictionary<string, JobSchedule> _rows = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<JobSchedule>> AllAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<JobSchedule>>([.. _rows.Values]);

    public Task<bool> SaveAsync(JobSchedule schedule, AuditActor? by, CancellationToken cancellationToken) => Task.FromResult(
        schedule.Version == 1 ? _rows.TryAdd(schedule.Job, schedule) : _rows.TryGetValue(schedule.Job, out var before) && before.Version == schedule.Version - 1 && _rows.TryUpdate(schedule.Job, schedule, before));
}
