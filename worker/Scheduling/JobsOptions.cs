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

    /// <summary>What is wrong with these options, one sentence a value; empty when all is well.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. Check(nameof(ScanCron), ScanCron), .. Check(nameof(RegimeCron), RegimeCron), .. Check(nameof(PremoveCron), PremoveCron), .. Check(nameof(HealthCron), HealthCron),
        .. Check(nameof(BackfillCron), BackfillCron), .. Check(nameof(RetentionCron), RetentionCron),
    ];

    private static IEnumerable<string> Check(string key, string value)
    {
        if (!CronExpression.TryParse(value, out _)) yield return $"Jobs:{key} is \"{value}\"; allowed is a cron expression of six fields, seconds first, such as 0 0/15 * * * ?.";
    }
}
