using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Scoring;

/// <summary>Nominal factor weights of a regime; they sum to 1.</summary>
/// <param name="Momentum">Momentum.</param>
/// <param name="Technical">Technical.</param>
/// <param name="Volume">Volume, 55 % of the supply and demand block.</param>
/// <param name="Quality">Quality, 45 % of it.</param>
/// <param name="Catalyst">Catalyst.</param>
public sealed record FactorWeights(double Momentum, double Technical, double Volume, double Quality, double Catalyst)
{
    /// <summary>Number of factors with a weight.</summary>
    public const int Count = 5;

    /// <summary>The factors that have a weight, in their order.</summary>
    public static IReadOnlyList<Factor> Factors { get; } = [Factor.Momentum, Factor.Technical, Factor.Volume, Factor.Quality, Factor.Catalyst];

    /// <summary>The weight of a factor.</summary>
    public double this[Factor factor] => factor switch
    {
        Factor.Momentum => Momentum,
        Factor.Technical => Technical,
        Factor.Volume => Volume,
        Factor.Quality => Quality,
        Factor.Catalyst => Catalyst,
        _ => throw new ArgumentOutOfRangeException(nameof(factor), factor, "Not a factor of the composite."),
    };

    /// <summary>The weights in force: those of absent factors spread over the others in proportion. All 0 when every factor is absent.</summary>
    public double[] InForce(IReadOnlyList<FactorColumn> columns)
    {
        var (sum, absent) = (0.0, false);
        for (var k = 0; k < Count; k++)
        {
            sum += columns[k].IsAbsent ? 0 : this[(Factor)k];
            absent |= columns[k].IsAbsent;
        }

        var weights = new double[Count];
        for (var k = 0; k < Count; k++)
        {
            var nominal = columns[k].IsAbsent ? 0 : this[(Factor)k];
            weights[k] = absent && sum > 0 ? nominal / sum : nominal;
        }

        return weights;
    }
}

/// <summary>Factor weights by regime.</summary>
public sealed record WeightOptions
{
    /// <summary>How far a sum may be from 1.</summary>
    public const double SumTolerance = 1e-9;

    /// <summary>Weights in <see cref="RegimeState.TrendingBull"/>.</summary>
    public FactorWeights TrendingBull { get; init; } = new(0.42, 0.20, 0.154, 0.126, 0.10);

    /// <summary>Weights in <see cref="RegimeState.Choppy"/>.</summary>
    public FactorWeights Choppy { get; init; } = new(0.27, 0.25, 0.1815, 0.1485, 0.15);

    /// <summary>Weights in <see cref="RegimeState.HighVolatility"/>.</summary>
    public FactorWeights HighVolatility { get; init; } = new(0.32, 0.22, 0.1925, 0.1575, 0.11);

    /// <summary>The weights of a state.</summary>
    public FactorWeights For(RegimeState state) => state switch
    {
        RegimeState.TrendingBull => TrendingBull,
        RegimeState.HighVolatility => HighVolatility,
        _ => Choppy,
    };
}
