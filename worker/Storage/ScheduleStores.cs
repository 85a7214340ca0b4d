using CryptoRun.Worker.Scheduling;

namespace CryptoRun.Worker.Storage;

/// <summary>Schedules of the jobs.</summary>
public interface IScheduleStore
{
    /// <summary>All there are.</summary>
    Task<IReadOnlyList<JobSchedule>> AllAsync(CancellationToken cancellationToken);

    /// <summary>Writes a schedule of version 1 as a new one, of a later version over the one before. False when the version before is not the stored one.</summary>
    Task<bool> SaveAsync(JobSchedule schedule, CancellationToken cancellationToken);
}
