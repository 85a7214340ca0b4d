using System.Diagnostics;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Telemetry;

namespace CryptoRun.Worker.Scanning;

/// <summary>Progress of one scan, from the first stage to its outcome. It is also where a scan is stopped: every step asks the token.</summary>
/// <param name="runId">Run.</param>
/// <param name="job">Job.</param>
/// <param name="times">The stages of the last scan.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="publish">Receives every event; the viewer's side conflates.</param>
/// <param name="cancellationToken">Stops the scan.</param>
internal sealed class ScanReport(string runId, string job, StageTimes times, TimeProvider wall, Action<ProgressEvent> publish, CancellationToken cancellationToken)
{
    private readonly TimeSpan[] _stages = new TimeSpan[Enum.GetValues<ScanStage>().Length];
    private readonly long _began = wall.GetTimestamp();
    private IReadOnlyList<string> _warnings = [];
    private long _stageBegan = wall.GetTimestamp();
    private ScanStage _stage = ScanStage.Universe;
    private Activity? _span = Begin(ScanStage.Universe);

    /// <summary>Warnings so far.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>A warning that the scan goes on in spite of.</summary>
    public void Warn(IEnumerable<string> warnings) => _warnings = [.. _warnings, .. warnings];

    /// <summary>A step; a <see cref="ScanProgress"/>.</summary>
    /// <exception cref="OperationCanceledException">The scan was cancelled.</exception>
    public void Step(ScanStage stage, int done, int total, string? symbol)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // The mathematics goes over its inputs once more; a viewer is never told an earlier stage again.
        if (stage < _stage) return;
        if (stage > _stage) Enter(stage);
        var left = times.Left(stage, total > 0 ? (double)done / total : 0);
        publish(new ProgressEvent(runId, job, stage, done, total, symbol, Elapsed, left?.TotalSeconds, Finished: false, null, _warnings));
    }

    /// <summary>The end. Only a scan that succeeded teaches the next one's estimate.</summary>
    public void Finish(string outcome, int scored)
    {
        Enter(_stage);
        _span?.Dispose();
        if (string.Equals(outcome, "succeeded", StringComparison.Ordinal)) times.Remember(_stages);
        publish(new ProgressEvent(runId, job, _stage, scored, scored, null, Elapsed, 0, Finished: true, outcome, _warnings));
    }

    private double Elapsed => wall.GetElapsedTime(_began).TotalSeconds;

    private void Enter(ScanStage stage)
    {
        var now = wall.GetTimestamp();
        _stages[(int)_stage] += wall.GetElapsedTime(_stageBegan, now);
        _span?.Dispose();
        (_stage, _stageBegan, _span) = (stage, now, Begin(stage));
    }

    private static Activity? Begin(ScanStage stage) => Measures.Traces.StartActivity($"scan.{stage.ToString().ToLowerInvariant()}");
}
