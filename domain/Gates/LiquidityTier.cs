namespace CryptoRun.Domain.Gates;

/// <summary>A class of liquidity by average daily volume, and what it asks of books and ranges before the regime tightens them.</summary>
/// <param name="Number">1 is the most liquid.</param>
/// <param name="AdvFromUsd">Least average daily volume, USD, included.</param>
/// <param name="DepthUsd">Least depth within +-2 % on the thinner side, USD.</param>
/// <param name="SpreadBps">Widest spread, basis points.</param>
/// <param name="Vadr">Least volume-adjusted daily range ratio.</param>
public sealed record LiquidityTier(int Number, double AdvFromUsd, double DepthUsd, double SpreadBps, double Vadr)
{
    /// <summary>The three tiers, most liquid first.</summary>
    public static IReadOnlyList<LiquidityTier> All { get; } =
    [
        new(1, 5_000_000, 150_000, 25, 1.85),
        new(2, 1_000_000, 75_000, 50, 1.80),
        new(3, 100_000, 25_000, 80, 1.75),
    ];

    /// <summary>The tier of a coin, or null under $100k a day, where the universe ends.</summary>
    /// <param name="advUsd">Average daily volume, USD.</param>
    public static LiquidityTier? Of(double advUsd) => All.FirstOrDefault(tier => advUsd >= tier.AdvFromUsd);
}
