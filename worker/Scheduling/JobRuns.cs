using System.Collections.Concurrent;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Telemetry;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Carries out runs: one row each, one run a slot, cancelled within a second when asked, and never an exception into the scheduler.</summary>
/// <param name="store">The rows.</param>
/// <param name="clock">Market time.</param>
/// <param name="wall">Wall clock, for durations.</param>
/// <param name="pace">Market time waits for the slots.</param>
/// <param name="log">Log.</param>
/// <param name="schedules">What runs are made with.</param>
/// <param name="sharing">Whether others can go on with what this process leaves behind when it stops.</param>
internal sealed class JobRuns(IRunStore store, MarketClock clock, TimeProvider wall, MarketPace pace, ILogger<JobRuns> log, CurrentSchedules? schedules = null, StoreSharing? sharing = null) : IDisposable
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan KeepLog = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _active = new(StringComparer.Ordinal);

    /// <summary>Machine and process, as the rows name them.</summary>
    public static string Node { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>The id of a new run.</summary>
    public static string NewId() => Guid.NewGuid().ToString("N")[..12];

    /// <summary>Runs at work.</summary>
    public IReadOnlyCollection<string> Active => [.. _active.Keys];

    /// <summary>Asks a run to stop. It does within a second, leaves nothing half-written and ends as <c>cancelled</c>.</summary>
    /// <returns>False when no such run is at work.</returns>
    public async Task<bool> CancelAsync(string runId)
    {
        if (!_active.TryGetValue(runId, out var run)) return false;
        try
        {
            await run.CancelAsync();
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var run in _active.Values) run.Dispose();
    }

    /// <summary>Carries out one firing.</summary>
    /// <returns>The outcome: <c>succeeded</c>, <c>failed</c>, <c>cancelled</c>, <c>skipped</c> when the slot was taken, <c>missed</c> when the run before it took too long.</returns>
    public async Task<string> ExecuteAsync(IJobExecutionContext firing, Func<RunNotes, CancellationToken, Task> work, CancellationToken stopping)
    {
        var slot = JobSlot.Of(firing, clock.GetUtcNow());
        DateTimeOffset? again = null;
        try
        {
            var outcome = await ExecuteAsync(slot, work, stopping);
            if (string.Equals(outcome, "failed", StringComparison.Ordinal)) again = await RetryAsync(firing.Scheduler, slot, stopping);
            return outcome;
        }
        finally
        {
            if (again is not null || slot.Trigger == JobNames.ByRetry) pace.Expect(slot.Job, JobNames.ByRetry, again);
            if (slot.Trigger == JobNames.BySchedule) await pace.ExpectNextAsync(slot.Job, async () => (await firing.Scheduler.GetTrigger(new TriggerKey(slot.Job), CancellationToken.None))?.NextFireTimeUtc);
            else if (slot.Trigger != JobNames.ByRetry) pace.Expect(slot.Job, slot.Trigger, null);
        }
    }

    /// <summary>Carries out one slot, once.</summary>
    public async Task<string> ExecuteAsync(JobSlot slot, Func<RunNotes, CancellationToken, Task> work, CancellationToken stopping)
    {
        var schedule = schedules?.Find(slot.Job);
        var notes = new RunNotes(slot.RunId ?? NewId(), slot) { Universe = schedule?.Universe ?? UniverseChoice.All, Venues = schedule?.Venues ?? VenueChoice.Every, Gates = schedule?.Gates ?? GateChoice.None };
        using var scope = log.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["RunId"] = notes.RunId });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var span = Measures.Traces.StartActivity(slot.Job)?.SetTag("run", notes.RunId);
        var began = wall.GetTimestamp();
        var started = clock.GetUtcNow();
        var row = new JobRun(notes.RunId, slot.Job, slot.Trigger, slot.At, Node, started, null, null, "running", null, notes.Counts, notes.Warnings)
        {
            Attempt = slot.Attempt,
            Attempts = Math.Max(slot.Attempt, schedule?.Retry.Attempts ?? 1),
            OptionsVersion = schedule?.Version,
            AskedBy = slot.AskedBy,
        };
        if (started - slot.At > MarketPace.Margin * 2) notes.Warnings.Add($"late: the slot of {slot.At:HH:mm} began {started - slot.At:hh\\:mm\\:ss} after its time");
        _active[notes.RunId] = cancel;
        var lines = new RunLog(store, notes.RunId, clock);
        try
        {
            switch (await ClaimAsync(row, slot, cancel.Token))
            {
                case RunClaim.Taken:
                    SchedulingLog.SlotTaken(log, slot.Job, slot.At);
                    return "skipped";
                case RunClaim.Busy:
                    SchedulingLog.SlotMissed(log, slot.Job, slot.At);
                    await store.MissAsync(row with { Outcome = "missed", EndedAt = clock.GetUtcNow(), Error = "The run before it was still at work when the next slot came." }, CancellationToken.None);
                    return "missed";
            }

            RunLog.Current = lines;
            lines.Add("information", $"Run {notes.RunId} began: {slot.Trigger}{(slot.AskedBy is { } by ? $" by {by}" : "")}, slot {slot.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, attempt {row.Attempt} of {row.Attempts}");
            foreach (var late in notes.Warnings) lines.Add("warning", late);
            using var told = cancel.Token.Register(() => lines.Add("warning", stopping.IsCancellationRequested ? "The program is stopping" : "Asked to stop"));
            var (outcome, error) = await KeepAsync(lines, WorkAsync(notes, work, cancel.Token, stopping));
            var took = wall.GetElapsedTime(began);
            var heir = outcome is "cancelled" && stopping.IsCancellationRequested && IsLeft(slot.Job) ? NewId() : null;
            if (heir is not null) error += $"; run {heir} of another worker goes on with it";
            if (error is not null) lines.Add("error", error);
            lines.Add(outcome is "failed" ? "error" : "information", $"{outcome} after {(long)took.TotalMilliseconds} ms{string.Concat(notes.Counts.Select(static c => $", {c.Key} {c.Value}"))}");
            await KeepAsync(lines, isLast: true);
            await store.FinishAsync(row with { EndedAt = clock.GetUtcNow(), DurationMs = (long)took.TotalMilliseconds, Outcome = outcome, Error = error }, CancellationToken.None);
            if (heir is not null) await store.AskToRunAsync(new RunRequest(heir, slot.Job, slot.AskedBy ?? "", wall.GetUtcNow()), CancellationToken.None);
            Measures.Ran(slot.Job, outcome, took);
            SchedulingLog.RunEnded(log, slot.Job, slot.At, outcome, (long)took.TotalMilliseconds);
            return outcome;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return "cancelled";
        }
        catch (Exception e)
        {
            SchedulingLog.RunNotRecorded(log, slot.Job, slot.At, e);
            return "failed";
        }
        finally
        {
            _active.TryRemove(notes.RunId, out _);
        }
    }

    /// <summary>Claims the slot; while another run of the job is at work it waits for its end, until the slot after it has come.</summary>
    private async Task<RunClaim> ClaimAsync(JobRun row, JobSlot slot, CancellationToken cancellationToken)
    {
        while (true)
        {
            var claim = await store.TryStartAsync(row, cancellationToken);
            if (claim != RunClaim.Busy || (slot.NextAt is { } next && next <= clock.GetUtcNow())) return claim;
            await Task.Delay(AskAgain, wall, cancellationToken);
        }
    }

    /// <summary>Plans another attempt, where the job's policy wants one and its schedule does not come first.</summary>
    /// <returns>When, market time; null: there is none.</returns>
    private async Task<DateTimeOffset?> RetryAsync(IScheduler scheduler, JobSlot slot, CancellationToken stopping)
    {
        if (schedules?.Find(slot.Job)?.Retry is not { } policy || slot.Attempt >= policy.Attempts || stopping.IsCancellationRequested) return null;
        var due = clock.GetUtcNow() + policy.DelayAfter(slot.Attempt, Random.Shared.NextDouble());
        if (slot.NextAt is { } next && next <= due) return null;
        var data = new JobDataMap { [JobSlot.TriggerKey] = JobNames.ByRetry, [JobSlot.AtKey] = slot.At, [JobSlot.AttemptKey] = slot.Attempt + 1 };
        if (slot.AskedBy is { } by) data[JobSlot.AskedByKey] = by;
        await scheduler.ScheduleJob(TriggerBuilder.Create(clock).ForJob(slot.Job).UsingJobData(data).StartAt(due).Build(), cancellationToken: stopping);
        SchedulingLog.RetryPlanned(log, slot.Job, slot.At, slot.Attempt + 1, due);
        return due;
    }

    /// <summary>Whether a run that this process has to stop is left to those that go on.</summary>
    private bool IsLeft(string job) => sharing is { IsShared: true } && schedules?.Find(job)?.Retry.AfterLoss != false;

    private async Task<(string Outcome, string? Error)> WorkAsync(RunNotes notes, Func<RunNotes, CancellationToken, Task> work, CancellationToken cancel, CancellationToken stopping)
    {
        try
        {
            await work(notes, cancel);
            return ("succeeded", null);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ("cancelled", stopping.IsCancellationRequested ? "the program was stopping" : null);
        }
        catch (Exception e)
        {
            SchedulingLog.RunFailed(log, notes.Slot.Job, notes.Slot.At, e);
            return ("failed", RunLog.Clean($"{e.GetType().Name}: {FirstLine(e.Message)}"));
        }
    }

    /// <summary>Keeps a run's log while it works, so that others can read it meanwhile.</summary>
    private async Task<T> KeepAsync<T>(RunLog lines, Task<T> work)
    {
        while (true)
        {
            using var awake = new CancellationTokenSource();
            var pause = Task.Delay(KeepLog, wall, awake.Token);
            if (await Task.WhenAny(work, pause) == work)
            {
                await awake.CancelAsync();
                return await work;
            }

            await KeepAsync(lines, isLast: false);
        }
    }

    private async Task KeepAsync(RunLog lines, bool isLast)
    {
        try
        {
            await lines.FlushAsync(isLast, CancellationToken.None);
        }
        catch (Exception e)
        {
            // A run is worth more than its log.
            SchedulingLog.LogNotKept(log, lines.RunId, e);
        }
    }

    private static string FirstLine(string text) => text.AsSpan().Trim().ToString().Split('\n', 2)[0].TrimEnd();
}
