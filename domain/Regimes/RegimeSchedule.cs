namespace CryptoRun.Domain.Regimes;

/// <summary>The instants of detection: 00, 04, ... 20 UTC.</summary>
public static class RegimeSchedule
{
    /// <summary>Time between detections.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromHours(4);

    /// <summary>The last boundary at or before <paramref name="t"/>, UTC.</summary>
    public static DateTimeOffset LastBoundary(DateTimeOffset t)
    {
        var ticks = t.UtcTicks;
        return new DateTimeOffset(ticks - (ticks % Step.Ticks), TimeSpan.Zero);
    }

    /// <summary>The first boundary after <paramref name="t"/>, UTC.</summary>
    public static DateTimeOffset NextBoundary(DateTimeOffset t) => LastBoundary(t) + Step;
}
