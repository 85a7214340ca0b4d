using CryptoRun.Domain.Scoring;

namespace CryptoRun.Web.Explain;

/// <summary>What a slider goes over: the values one usually looks at, as they are typed. Anything else that is allowed can be typed.</summary>
/// <param name="Least">Left end.</param>
/// <param name="Most">Right end.</param>
/// <param name="Step">Of one press of a key.</param>
public sealed record WhatIfTravel(double Least, double Most, double Step)
{
    /// <summary>The travel of a knob; it reaches as far as the value that it has to show.</summary>
    public static WhatIfTravel Of(WhatIfKnob knob, double value)
    {
        ArgumentNullException.ThrowIfNull(knob);
        var usual = knob.Key switch
        {
            "vadr" => new WhatIfTravel(0, 10, 0.05),
            "movement" => new(0, 20, 0.1),
            "fundingZ" => new(-4, 4, 0.05),
            "volume24h" => new(0, 20_000_000, 100_000),
            "adx" => new(0, 60, 0.5),
            "signalBars" => new(0, 12, 1),
            "signalAtr" => new(0, 4, 0.05),
            "tiredReturn" => new(0, 60, 0.5),
            "spreadTighter" => new(0, 24, 0.5),
            "depthTighter" => new(0, 300, 5),
            _ when knob.Unit is "weight" => new(0, 1, 0.005),
            _ when knob.Unit is "hurst" => new(0, 1, 0.01),
            _ => new WhatIfTravel(0, 100, 0.5),
        };
        var shown = value * WhatIfText.Scale(knob);
        return usual with { Least = Math.Min(usual.Least, shown), Most = Math.Max(usual.Most, shown) };
    }
}
