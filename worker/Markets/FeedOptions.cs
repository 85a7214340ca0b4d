using Microsoft.Extensions.Options;

namespace CryptoRun.Worker.Markets;

/// <summary>Configuration section <c>Market:Feed</c>. All durations are wall time: they are about networks, which a replay does not speed up.</summary>
public sealed record FeedOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Market:Feed";

    /// <summary>REST calls in flight while candles are fetched, 1 to 64; the client's token bucket paces them.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Longest wait of a snapshot for candles that are due, 0 to 30 s.</summary>
    public TimeSpan SnapshotWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After the hour, how long a last update of the hour is waited for when no later candle has been seen, 0 to 30 s.</summary>
    public TimeSpan CloseGrace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>First wait before what failed is tried again, 0.1 to 600 s; it doubles up to five minutes.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the venue's instruments are read again, 60 s to 7 days.</summary>
    public TimeSpan UniverseRefresh { get; init; } = TimeSpan.FromHours(24);

    /// <summary>What is wrong with these options: key, value and allowed range of each; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems() => new OptionProblems(Section)
        .Range(nameof(Concurrency), Concurrency, 1, 64)
        .Seconds(nameof(SnapshotWait), SnapshotWait, 0, 30)
        .Seconds(nameof(CloseGrace), CloseGrace, 0, 30)
        .Seconds(nameof(RetryDelay), RetryDelay, 0.1, 600)
        .Seconds(nameof(UniverseRefresh), UniverseRefresh, 60, 7 * 86_400)
        .Found;

    /// <summary>These options, when nothing is wrong with them.</summary>
    /// <exception cref="OptionsValidationException">Something is; the message has key, value and range of each problem.</exception>
    public FeedOptions Validated() =>
        Problems() is { Count: > 0 } problems ? throw new OptionsValidationException(Section, typeof(FeedOptions), problems) : this;
}
