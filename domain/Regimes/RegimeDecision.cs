namespace CryptoRun.Domain.Regimes;

/// <summary>How high the market's volatility is.</summary>
public enum VolatilityLevel
{
    /// <summary>At most <see cref="RegimeOptions.CalmVolatility"/>.</summary>
    Calm,

    /// <summary>Above that and at most <see cref="RegimeOptions.ExtremeVolatility"/>.</summary>
    Elevated,

    /// <summary>Above that.</summary>
    Extreme,
}

/// <summary>The votes of one detection and the decision table over them.</summary>
/// <param name="Level">Level of realised volatility.</param>
/// <param name="Breadth">TrendingBull or Choppy.</param>
/// <param name="Thrust">TrendingBull or Choppy.</param>
public sealed record RegimeVotes(VolatilityLevel Level, RegimeState Breadth, RegimeState Thrust)
{
    private const double TwoThirds = 2.0 / 3;
    private const double OneThird = 1.0 / 3;

    /// <summary>Whether the breadth votes differ.</summary>
    public bool AreSplit => Breadth != Thrust;

    /// <summary>Holds the indicators against their thresholds.</summary>
    internal static RegimeVotes Of(double volatility, double breadth, ThrustReading thrust, RegimeOptions options) => new(
        volatility > options.ExtremeVolatility ? VolatilityLevel.Extreme : volatility > options.CalmVolatility ? VolatilityLevel.Elevated : VolatilityLevel.Calm,
        breadth > options.Breadth ? RegimeState.TrendingBull : RegimeState.Choppy,
        thrust.Value > options.Thrust || thrust.IsRemembered ? RegimeState.TrendingBull : RegimeState.Choppy);

    /// <summary>What these votes say by themselves.</summary>
    public RegimeDecision Decide() => (Level, AreSplit) switch
    {
        (VolatilityLevel.Extreme, _) => new(RegimeState.HighVolatility, 1),
        (VolatilityLevel.Elevated, false) => new(Breadth, TwoThirds),
        (VolatilityLevel.Elevated, true) => new(RegimeState.HighVolatility, OneThird),
        (_, false) => new(Breadth, 1),
        (_, true) => new(RegimeState.Choppy, TwoThirds),
    };
}

/// <summary>A detection's own decision, before hysteresis.</summary>
/// <param name="State">State.</param>
/// <param name="Confidence">1/3, 2/3 or 1; 0 in a cold start.</param>
public sealed record RegimeDecision(RegimeState State, double Confidence);
