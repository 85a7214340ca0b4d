using System.Collections.Concurrent;

namespace CryptoRun.Worker.Scheduling;

/// <summary>The schedules in force in this process: what a run is made with.</summary>
internal sealed class CurrentSchedules
{
    private readonly ConcurrentDictionary<string, JobSchedule> _schedules = new(StringComparer.Ordinal);

    /// <summary>A job's schedule; null before the schedules were read.</summary>
    public JobSchedule? Find(string job) => _schedules.GetValueOrDefault(job);

    /// <summary>Takes one over when it is newer than the one there is.</summary>
    /// <returns>Whether it was.</returns>
    public bool Set(JobSchedule schedule)
    {
        var taken = false;
        _schedules.AddOrUpdate(schedule.Job, _ => Take(schedule), (_, before) => schedule.Version > before.Version ? Take(schedule) : before);
        return taken;

        JobSchedule Take(JobSchedule s)
        {
            taken = true;
            return s;
        }
    }
}
