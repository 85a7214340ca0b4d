namespace CryptoRun.Domain.Gates;

/// <summary>One number of <see cref="GateThresholds"/>: what it is called, what it may be, how it is read and replaced. Every range of a threshold is here and nowhere else.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="Gate">Gate that reads it.</param>
/// <param name="Unit">The unit of a <see cref="GateResult"/>; <c>share</c> is a fraction added to a limit.</param>
/// <param name="Least">Least value allowed.</param>
/// <param name="Most">Highest value allowed.</param>
/// <param name="Get">Reads it.</param>
/// <param name="With">The same with another value.</param>
public sealed record GateLimit(string Name, string Gate, string Unit, double Least, double Most, Func<GateThresholds, double> Get, Func<GateThresholds, double, GateThresholds> With)
{
    /// <summary>All of them, in the order of the gates.</summary>
    public static IReadOnlyList<GateLimit> All { get; } =
    [
        new(nameof(GateThresholds.Composite), "score", "points", 0, 100, static t => t.Composite, static (t, v) => t with { Composite = v }),
        new(nameof(GateThresholds.Vadr), "vadr", "ratio", 0, 20, static t => t.Vadr, static (t, v) => t with { Vadr = v }),
        new(nameof(GateThresholds.Movement), "movement", "fraction", 0, 1, static t => t.Movement, static (t, v) => t with { Movement = v }),
        new(nameof(GateThresholds.FundingZ), "funding", "z", -10, 10, static t => t.FundingZ, static (t, v) => t with { FundingZ = v }),
        new(nameof(GateThresholds.FundingOverVwap), "funding", "fraction", -0.5, 0.5, static t => t.FundingOverVwap, static (t, v) => t with { FundingOverVwap = v }),
        new(nameof(GateThresholds.VolumeUsd24h), "volume24h", "usd", 0, 1e12, static t => t.VolumeUsd24h, static (t, v) => t with { VolumeUsd24h = v }),
        new(nameof(GateThresholds.Adx), "trend", "adx", 0, 100, static t => t.Adx, static (t, v) => t with { Adx = v }),
        new(nameof(GateThresholds.Hurst), "trend", "hurst", 0, 1, static t => t.Hurst, static (t, v) => t with { Hurst = v }),
        new(nameof(GateThresholds.FreshnessBars), "freshness", "bars", 0, 48, static t => t.FreshnessBars, static (t, v) => t with { FreshnessBars = (int)Math.Round(v) }) { IsWhole = true },
        new(nameof(GateThresholds.FreshnessAtr), "freshness", "atr", 0, 10, static t => t.FreshnessAtr, static (t, v) => t with { FreshnessAtr = v }),
        new(nameof(GateThresholds.FatigueReturn24h), "fatigue", "fraction", 0, 10, static t => t.FatigueReturn24h, static (t, v) => t with { FatigueReturn24h = v }),
        new(nameof(GateThresholds.FatigueRsi), "fatigue", "rsi", 0, 100, static t => t.FatigueRsi, static (t, v) => t with { FatigueRsi = v }),
        new(nameof(GateThresholds.FatigueAcceleration), "fatigue", "fraction", 0, 1, static t => t.FatigueAcceleration, static (t, v) => t with { FatigueAcceleration = v }),
        new(nameof(GateThresholds.LateFillSeconds), "lateFill", "s", 1, 3600, static t => t.LateFillSeconds, static (t, v) => t with { LateFillSeconds = v }),
        new(nameof(GateThresholds.SpreadTighterBps), "spread", "bps", 0, 24, static t => t.SpreadTighterBps, static (t, v) => t with { SpreadTighterBps = v }),
        new(nameof(GateThresholds.DepthTighterShare), "depth", "share", 0, 10, static t => t.DepthTighterShare, static (t, v) => t with { DepthTighterShare = v }),
        new(nameof(GateThresholds.SocialPoints), "socialCap", "points", 0, 100, static t => t.SocialPoints, static (t, v) => t with { SocialPoints = v }),
        new(nameof(GateThresholds.CatalystHeatPoints), "catalystHeat", "points", 0, 100, static t => t.CatalystHeatPoints, static (t, v) => t with { CatalystHeatPoints = v }),
    ];

    /// <summary>Whether it takes whole numbers only.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether it may have a value; NaN never.</summary>
    public bool Allows(double value) => value >= Least && value <= Most && (!IsWhole || Math.Floor(value) == value);

    /// <summary>A limit by its name, of any case; null when there is none.</summary>
    public static GateLimit? Find(string name) => All.FirstOrDefault(l => string.Equals(l.Name, name, StringComparison.OrdinalIgnoreCase));
}
