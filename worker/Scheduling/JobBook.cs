using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Quartz;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Schedules as people read and change them, and the runs that they ask for. What is wrong is named; who changes what another has changed meanwhile is told.</summary>
public sealed class JobBook
{
    private readonly IScheduleStore _store;
    private readonly JobTimer _timer;
    private readonly JobRuns _runs;
    private readonly IRunStore _rows;
    private readonly CurrentSchedules _current;
    private readonly JobsOptions _options;
    private readonly MarketClock _clock;
    private readonly IAuditTrail _trail;
    private readonly TimeProvider _wall;
    private readonly bool _works;

    internal JobBook(IScheduleStore store, JobTimer timer, JobRuns runs, IRunStore rows, CurrentSchedules current, JobsOptions options, IAuditTrail trail, MarketClock clock, TimeProvider wall, bool works = true) =>
        (_store, _timer, _runs, _rows, _current, _options, _trail, _clock, _wall, _works) = (store, timer, runs, rows, current, options, trail, clock, wall, works);

    /// <summary>Whether the schedules are in force.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>Runs at work in this process.</summary>
    public IReadOnlyCollection<string> Active => _runs.Active;

    /// <summary>The schedules of the jobs that there are, in the catalogue's order.</summary>
    public async Task<IReadOnlyList<JobSchedule>> AllAsync(CancellationToken cancellationToken)
    {
        var stored = (await _store.AllAsync(cancellationToken)).ToDictionary(static s => s.Job, StringComparer.Ordinal);
        return [.. JobCatalogue.All.Select(k => stored.GetValueOrDefault(k.Name) ?? Default(k))];
    }

    /// <summary>A job's schedule; null when there is no such job.</summary>
    public async Task<JobSchedule?> FindAsync(string job, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(s => string.Equals(s.Job, job, StringComparison.Ordinal));

    /// <summary>When a job fires next, market time; null while it is paused.</summary>
    public DateTimeOffset? NextFire(JobSchedule schedule) => schedule.Paused ? null : CronWords.Next(schedule.Cron, _clock.GetUtcNow(), 1) is [var next] ? next : null;

    /// <summary>Writes a schedule over the version that it names.</summary>
    /// <param name="schedule">The schedule as it is to be, with the version that was read.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<ScheduleAnswer> SaveAsync(JobSchedule schedule, AuditActor by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (JobCatalogue.Find(schedule.Job) is null) return new(ScheduleOutcome.Missing, null, []);
        var problems = ScheduleProblems.Of(schedule, _clock.GetUtcNow());
        if (problems.Count > 0) return new(ScheduleOutcome.Invalid, null, problems);
        var saved = schedule with { Version = schedule.Version + 1, ChangedAt = _wall.GetUtcNow(), ChangedBy = by.Name };
        if (!await _store.SaveAsync(saved, by, cancellationToken)) return new(ScheduleOutcome.Conflict, await FindAsync(schedule.Job, cancellationToken), []);
        await TakeAsync(saved, cancellationToken);
        return new(ScheduleOutcome.Done, saved, []);
    }

    /// <summary>Suspends a job's schedule, or resumes it. It follows whatever version there is.</summary>
    public async Task<ScheduleAnswer> PauseAsync(string job, bool paused, AuditActor by, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            if (await FindAsync(job, cancellationToken) is not { } now) return new(ScheduleOutcome.Missing, null, []);
            if (now.Paused == paused) return new(ScheduleOutcome.Done, now, []);
            if (await SaveAsync(now with { Paused = paused }, by, cancellationToken) is { Outcome: not ScheduleOutcome.Conflict } answer) return answer;
        }

        return new(ScheduleOutcome.Conflict, await FindAsync(job, cancellationToken), []);
    }

    /// <summary>Asks for a run of the present instant; one at work is finished first.</summary>
    /// <returns>The run's id; null when there is no such job.</returns>
    public async Task<string?> RunNowAsync(string job, AuditActor by, CancellationToken cancellationToken)
    {
        if (JobCatalogue.Find(job) is null) return null;
        var runId = JobRuns.NewId();
        await _trail.RecordAsync(new AuditChange(by, "job.run", job, null, $"{{\"runId\":\"{runId}\"}}"), cancellationToken);
        if (!_works) await _rows.AskToRunAsync(new RunRequest(runId, job, by.Name, _wall.GetUtcNow()), cancellationToken);
        else await _timer.FireAsync(job, new JobDataMap { [JobSlot.TriggerKey] = JobNames.ByCommand, [JobSlot.RunKey] = runId, [JobSlot.AskedByKey] = by.Name }, cancellationToken);
        return runId;
    }

    /// <summary>Asks a run to stop: it does within a second, leaves nothing half-written and ends as <c>cancelled</c>.</summary>
    /// <returns>False when no such run is at work.</returns>
    public async Task<bool> CancelAsync(string runId, AuditActor by, CancellationToken cancellationToken)
    {
        if (!await _runs.CancelAsync(runId) && !await _rows.AskToStopAsync(runId, by.Name, cancellationToken)) return false;
        await _trail.RecordAsync(new AuditChange(by, "job.cancel", runId, null, null), cancellationToken);
        return true;
    }

    /// <summary>Fills in what the store does not have, lets what nobody has changed follow the configuration, and puts all into the scheduler.</summary>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        var stored = (await _store.AllAsync(cancellationToken)).ToDictionary(static s => s.Job, StringComparer.Ordinal);
        foreach (var kind in JobCatalogue.All)
        {
            var wanted = Default(kind);
            var there = stored.GetValueOrDefault(kind.Name);
            var isOurs = there is null || (string.Equals(there.ChangedBy, JobSchedule.FromConfiguration, StringComparison.Ordinal) && !string.Equals(there.Cron, wanted.Cron, StringComparison.Ordinal));
            if (isOurs) await _store.SaveAsync(wanted with { Version = (there?.Version ?? 0) + 1, ChangedAt = _wall.GetUtcNow() }, there is null ? null : AuditActor.Program, cancellationToken);
        }

        await RefreshAsync(cancellationToken);
        IsOpen = true;
    }

    /// <summary>Follows the schedules of a store whose jobs others run: nothing is filled in.</summary>
    internal async Task FollowAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        IsOpen = true;
    }

    /// <summary>Takes over what another process has changed.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        foreach (var schedule in await AllAsync(cancellationToken)) await TakeAsync(schedule, cancellationToken);
    }

    private async Task TakeAsync(JobSchedule schedule, CancellationToken cancellationToken)
    {
        if (_current.Set(schedule)) await _timer.ApplyAsync(schedule, cancellationToken);
    }

    private JobSchedule Default(JobKind kind) => new(kind.Name, 0, kind.Cron(_options), Paused: false, DateTimeOffset.UnixEpoch, JobSchedule.FromConfiguration) { Retry = kind.Retry };
}

/// <summary>How a change ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Schedule">What is stored now; of a conflict the other's version.</param>
/// <param name="Problems">What is wrong, when it is invalid.</param>
public sealed record ScheduleAnswer(ScheduleOutcome Outcome, JobSchedule? Schedule, IReadOnlyList<ScheduleProblem> Problems);

/// <summary>How a change ended.</summary>
public enum ScheduleOutcome
{
    /// <summary>Written.</summary>
    Done,

    /// <summary>Something in it cannot be.</summary>
    Invalid,

    /// <summary>Another has changed it meanwhile.</summary>
    Conflict,

    /// <summary>There is no such job.</summary>
    Missing,
}
