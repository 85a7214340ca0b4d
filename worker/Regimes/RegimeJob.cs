using CryptoRun.Worker.Live;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Scheduling;
using Quartz;

namespace CryptoRun.Worker.Regimes;

/// <summary><c>regime.detect</c>: the detection of a 4 h boundary. A change is on the board at once; the next scan uses the new weights.</summary>
/// <param name="runs">Rows, cancellation, pace.</param>
/// <param name="feed">Candles.</param>
/// <param name="keeper">The history of detections.</param>
/// <param name="opinions">Second opinions on them.</param>
/// <param name="board">The board.</param>
[DisallowConcurrentExecution]
internal sealed class RegimeJob(JobRuns runs, SnapshotSource feed, RegimeKeeper keeper, OpinionKeeper opinions, LiveBoard board) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await runs.ExecuteAsync(context, DetectAsync, cancellationToken);

    private async Task DetectAsync(RunNotes notes, CancellationToken cancellationToken)
    {
        var snapshot = await feed.TakeAsync(notes.Slot.At, [], cancellationToken);
        notes.Warnings.AddRange(snapshot.Warnings);
        var detection = await keeper.InForceAsync(notes.Slot.At, snapshot.Series(), cancellationToken);
        notes.Counts["universe"] = detection.Record.UniverseCount;
        notes.Counts["detections"] = detection.Made;
        notes.Counts["changed"] = detection.Changed ? 1 : 0;
        if (detection.Made > 0)
            board.Update(b => b is null ? null : b with { Regime = BoardBuilder.Regime(detection.Record, b.Regime.ScoreThreshold, notes.Slot.At) });

        if (await opinions.FormAsync(detection.Record, snapshot, cancellationToken) is not { } formed) return;
        notes.Counts["opinionDays"] = formed.Days;
        notes.Counts["agreeing"] = (formed.HiddenMarkov.AgreesWithVote == true ? 1 : 0) + (formed.ChangePoints.AgreesWithVote == true ? 1 : 0);
    }
}
