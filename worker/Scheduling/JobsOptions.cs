using Quartz;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Configuration section <c>Jobs</c>: when the jobs run, in market time, UTC.</summary>
public sealed record JobsOptions
{
    /// <summary>Schedule of <c>scan.hot</c>: six cron fields, seconds first. Every 15 minutes by default.</summary>
    public string ScanCron { get; init; } = "0 0/15 * * * ?";

    /// <summary>Schedule of <c>regime.detect</c>: by default every 4 h, the instants that regime.md names.</summary>
    public string RegimeCron { get; init; } = "0 0 0/4 * * ?";

    /// <summary>Schedule of <c>premove.sweep</c>: hourly, after the scan of the same instant.</summary>
    public string PremoveCron { get; init; } = "0 0 * * * ?";

    /// <summary>Schedule of <c>providers.health</c>: every five minutes, between the scans.</summary>
    public string HealthCron { get; init; } = "30 2/5 * * * ?";

    /// <summary>Schedule of <c>data.backfill</c>: nightly.</summary>
    public string BackfillCron { get; init; } = "0 35 2 * * ?";

    /// <summary>Schedule of <c>data.retention</c>: nightly, after the backfill.</summary>
    public string RetentionCron { get; init; } = "0 50 2 * * ?";

    /// <summary>Schedule of <c>evidence.nightly</c>: soon after the day, between the scans.</summary>
    public string EvidenceCron { get; init; } = "0 40 0 * * ?";

    /// <summary>How often a node says that it lives, and looks at the others and at missed slots, 0.1 to 60 s.</summary>
    public TimeSpan NodeBeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a node may be silent before its runs are taken over, at least three beats, 1 s to 10 min.</summary>
    public TimeSpan NodeLostAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How late a slot may begin before it is recorded as missed, 1 s to 1 h.</summary>
    public TimeSpan MissedAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What is wrong with these options, one sentence a value; empty when all is well.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. Check(nameof(ScanCron), ScanCron), .. Check(nameof(RegimeCron), RegimeCron), .. Check(nameof(PremoveCron), PremoveCron), .. Check(nameof(HealthCron), HealthCron),
        .. Check(nameof(BackfillCron), BackfillCron), .. Check(nameof(RetentionCron), RetentionCron), .. Check(nameof(EvidenceCron), EvidenceCron),
        .. Span(nameof(NodeBeat), NodeBeat, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1)), .. Span(nameof(NodeLostAfter), NodeLostAfter, NodeBeat * 3 > TimeSpan.FromSeconds(1) ? NodeBeat * 3 : TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
        .. Span(nameof(MissedAfter), MissedAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
    ];

    private static IEnumerable<string> Span(string key, TimeSpan value, TimeSpan low, TimeSpan high)
    {
        if (value < low || value > high) yield return $"Jobs:{key} is {value}; allowed is {low} to {high}.";
    }

    private static IEnumerable<string> Check(string key, string value)
    {
        if (!CronExpression.TryParse(value, out _)) yield return $"Jobs:{key} is \"{value}\"; allowed is a cron expression of six fields, seconds first, such as 0 0/15 * * * ?.";
    }
}
