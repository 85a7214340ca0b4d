using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Scheduling;

namespace CryptoRun.Worker.Storage;

/// <summary>Schedules of the jobs.</summary>
public interface IScheduleStore
{
    /// <summary>All there are.</summary>
    Task<IReadOnlyList<JobSchedule>> AllAsync(CancellationToken cancellationToken);

    /// <summary>Writes a schedule of version 1 as a new one, of a later version over the one before, and tells the trail in the same transaction. False when the version before is not the stored one.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="by">Who; null where it is only filled in from the configuration, which the trail does not tell.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    Task<bool> SaveAsync(JobSchedule schedule, AuditActor? by, CancellationToken cancellationToken);
}
