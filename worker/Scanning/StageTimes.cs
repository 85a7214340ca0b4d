using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Telemetry;

namespace CryptoRun.Worker.Scanning;

/// <summary>How long the stages of the last scan took, wall time: what the next one's estimate is made of.</summary>
internal sealed class StageTimes
{
    private static readonly int Count = Enum.GetValues<ScanStage>().Length;
    private TimeSpan[]? _last;

    /// <summary>Keeps the stages of a scan that succeeded.</summary>
    public void Remember(IReadOnlyList<TimeSpan> stages)
    {
        Volatile.Write(ref _last, [.. stages]);
        Measures.Scanned(stages.Select(static (took, stage) => (((ScanStage)stage).ToString().ToLowerInvariant(), took)));
    }

    /// <summary>Time left, null before the first scan has ended.</summary>
    /// <param name="stage">Stage at work.</param>
    /// <param name="share">Share of it done, 0 to 1.</param>
    public TimeSpan? Left(ScanStage stage, double share)
    {
        if (Volatile.Read(ref _last) is not { } last) return null;
        var left = last[(int)stage] * (1 - Math.Clamp(share, 0, 1));
        for (var later = (int)stage + 1; later < Count; later++) left += last[later];
        return left;
    }
}
