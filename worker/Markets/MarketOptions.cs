using System.ComponentModel.DataAnnotations;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Markets;

/// <summary>Configuration section <c>Market</c>: which market the program works on.</summary>
public sealed record MarketOptions
{
    /// <summary>Simulated (default), Replay or Live.</summary>
    public MarketSource Source { get; init; } = MarketSource.Simulated;

    /// <summary>The simulated market.</summary>
    public SimulationOptions Simulation { get; init; } = new();

    /// <summary>The replay.</summary>
    public ReplayOptions Replay { get; init; } = new();
}

/// <summary>Section <c>Market:Simulation</c>.</summary>
public sealed record SimulationOptions
{
    /// <summary>Seed of everything random. Same seed, same market, whenever it is started.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Coins, 10 to 500.</summary>
    [Range(10, 500)]
    public int Coins { get; init; } = 60;

    /// <summary>Market seconds per wall second, 1 to 3600.</summary>
    [Range(1, 3600)]
    public double Speed { get; init; } = 1;
}

/// <summary>Section <c>Market:Replay</c>.</summary>
public sealed record ReplayOptions
{
    /// <summary>Folder of recorded candles, <c>SYMBOL.csv</c> or <c>.csv.gz</c>.</summary>
    public string Candles { get; init; } = "";

    /// <summary>Market time at which the replay starts, UTC. What was recorded before is history.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Market time at which it ends; null for the end of the recording.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Market seconds per wall second, 1 to 3600. Scans hold the clock, so this is the highest speed, not a promise.</summary>
    [Range(1, 3600)]
    public double Speed { get; init; } = 3600;
}
