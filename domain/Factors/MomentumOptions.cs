using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Factors;

/// <summary>Parameters of <see cref="MomentumCore"/>.</summary>
public sealed record MomentumOptions
{
    /// <summary>Share of the acceleration that is added when it points where the 4 h move points; 0.05 to 0.15.</summary>
    public double AccelerationBoost { get; init; } = 0.10;

    /// <summary>Horizon weights in <see cref="RegimeState.TrendingBull"/>.</summary>
    public HorizonWeights TrendingBull { get; init; } = new(0.15, 0.30, 0.35, 0.15, 0.05);

    /// <summary>Horizon weights in <see cref="RegimeState.Choppy"/>.</summary>
    public HorizonWeights Choppy { get; init; } = new(0.25, 0.35, 0.25, 0.15, 0);

    /// <summary>Horizon weights in <see cref="RegimeState.HighVolatility"/>: the default profile.</summary>
    public HorizonWeights HighVolatility { get; init; } = HorizonWeights.Default;

    /// <summary>The weights of a state.</summary>
    public HorizonWeights For(RegimeState state) => state switch
    {
        RegimeState.TrendingBull => TrendingBull,
        RegimeState.HighVolatility => HighVolatility,
        _ => Choppy,
    };
}

/// <summary>Weights of the five momentum horizons; they sum to 1.</summary>
/// <param name="Hours1">1 h.</param>
/// <param name="Hours4">4 h.</param>
/// <param name="Hours12">12 h.</param>
/// <param name="Hours24">24 h.</param>
/// <param name="Hours168">168 h; spread over the others where the history is too short for it.</param>
public sealed record HorizonWeights(double Hours1, double Hours4, double Hours12, double Hours24, double Hours168)
{
    /// <summary>The profile that no regime has changed.</summary>
    public static HorizonWeights Default { get; } = new(0.20, 0.35, 0.30, 0.15, 0);

    /// <summary>The weight of a horizon, in the order of <see cref="MomentumCore.Horizons"/>.</summary>
    public double this[int horizon] => horizon switch
    {
        0 => Hours1,
        1 => Hours4,
        2 => Hours12,
        3 => Hours24,
        4 => Hours168,
        _ => throw new ArgumentOutOfRangeException(nameof(horizon), horizon, "There are five horizons, 0 to 4."),
    };
}
