using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Backtests;

/// <summary>How far a test is and how fast it gets on. Written by the engine, read by whoever tells.</summary>
/// <param name="wall">Wall clock.</param>
internal sealed class BacktestPace(TimeProvider wall)
{
    private readonly Lock _gate = new();
    private readonly long _began = wall.GetTimestamp();
    private (BacktestPhase Phase, int Done, int Total, long Since) _state = (BacktestPhase.Reading, 0, 0, wall.GetTimestamp());

    /// <summary>Got so far.</summary>
    public void Reach(BacktestPhase phase, int done, int total)
    {
        lock (_gate) _state = (phase, done, total, phase == _state.Phase ? _state.Since : wall.GetTimestamp());
    }

    /// <summary>How far it is now; the time left follows from the pace of the phase.</summary>
    public BacktestProgress Now()
    {
        lock (_gate)
        {
            var (phase, done, total, since) = _state;
            double? left = phase == BacktestPhase.Scanning && done > 0 ? wall.GetElapsedTime(since).TotalSeconds / done * (total - done) : null;
            return new BacktestProgress(phase, done, total, wall.GetElapsedTime(_began).TotalSeconds, left);
        }
    }
}
