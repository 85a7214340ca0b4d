using CryptoRun.Worker.Scheduling;
using Quartz;

namespace CryptoRun.Worker.Premove;

/// <summary><c>premove.sweep</c>: one sweep for its slot, after the scan of the same instant.</summary>
/// <param name="runs">Rows, cancellation, pace.</param>
/// <param name="sweeps">The sweep.</param>
/// <param name="pace">Order of the jobs at a shared instant.</param>
[DisallowConcurrentExecution]
internal sealed class PremoveJob(JobRuns runs, SweepRunner sweeps, MarketPace pace) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await runs.ExecuteAsync(
        context,
        async (notes, token) =>
        {
            var sweep = await sweeps.RunAsync(notes.Slot.At, notes.RunId, pace.PassedAsync(JobNames.Scan, notes.Slot.At, token), token);
            notes.Counts["coins"] = sweep.Coins.Count;
            notes.Counts["scored"] = sweep.Coins.Count(static c => c.Score.Value is not null);
            notes.Counts["confirmed"] = sweep.Coins.Count(static c => c.Confirmation.IsConfirmed);
            notes.Counts["candidates"] = sweep.Portfolio.Accepted.Count;
            notes.Counts["alerts"] = sweep.Coins.Count(static c => c.Alert.IsSent);
            notes.Warnings.AddRange(sweep.Warnings);
        },
        cancellationToken);
}
