using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using Quartz;

namespace CryptoRun.Worker.Health;

/// <summary><c>providers.health</c>: writes down how the venues do; the reason of each that is not green is a warning of the run.</summary>
/// <param name="runs">Rows, cancellation, pace.</param>
/// <param name="venues">The venues.</param>
/// <param name="history">Where it is kept.</param>
[DisallowConcurrentExecution]
internal sealed class HealthJob(JobRuns runs, VenueStatuses venues, IVenueHistoryStore history) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await runs.ExecuteAsync(context, JudgeAsync, cancellationToken);

    private async Task JudgeAsync(RunNotes notes, CancellationToken cancellationToken)
    {
        var now = venues.Now();
        foreach (var state in Enum.GetValues<VenueState>()) notes.Counts[$"{state}".ToLowerInvariant()] = now.Count(v => v.Report.Health.State == state);
        notes.Counts["breakersOpen"] = now.Count(static v => v.Report.Breaker is BreakerState.Open or BreakerState.HalfOpen);
        notes.Warnings.AddRange(now.Where(static v => v.Report.Health.State != VenueState.Green).Select(static v => $"{v.Report.Venue} is {v.Report.Health.State}: {v.Report.Health.Reason}"));
        await history.AppendAsync([.. now.Select(v => VenuePoint.Of(notes.Slot.At, v.Report))], cancellationToken);
    }
}
