using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Jobs;

/// <summary>How the jobs do, read once a second for all viewers.</summary>
/// <param name="book">Schedules.</param>
/// <param name="runs">Runs.</param>
/// <param name="wall">Wall clock.</param>
internal sealed class JobsReader(JobBook book, IRunStore runs, TimeProvider wall) : IDisposable
{
    /// <summary>Runs of a job that its bars show.</summary>
    public const int Shown = 36;

    /// <summary>Runs of a job that are read: those of the timeline's hours, as a rule.</summary>
    public const int Kept = 100;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly Turn _turn = new();
    private (long ReadAt, IReadOnlyList<JobView> Jobs)? _read;

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    /// <summary>Reads the jobs; at most a second old.</summary>
    /// <param name="anew">Whether it must be newer than a change just made.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public Task<IReadOnlyList<JobView>> ReadAsync(bool anew, CancellationToken cancellationToken) => _turn.TakeAsync(
        async token =>
        {
            if (!anew && _read is { } known && wall.GetElapsedTime(known.ReadAt) < Fresh) return known.Jobs;
            List<JobView> jobs = [];
            foreach (var schedule in await book.AllAsync(token))
            {
                var recent = await runs.ListAsync(schedule.Job, Kept, token);
                jobs.Add(new JobView(JobCatalogue.Find(schedule.Job)!, schedule, book.NextFire(schedule), recent));
            }

            _read = (wall.GetTimestamp(), jobs);
            return jobs;
        },
        cancellationToken);
}

/// <summary>A job as it is shown.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Schedule">When it runs.</param>
/// <param name="Next">When it fires next, market time; null while it is paused.</param>
/// <param name="Recent">Its last runs, newest first.</param>
public sealed record JobView(JobKind Kind, JobSchedule Schedule, DateTimeOffset? Next, IReadOnlyList<JobRun> Recent)
{
    /// <summary>Its last run; null before the first.</summary>
    public JobRun? Last => Recent is [var last, ..] ? last : null;

    /// <summary>Share of the runs shown that succeeded, of those that came to an end by themselves: what people stopped counts neither way. Null before the first.</summary>
    public double? SuccessRate =>
        Recent.Take(JobsReader.Shown).Where(static r => r.Outcome is not ("running" or "cancelled")).ToList() is { Count: > 0 } ended ? (double)ended.Count(static r => r.Outcome == "succeeded") / ended.Count : null;

    /// <summary>The run at work; null when there is none.</summary>
    public JobRun? Running => Recent.FirstOrDefault(static r => r.Outcome == "running");
}
