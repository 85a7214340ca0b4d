using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Scanning;

/// <summary>Parameters of a scan, configuration section <c>Scan</c>. Part of every input hash.</summary>
public sealed record ScanOptions
{
    /// <summary>
    /// Bars of history a scan looks at, per symbol, 480 to 100000: inputs are cut to it, so that a longer memory changes nothing.
    /// The default is 31 x 168 h: the 168 h horizon needs 30 bars of its own width.
    /// </summary>
    public int LookBackHours { get; init; } = 5208;

    /// <summary>Who may take part.</summary>
    public UniverseOptions Universe { get; init; } = new();

    /// <summary>The momentum factor.</summary>
    public MomentumOptions Momentum { get; init; } = new();

    /// <summary>The factors that read more than candles.</summary>
    public FactorOptions Factors { get; init; } = new();

    /// <summary>Factor weights by regime.</summary>
    public WeightOptions Weights { get; init; } = new();

    /// <summary>The measurement boost.</summary>
    public BoostOptions Boost { get; init; } = new();

    /// <summary>Thresholds of the entry gates by regime.</summary>
    public GateOptions Gates { get; init; } = new();

    /// <summary>SHA-256 over every value, lower-case hex: the <c>parametersHash</c> of what is scored with them.</summary>
    public string Hash() => InputHash.OfParameters(this);

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One line for each wrong value: key, value, allowed range.</exception>
    public void Validate()
    {
        var problems = ScanOptionsCheck.Problems(this);
        if (problems.Count > 0) throw new ArgumentException(string.Join('\n', problems));
    }
}

/// <summary>Rules of admission to the universe.</summary>
public sealed record UniverseOptions
{
    /// <summary>Closed hours that a symbol must have, 480 to 5208.</summary>
    public int MinimumHours { get; init; } = 480;

    /// <summary>Hours in which gaps are counted, 24 to 5208.</summary>
    public int GapWindowHours { get; init; } = 720;

    /// <summary>Largest share of filled hours in that window, 0 to 1.</summary>
    public double MaximumGapShare { get; init; } = 0.05;

    /// <summary>Least average daily volume, USD, 0 to 1e12.</summary>
    public double MinimumAdvUsd { get; init; } = 100_000;

    /// <summary>Bars that the last closed candle may be older than the instant, 0 to 48.</summary>
    public int MaximumStaleBars { get; init; } = 2;
}
