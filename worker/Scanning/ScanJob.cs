using CryptoRun.Worker.Live;
using CryptoRun.Worker.Scheduling;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CryptoRun.Worker.Scanning;

/// <summary><c>scan.hot</c>: one scan for its slot, after the detection of the same instant.</summary>
/// <param name="runs">Rows, cancellation, pace.</param>
/// <param name="scanner">The scan.</param>
/// <param name="times">The stages of the last scan.</param>
/// <param name="pace">Order of the jobs at a shared instant.</param>
/// <param name="board">Receives progress.</param>
/// <param name="wall">Wall clock, in which viewers wait.</param>
/// <param name="log">Log.</param>
[DisallowConcurrentExecution]
internal sealed class ScanJob(JobRuns runs, ScanRunner scanner, StageTimes times, MarketPace pace, LiveBoard board, TimeProvider wall, ILogger<ScanJob> log) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        ScanReport? report = null;
        var scored = 0;
        var outcome = await runs.ExecuteAsync(
            context,
            async (notes, token) =>
            {
                report = new ScanReport(notes.RunId, notes.Slot.Job, times, wall, board.Report, token);
                report.Warn(notes.Warnings);
                if (!notes.Venues.IsEvery) ScanningLog.VenuesLeftOut(log, string.Join(", ", notes.Venues.Without));
                var result = (await scanner.RunAsync(notes.Slot.At, notes.RunId, notes.Slot.Job, report, token, pace.PassedAsync(JobNames.Regime, notes.Slot.At, token), notes.Universe, notes.Gates, notes.Venues)).Result;
                scored = result.Universe.Scored;
                notes.Counts["total"] = result.Universe.Total;
                notes.Counts["scored"] = scored;
                notes.Counts["candidates"] = result.Candidates.Count(c => c.Verdict == Domain.Gates.Verdict.Candidate);
                notes.Warnings.AddRange(report.Warnings.Except(notes.Warnings, StringComparer.Ordinal).ToList());
            },
            cancellationToken);
        report?.Finish(outcome, scored);
    }
}
