using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Scoring;

/// <summary>One number of a <see cref="WhatIf"/> that can be turned.</summary>
/// <param name="Key">camelCase name, as in an address.</param>
/// <param name="Gate">Gate that reads it; null for a weight.</param>
/// <param name="Unit"><c>weight</c>, or the unit of a <see cref="GateResult"/>; <c>share</c> is a fraction added to a limit.</param>
/// <param name="Least">Least value allowed.</param>
/// <param name="Most">Highest value allowed.</param>
/// <param name="Get">Reads it.</param>
/// <param name="With">The same with another value.</param>
public sealed record WhatIfKnob(string Key, string? Gate, string Unit, double Least, double Most, Func<WhatIf, double> Get, Func<WhatIf, double, WhatIf> With)
{
    /// <summary>Weights in factor order, then limits in the order of the gates.</summary>
    public static IReadOnlyList<WhatIfKnob> All { get; } =
    [
        Weight("momentum", static w => w.Momentum, static (w, v) => w with { Momentum = v }),
        Weight("technical", static w => w.Technical, static (w, v) => w with { Technical = v }),
        Weight("volume", static w => w.Volume, static (w, v) => w with { Volume = v }),
        Weight("quality", static w => w.Quality, static (w, v) => w with { Quality = v }),
        Weight("catalyst", static w => w.Catalyst, static (w, v) => w with { Catalyst = v }),
        Limit("composite", "score", "points", 0, 100, static t => t.Composite, static (t, v) => t with { Composite = v }),
        Limit("vadr", "vadr", "ratio", 0, 20, static t => t.Vadr, static (t, v) => t with { Vadr = v }),
        Limit("movement", "movement", "fraction", 0, 1, static t => t.Movement, static (t, v) => t with { Movement = v }),
        Limit("fundingZ", "funding", "z", -10, 10, static t => t.FundingZ, static (t, v) => t with { FundingZ = v }),
        Limit("volume24h", "volume24h", "usd", 0, 1e12, static t => t.VolumeUsd24h, static (t, v) => t with { VolumeUsd24h = v }),
        Limit("adx", "trend", "adx", 0, 100, static t => t.Adx, static (t, v) => t with { Adx = v }),
        Limit("hurst", "trend", "hurst", 0, 1, static t => t.Hurst, static (t, v) => t with { Hurst = v }),
        Limit("signalBars", "freshness", "bars", 0, 48, static t => t.FreshnessBars, static (t, v) => t with { FreshnessBars = (int)Math.Round(v) }),
        Limit("signalAtr", "freshness", "atr", 0, 10, static t => t.FreshnessAtr, static (t, v) => t with { FreshnessAtr = v }),
        Limit("tiredReturn", "fatigue", "fraction", 0, 10, static t => t.FatigueReturn24h, static (t, v) => t with { FatigueReturn24h = v }),
        Limit("tiredRsi", "fatigue", "rsi", 0, 100, static t => t.FatigueRsi, static (t, v) => t with { FatigueRsi = v }),
        Limit("spreadTighter", "spread", "bps", 0, 24, static t => t.SpreadTighterBps, static (t, v) => t with { SpreadTighterBps = v }),
        Limit("depthTighter", "depth", "share", 0, 10, static t => t.DepthTighterShare, static (t, v) => t with { DepthTighterShare = v }),
    ];

    private static WhatIfKnob Weight(string key, Func<FactorWeights, double> get, Func<FactorWeights, double, FactorWeights> with) =>
        new(key, null, "weight", 0, 1, w => get(w.Weights), (w, v) => w with { Weights = with(w.Weights, v) });

    private static WhatIfKnob Limit(string key, string gate, string unit, double least, double most, Func<GateThresholds, double> get, Func<GateThresholds, double, GateThresholds> with) =>
        new(key, gate, unit, least, most, w => get(w.Thresholds), (w, v) => w with { Thresholds = with(w.Thresholds, v) });
}
