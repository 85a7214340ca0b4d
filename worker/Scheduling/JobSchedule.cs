namespace CryptoRun.Worker.Scheduling;

/// <summary>When a job runs and how, as it is stored and edited. A change names the version that it replaces.</summary>
/// <param name="Job">Name of the job.</param>
/// <param name="Version">1 for the first, one more with each change.</param>
/// <param name="Cron">Six fields, seconds first, UTC, in market time.</param>
/// <param name="Paused">Whether its schedule is suspended; it can still be run by hand.</param>
/// <param name="ChangedAt">When it was changed last, wall clock, UTC.</param>
/// <param name="ChangedBy">By whom; <see cref="FromConfiguration"/> when nobody has.</param>
public sealed record JobSchedule(string Job, int Version, string Cron, bool Paused, DateTimeOffset ChangedAt, string ChangedBy)
{
    /// <summary>Who has changed a schedule that nobody has: it follows the configuration.</summary>
    public const string FromConfiguration = "configuration";

    /// <summary>Which coins a scan may rank.</summary>
    public UniverseChoice Universe { get; init; } = UniverseChoice.All;

    /// <summary>Whose books and perpetuals a scan reads.</summary>
    public VenueChoice Venues { get; init; } = VenueChoice.Every;

    /// <summary>Limits of the entry gates that differ from what is configured.</summary>
    public GateChoice Gates { get; init; } = GateChoice.None;

    /// <summary>What happens when a run does not succeed.</summary>
    public RetryPolicy Retry { get; init; } = new();
}

/// <summary>Which coins of the universe a scan may rank. Who may not is excluded by name, with this reason.</summary>
/// <param name="Include">Only these, canonical symbols; empty for all.</param>
/// <param name="Exclude">Never these.</param>
/// <param name="Top">Of the others the most traded so many, 10 to 500; null for all.</param>
public sealed record UniverseChoice(IReadOnlyList<string> Include, IReadOnlyList<string> Exclude, int? Top)
{
    /// <summary>Everybody.</summary>
    public static UniverseChoice All { get; } = new([], [], null);

    /// <summary>Whether it leaves nobody out.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsAll => Include.Count == 0 && Exclude.Count == 0 && Top is null;

    /// <inheritdoc />
    public bool Equals(UniverseChoice? other) =>
        other is not null && Top == other.Top && Include.SequenceEqual(other.Include, StringComparer.Ordinal) && Exclude.SequenceEqual(other.Exclude, StringComparer.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Top, Include.Count, Exclude.Count);
}

/// <summary>What happens when a run does not succeed. Delays are market time.</summary>
public sealed record RetryPolicy
{
    /// <summary>Attempts at a slot in all, 1 to 10.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Seconds before the second attempt, 1 to 3600.</summary>
    public int DelaySeconds { get; init; } = 30;

    /// <summary>By how much each delay is longer than the one before, 1 to 10 times.</summary>
    public double Backoff { get; init; } = 2;

    /// <summary>Share by which a delay is shorter or longer at random, 0 to 0.5.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>Whether a run whose process died is done again too.</summary>
    public bool AfterLoss { get; init; } = true;

    /// <summary>Delay after an attempt.</summary>
    /// <param name="attempt">The attempt that did not succeed, from 1.</param>
    /// <param name="chance">At random, 0 to 1.</param>
    public TimeSpan DelayAfter(int attempt, double chance) =>
        TimeSpan.FromSeconds(Math.Min(24 * 3600, DelaySeconds * Math.Pow(Backoff, attempt - 1) * (1 + (Jitter * ((2 * chance) - 1)))));
}
