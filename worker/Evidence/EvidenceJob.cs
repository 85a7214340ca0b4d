using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using Quartz;

namespace CryptoRun.Worker.Evidence;

/// <summary><c>evidence.nightly</c>: writes down what stored scans were worth as it was known at the slot, so that nobody can tell later that it was known better.</summary>
/// <param name="runs">Rows, cancellation, pace.</param>
/// <param name="scans">Scans.</param>
/// <param name="candles">Candles.</param>
/// <param name="nights">Where it is kept.</param>
/// <param name="settings">Which market the program works on.</param>
[DisallowConcurrentExecution]
internal sealed class EvidenceJob(JobRuns runs, IScanStore scans, ICandleStore candles, IEvidenceStore nights, WorkerSettings settings) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await runs.ExecuteAsync(context, MakeAsync, cancellationToken);

    private async Task MakeAsync(RunNotes notes, CancellationToken cancellationToken)
    {
        var outcomes = new StoredOutcomes(scans, candles, KrakenParser.Venue);
        var chosen = await outcomes.ChooseAsync(notes.Slot.At, cancellationToken);
        var report = await outcomes.ReportAsync(chosen, progress: null, cancellationToken);
        var night = EvidenceNight.Of(report, settings.Source, chosen, notes.RunId);
        notes.Counts["scans"] = report.Scans;
        notes.Counts["outcomes"] = night.Horizons.Sum(static h => (long)h.Outcomes);
        if (!await nights.AppendAsync(night, cancellationToken)) notes.Warnings.Add($"There is evidence of {night.At:u} already: it stays as it is.");
    }
}
