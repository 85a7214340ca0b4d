namespace CryptoRun.Domain.Gates;

/// <summary>Configuration section <c>Gates:LateFill</c>: when a late decision is granted extra time.</summary>
public sealed record LateFillOptions
{
    /// <summary>Milliseconds that the pipeline's own p99 must exceed, 1 to 60,000.</summary>
    public double P99Milliseconds { get; init; } = 400;

    /// <summary>Seconds granted, 0 to 3600.</summary>
    public double ExtraSeconds { get; init; } = 30;

    /// <summary>A symbol is granted once in so many minutes, 1 to 1440; again when they have just passed.</summary>
    public double EveryMinutes { get; init; } = 30;

    /// <summary>Newest decisions that p99 is taken over, 100 to 100,000.</summary>
    public int Decisions { get; init; } = 1000;

    /// <summary>Fewer decisions than this have no p99 and grant nothing, 100 to 100,000: under 100 the nearest rank is the slowest of all.</summary>
    public int LeastDecisions { get; init; } = 100;

    internal IEnumerable<string> Validate(string section)
    {
        (string Key, double Value, double Least, double Most)[] values =
        [
            (nameof(P99Milliseconds), P99Milliseconds, 1, 60_000),
            (nameof(ExtraSeconds), ExtraSeconds, 0, 3600),
            (nameof(EveryMinutes), EveryMinutes, 1, 1440),
            (nameof(Decisions), Decisions, 100, 100_000),
            (nameof(LeastDecisions), LeastDecisions, 100, 100_000),
        ];
        return OptionRange.Problems(section, values);
    }
}
