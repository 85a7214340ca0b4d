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
    /// <summary>The limit that it turns; null for a weight.</summary>
    public GateLimit? Limit { get; init; }

    /// <summary>Weights in factor order, then limits in the order of the gates.</summary>
    public static IReadOnlyList<WhatIfKnob> All { get; } =
    [
        Weight("momentum", static w => w.Momentum, static (w, v) => w with { Momentum = v }),
        Weight("technical", static w => w.Technical, static (w, v) => w with { Technical = v }),
        Weight("volume", static w => w.Volume, static (w, v) => w with { Volume = v }),
        Weight("quality", static w => w.Quality, static (w, v) => w with { Quality = v }),
        Weight("catalyst", static w => w.Catalyst, static (w, v) => w with { Catalyst = v }),
        Turn("composite", nameof(GateThresholds.Composite)),
        Turn("vadr", nameof(GateThresholds.Vadr)),
        Turn("movement", nameof(GateThresholds.Movement)),
        Turn("fundingZ", nameof(GateThresholds.FundingZ)),
        Turn("volume24h", nameof(GateThresholds.VolumeUsd24h)),
        Turn("adx", nameof(GateThresholds.Adx)),
        Turn("hurst", nameof(GateThresholds.Hurst)),
        Turn("signalBars", nameof(GateThresholds.FreshnessBars)),
        Turn("signalAtr", nameof(GateThresholds.FreshnessAtr)),
        Turn("tiredReturn", nameof(GateThresholds.FatigueReturn24h)),
        Turn("tiredRsi", nameof(GateThresholds.FatigueRsi)),
        Turn("spreadTighter", nameof(GateThresholds.SpreadTighterBps)),
        Turn("depthTighter", nameof(GateThresholds.DepthTighterShare)),
    ];

    private static WhatIfKnob Weight(string key, Func<FactorWeights, double> get, Func<FactorWeights, double, FactorWeights> with) =>
        new(key, null, "weight", 0, 1, w => get(w.Weights), (w, v) => w with { Weights = with(w.Weights, v) });

    private static WhatIfKnob Turn(string key, string name)
    {
        var limit = GateLimit.Find(name)!;
        return new(key, limit.Gate, limit.Unit, limit.Least, limit.Most, w => limit.Get(w.Thresholds), (w, v) => w with { Thresholds = limit.With(w.Thresholds, v) }) { Limit = limit };
    }
}
