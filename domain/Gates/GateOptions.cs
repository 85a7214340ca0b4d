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
        SocialPoints = 12,
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
        SocialPoints = 8,
    };

    /// <summary>What funding must show: <see cref="FundingProfile.Divergence"/> by default.</summary>
    public FundingProfile Funding { get; init; }

    /// <summary>When a late decision is granted extra time.</summary>
    public LateFillOptions LateFill { get; init; } = new();

    /// <summary>The thresholds of a regime.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a regime.</exception>
    public GateThresholds For(RegimeState state)
    {
        var thresholds = state switch
        {
            RegimeState.TrendingBull => TrendingBull,
            RegimeState.Choppy => Choppy,
            RegimeState.HighVolatility => HighVolatility,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a regime."),
        };
        return Funding == FundingProfile.Strict ? thresholds.WithStrictFunding() : thresholds;
    }

    /// <summary>The same with other thresholds in one regime.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a regime.</exception>
    public GateOptions With(RegimeState state, Func<GateThresholds, GateThresholds> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return state switch
        {
            RegimeState.TrendingBull => this with { TrendingBull = change(TrendingBull) },
            RegimeState.Choppy => this with { Choppy = change(Choppy) },
            RegimeState.HighVolatility => this with { HighVolatility = change(HighVolatility) },
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a regime."),
        };
    }

    /// <summary>What is wrong with these options, one sentence a value with key, value and allowed range; empty when all is well.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. TrendingBull.Validate($"Gates:{nameof(TrendingBull)}"),
        .. Choppy.Validate($"Gates:{nameof(Choppy)}"),
        .. HighVolatility.Validate($"Gates:{nameof(HighVolatility)}"),
        .. Enum.IsDefined(Funding) ? [] : new[] { $"Gates:{nameof(Funding)} is {Funding}; allowed is {string.Join(" or ", Enum.GetNames<FundingProfile>())}." },
        .. LateFill.Validate($"Gates:{nameof(LateFill)}"),
    ];
}

/// <summary>What funding must show.</summary>
public enum FundingProfile
{
    /// <summary>Each regime's own z, and the price at or above its 24 h VWAP.</summary>
    Divergence,

    /// <summary>z at most -2 and the price at least 2 % over its 24 h VWAP, in every regime; a regime that asks for more keeps its own.</summary>
    Strict,
}
