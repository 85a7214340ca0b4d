namespace CryptoRun.Worker.Scheduling;

/// <summary>The jobs that there are.</summary>
public static class JobCatalogue
{
    /// <summary>In the order in which they start at a shared instant.</summary>
    public static IReadOnlyList<JobKind> All { get; } =
    [
        new(JobNames.Scan, "Scans the market: scores, gates, explanations, the board", 5, static o => o.ScanCron) { HasUniverse = true, HasVenues = true, HasGates = true, RunsAtStart = true },
        new(JobNames.Regime, "Detects the market's regime", 10, static o => o.RegimeCron) { RunsAtStart = true, Retry = Thrice },
        new(JobNames.Premove, "Looks for coins that are coiled before a move", 4, static o => o.PremoveCron) { RunsAtStart = true },
        new(JobNames.Health, "Judges the venues", 3, static o => o.HealthCron),
        new(JobNames.Backfill, "Asks the venue for hours that are missing", 2, static o => o.BackfillCron) { Retry = Thrice },
        new(JobNames.Evidence, "Writes down what stored scans were worth", 0, static o => o.EvidenceCron) { Retry = Thrice },
        new(JobNames.Retention, "Forgets what is too old", 1, static o => o.RetentionCron) { Retry = Thrice },
    ];

    /// <summary>A job by its name; null when there is no such job.</summary>
    public static JobKind? Find(string job) => All.FirstOrDefault(k => string.Equals(k.Name, job, StringComparison.Ordinal));

    // Whose next slot is hours away is worth another attempt; the others come again by themselves.
    private static RetryPolicy Thrice => new() { Attempts = 3, DelaySeconds = 60 };
}

/// <summary>A job.</summary>
/// <param name="Name">Name.</param>
/// <param name="What">What it does, in a line.</param>
/// <param name="Priority">At a shared instant the higher one starts first.</param>
/// <param name="Cron">Its schedule in the configuration.</param>
public sealed record JobKind(string Name, string What, int Priority, Func<JobsOptions, string> Cron)
{
    /// <summary>Whether it can be told which coins to look at.</summary>
    public bool HasUniverse { get; init; }

    /// <summary>Whether it reads books and perpetuals of several venues, and so may leave some out.</summary>
    public bool HasVenues { get; init; }

    /// <summary>Whether it judges by the entry gates, and so may have limits of its own.</summary>
    public bool HasGates { get; init; }

    /// <summary>Whether it runs once when the program starts.</summary>
    public bool RunsAtStart { get; init; }

    /// <summary>What happens by default when a run does not succeed.</summary>
    public RetryPolicy Retry { get; init; } = new();
}
