using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CryptoRun.Worker.Scheduling;

/// <summary>
/// Finds slots that nobody ran, because no process was there or a run took too long: each is a row that says so. The newest of a job's that were missed while no process was there is run once, late.
/// Only where market time is the wall clock: a clock that waits for its slots misses none.
/// </summary>
/// <param name="runs">Runs.</param>
/// <param name="schedules">Schedules in force.</param>
/// <param name="timer">Fires what is run late.</param>
/// <param name="pace">Whether time waits.</param>
/// <param name="options">When a slot counts as missed.</param>
/// <param name="clock">Market time.</param>
/// <param name="log">Log.</param>
internal sealed class MissedSlots(IRunStore runs, CurrentSchedules schedules, JobTimer timer, MarketPace pace, JobsOptions options, MarketClock clock, ILogger<MissedSlots> log)
{
    /// <summary>Most slots of a job that are recorded at a time; of what is older nothing is said.</summary>
    private const int Most = 500;

    private static readonly TimeSpan LongestLookBack = TimeSpan.FromDays(1);
    private readonly Dictionary<string, DateTimeOffset> _lookedUntil = new(StringComparer.Ordinal);

    /// <summary>Records what was missed since the last look, or since the job ran last.</summary>
    /// <param name="node">This node.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task RecordAsync(string node, CancellationToken cancellationToken)
    {
        if (pace.Holds) return;
        var until = clock.GetUtcNow() - options.MissedAfter;
        foreach (var kind in JobCatalogue.All)
        {
            if (schedules.Find(kind.Name) is not { Paused: false } schedule) continue;
            var isFirst = !_lookedUntil.TryGetValue(kind.Name, out var from);
            from = new[] { isFirst ? until - LongestLookBack : from, schedule.ChangedAt, until - LongestLookBack }.Max();
            if (from >= until) continue;
            var slots = Between(schedule.Cron, from, until);
            if (slots.Count > 0) await RecordAsync(kind, slots, node, isFirst, cancellationToken);
            _lookedUntil[kind.Name] = until;
        }
    }

    private async Task RecordAsync(JobKind kind, List<DateTimeOffset> slots, string node, bool isFirst, CancellationToken cancellationToken)
    {
        var known = (await runs.SlotsAsync(kind.Name, slots[0], slots[^1], cancellationToken)).ToHashSet();
        List<DateTimeOffset> open = [.. slots.Where(s => !known.Contains(s))];
        if (open.Count == 0) return;

        // A job that runs when the program starts has answered for the present already.
        DateTimeOffset? late = isFirst && !kind.RunsAtStart && open[^1] == slots[^1] ? open[^1] : null;
        var reason = isFirst ? "No process was there to run it." : "Nobody ran it in time: the run before it was at work, or its process had died.";
        foreach (var slot in open.Where(s => s != late))
        {
            var row = new JobRun(JobRuns.NewId(), kind.Name, JobNames.BySchedule, slot, node, slot, clock.GetUtcNow(), null, "missed", reason, new Dictionary<string, long>(StringComparer.Ordinal), []) { OptionsVersion = schedules.Find(kind.Name)?.Version };
            if (await runs.MissAsync(row, cancellationToken)) SchedulingLog.SlotUnserved(log, kind.Name, slot);
        }

        if (late is { } at) await timer.FireAsync(kind.Name, new JobDataMap { [JobSlot.TriggerKey] = JobNames.BySchedule, [JobSlot.AtKey] = at }, cancellationToken);
    }

    /// <summary>Slots after an instant up to another, the newest so many.</summary>
    private static List<DateTimeOffset> Between(string cron, DateTimeOffset from, DateTimeOffset until)
    {
        Queue<DateTimeOffset> slots = new();
        if (!CronExpression.TryParse(cron, out var parsed) || parsed is null) return [];
        var expression = parsed.WithTimeZone(TimeZoneInfo.Utc);
        for (var at = expression.GetNextValidTimeAfter(from); at is { } slot && slot <= until; at = expression.GetNextValidTimeAfter(slot))
        {
            slots.Enqueue(slot.ToUniversalTime());
            if (slots.Count > Most) slots.Dequeue();
        }

        return [.. slots];
    }
}
