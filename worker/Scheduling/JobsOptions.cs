using Quartz;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Configuration section <c>Jobs</c>: when the jobs run, in market time, UTC.</summary>
public sealed record JobsOptions
{
    /// <summary>Schedule of <c>scan.hot</c>: six cron fields, seconds first. Every 15 minutes by default.</summary>
    public string ScanCron { get; init; } = "0 0/15 * * * ?";

    /// <summary>Schedule of <c>regime.detect</c>: by default every 4 h, the instants that regime.md names.</summary>
    public string RegimeCron { get; init; } = "0 0 0/4 * * ?";

    /// <summary>What is wrong with these options, one sentence a value; empty when all is well.</summary>
    public IReadOnlyList<string> Validate() => [.. Check(nameof(ScanCron), ScanCron), .. Check(nameof(RegimeCron), RegimeCron)];

    private static IEnumerable<string> Check(string key, string value)
    {
        if (!CronExpression.TryParse(value, out _)) yield return $"Jobs:{key} is \"{value}\"; allowed is a cron expression of six fields, seconds first, such as 0 0/15 * * * ?.";
    }
}
