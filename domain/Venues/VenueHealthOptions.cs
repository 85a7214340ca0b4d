namespace CryptoRun.Domain.Venues;

/// <summary>Configuration section <c>VenueHealth</c>: bounds of green and of red. On a bound a measure is yellow.</summary>
public sealed record VenueHealthOptions
{
    /// <summary>Green under so many seconds since the last sign of life, 0 to 600.</summary>
    public double GreenHeartbeatSeconds { get; init; } = 5;

    /// <summary>Red over so many, 0 to 600.</summary>
    public double RedHeartbeatSeconds { get; init; } = 10;

    /// <summary>Green under this share of failed calls, 0 to 1.</summary>
    public double GreenErrorRate { get; init; } = 0.01;

    /// <summary>Red over this share, 0 to 1.</summary>
    public double RedErrorRate { get; init; } = 0.03;

    /// <summary>Green under this 99th percentile, milliseconds, 0 to 60,000.</summary>
    public double GreenP99Milliseconds { get; init; } = 1000;

    /// <summary>Red over this one, 0 to 60,000.</summary>
    public double RedP99Milliseconds { get; init; } = 2000;

    /// <summary>Green over this share of expected messages, 0 to 1.</summary>
    public double GreenCompleteness { get; init; } = 0.98;

    /// <summary>Red under this share, 0 to 1.</summary>
    public double RedCompleteness { get; init; } = 0.95;

    /// <summary>What is wrong with these options, one sentence a value with key, value and allowed range; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        (string Key, double Value, double Least, double Most)[] values =
        [
            (nameof(GreenHeartbeatSeconds), GreenHeartbeatSeconds, 0, RedHeartbeatSeconds),
            (nameof(RedHeartbeatSeconds), RedHeartbeatSeconds, 0, 600),
            (nameof(GreenErrorRate), GreenErrorRate, 0, RedErrorRate),
            (nameof(RedErrorRate), RedErrorRate, 0, 1),
            (nameof(GreenP99Milliseconds), GreenP99Milliseconds, 0, RedP99Milliseconds),
            (nameof(RedP99Milliseconds), RedP99Milliseconds, 0, 60_000),
            (nameof(GreenCompleteness), GreenCompleteness, RedCompleteness, 1),
            (nameof(RedCompleteness), RedCompleteness, 0, 1),
        ];

        return [.. OptionRange.Problems("VenueHealth", values)];
    }
}
