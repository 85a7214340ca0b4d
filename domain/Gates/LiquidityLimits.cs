using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Gates;

/// <summary>What a coin's tier asks of a book once the regime has tightened it.</summary>
/// <param name="Tier">Tier by ADV; null under the lowest.</param>
/// <param name="SpreadBps">Widest spread, basis points: the tier's minus what the regime takes off.</param>
/// <param name="DepthUsd">Least depth, USD: the tier's times 1 + the share that the regime adds.</param>
internal readonly record struct LiquidityLimits(LiquidityTier? Tier, double? SpreadBps, double? DepthUsd)
{
    public static LiquidityLimits Of(GateInputs inputs, GateThresholds limits)
    {
        var tier = LiquidityTier.Of(inputs.AdvUsd);
        return new(tier, tier?.SpreadBps - limits.SpreadTighterBps, tier?.DepthUsd * (1 + limits.DepthTighterShare));
    }

    public static string NoTierHint { get; } = $"Needs ADV of {Figure.Usd(Lowest)}";

    private static double Lowest => LiquidityTier.All[^1].AdvFromUsd;

    public static string NoTier(double advUsd) => $"ADV {Figure.Apart(advUsd, Lowest, Figure.WriteUsd).Actual} is under the lowest tier";

    /// <summary>Whether one book carries the whole trade.</summary>
    public bool PassesBoth(BookReading book) => book.SpreadBps <= SpreadBps && book.DepthUsd >= DepthUsd;
}
