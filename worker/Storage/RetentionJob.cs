using CryptoRun.Worker.Scheduling;
using Quartz;

namespace CryptoRun.Worker.Storage;

/// <summary><c>data.retention</c>: forgets what is older than the options keep.</summary>
/// <param name="runs">Rows, cancellation, pace.</param>
/// <param name="retention">The store.</param>
/// <param name="settings">How long what is kept.</param>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(JobRuns runs, IRetention retention, WorkerSettings settings) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await runs.ExecuteAsync(
        context,
        async (notes, cancel) =>
        {
            var gone = await retention.ApplyAsync(notes.Slot.At, settings.Store.Retention, cancel);
            notes.Counts["minuteCandles"] = gone.MinuteCandles;
            notes.Counts["bookSummaries"] = gone.BookSummaries;
            notes.Counts["explanations"] = gone.Explanations;
            notes.Counts["sweeps"] = gone.Sweeps;
            notes.Counts["tradeBars"] = gone.TradeBars;
            notes.Counts["venuePoints"] = gone.VenuePoints;
        },
        cancellationToken);
}
