namespace CryptoRun.Domain.Gates;

/// <summary>The thresholds of one regime; the defaults are those of Choppy. Reaching a threshold passes.</summary>
public sealed record GateThresholds
{
    private const double StrictZ = -2;
    private const double StrictOverVwap = 0.02;

    /// <summary>Least composite, 0 to 100.</summary>
    public double Composite { get; init; } = 75;

    /// <summary>Least volume-adjusted daily range ratio, 0 to 20, beside the tier's minimum and the coin's own 80th percentile.</summary>
    public double Vadr { get; init; } = 1.8;

    /// <summary>Least absolute 4 h return, fraction, 0 to 1. The signal is defined by it too.</summary>
    public double Movement { get; init; } = 0.03;

    /// <summary>Highest venue-median funding z, -10 to 10, while the price is at least <see cref="FundingOverVwap"/> over its 24 h VWAP.</summary>
    public double FundingZ { get; init; }

    /// <summary>Least distance of the price over its 24 h VWAP, fraction of it, -0.5 to 0.5.</summary>
    public double FundingOverVwap { get; init; }

    /// <summary>Least USD volume of 24 h, 0 to 1e12.</summary>
    public double VolumeUsd24h { get; init; } = 500_000;

    /// <summary>Least ADX14 on 4 h bars, 0 to 100; either this or <see cref="Hurst"/> is enough.</summary>
    public double Adx { get; init; } = 25;

    /// <summary>Least corrected Hurst exponent, 0 to 1.</summary>
    public double Hurst { get; init; } = 0.55;

    /// <summary>Oldest signal, bars of 1 h, 0 to 48.</summary>
    public int FreshnessBars { get; init; } = 2;

    /// <summary>Farthest price from the signal's, in ATR14 of 1 h bars, 0 to 10.</summary>
    public double FreshnessAtr { get; init; } = 1.2;

    /// <summary>24 h return above which a coin may be tired, fraction, 0 to 10.</summary>
    public double FatigueReturn24h { get; init; } = 0.12;

    /// <summary>RSI14 on 4 h bars above which it is, 0 to 100.</summary>
    public double FatigueRsi { get; init; } = 70;

    /// <summary>Acceleration that excuses it, fraction, 0 to 1.</summary>
    public double FatigueAcceleration { get; init; } = 0.02;

    /// <summary>Longest time from signal to decision, seconds, 1 to 3600.</summary>
    public double LateFillSeconds { get; init; } = 30;

    /// <summary>Basis points that this regime takes off the tier's widest spread, 0 to 24.</summary>
    public double SpreadTighterBps { get; init; } = 10;

    /// <summary>Share that this regime adds to the tier's least depth, 0 to 10.</summary>
    public double DepthTighterShare { get; init; } = 0.5;

    /// <summary>Most social points, 0 to 100; soft.</summary>
    public double SocialPoints { get; init; } = 10;

    /// <summary>Most points of known events, 0 to 100; soft.</summary>
    public double CatalystHeatPoints { get; init; } = 10;

    internal GateThresholds WithStrictFunding() => this with { FundingZ = Math.Min(FundingZ, StrictZ), FundingOverVwap = Math.Max(FundingOverVwap, StrictOverVwap) };

    internal IEnumerable<string> Validate(string section) => OptionRange.Problems(section, GateLimit.All.Select(l => (l.Name, l.Get(this), l.Least, l.Most)));
}
