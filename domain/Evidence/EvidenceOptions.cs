using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Evidence;

/// <summary>How stored scans are held against what came after them.</summary>
public sealed record EvidenceOptions
{
    /// <summary>Hours after a scan, ascending, each 1 to 336.</summary>
    public IReadOnlyList<int> HorizonHours { get; init; } = [4, 12, 24, 48];

    /// <summary>Cost of a round trip that a pick must bear, basis points, 0 to 1000.</summary>
    public double CostBps { get; init; } = 20;

    /// <summary>Fewest symbols with an outcome that a scan must have, 5 to 1000.</summary>
    public int FewestSymbols { get; init; } = 10;

    /// <summary>Fewest picks that anything is said about, 1 to 100000.</summary>
    public int FewestPicks { get; init; } = 30;

    /// <summary>Resamples of the bootstrap, 100 to 100000.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of the bootstrap.</summary>
    public ulong Seed { get; init; } = 20251122;

    /// <summary>Cost as a fraction.</summary>
    public double Cost => CostBps / 10_000;

    /// <summary>Days in a block of the bootstrap: outcomes of a horizon reach so far into the days after.</summary>
    /// <param name="hours">The horizon.</param>
    public static int BlockDays(int hours) => 1 + ((hours + 23) / 24);

    /// <summary>Days with outcomes under which there is no interval.</summary>
    /// <param name="hours">The horizon.</param>
    public static int FewestDays(int hours) => BlockBootstrap.LeastBlocks * BlockDays(hours);

    /// <summary>Ends a report that nobody wants any more.</summary>
    internal CancellationToken Stop { get; init; }

    internal BootstrapPlan Bootstrap(int hours) => new(BlockDays(hours), Resamples, Seed) { Stop = Stop };
}
