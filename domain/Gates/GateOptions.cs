using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Gates;

/// <summary>Configuration section <c>Gates</c>: the thresholds of the entry gates in each regime.</summary>
public sealed record GateOptions
{
    /// <summary>Thresholds in TrendingBull.</summary>
    public GateThresholds TrendingBull { get; init; } = new()
    {
        Movement = 0.025,
        FreshnessBars = 3,
        SpreadTighterBps = 0,
        DepthTighterShare = 0,
    };

    /// <summary>Thresholds in Choppy.</summary>
    public GateThresholds Choppy { get; init; } = new();

    /// <summary>Thresholds in HighVolatility.</summary>
    public GateThresholds HighVolatility { get; init; } = new()
    {
        Composite = 80,
        Vadr = 2.0,
        Movement = 0.04,
        FundingZ = -0.5,
        FreshnessBars = 1,
        FreshnessAtr = 1.0,
        FatigueReturn24h = 0.15,
        SpreadTighterBps = 15,
        DepthTighterShare = 0.75,
    };

    /// <summary>The thresholds of a regime.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a regime.</exception>
    public GateThresholds For(RegimeState state) => state switch
    {
        RegimeState.TrendingBull => TrendingBull,
        RegimeState.Choppy => Choppy,
        RegimeState.HighVolatility => HighVolatility,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a regime."),
    };

    /// <summary>What is wrong with these options, one sentence a value with key, value and allowed range; empty when all is well.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. TrendingBull.Validate($"Gates:{nameof(TrendingBull)}"),
        .. Choppy.Validate($"Gates:{nameof(Choppy)}"),
        .. HighVolatility.Validate($"Gates:{nameof(HighVolatility)}"),
    ];
}
