using CryptoRun.Worker.Scheduling;
using Quartz;

namespace CryptoRun.Worker.Markets;

/// <summary><c>data.backfill</c>: looks for hours that the store does not have and asks the venue for them. What the venue does not have either stays a gap, and is counted.</summary>
/// <param name="runs">Rows, cancellation, pace.</param>
/// <param name="host">The feed.</param>
[DisallowConcurrentExecution]
internal sealed class BackfillJob(JobRuns runs, MarketHost host) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await runs.ExecuteAsync(context, FillAsync, cancellationToken);

    private async Task FillAsync(RunNotes notes, CancellationToken cancellationToken)
    {
        var found = await (await host.Feed.WaitAsync(cancellationToken)).BackfillAsync(notes.Slot.At, cancellationToken);
        notes.Counts["symbols"] = found.Symbols;
        notes.Counts["gaps"] = found.MissingBefore;
        notes.Counts["filled"] = found.MissingBefore - found.MissingAfter;
        notes.Warnings.AddRange(found.Failures);
    }
}
