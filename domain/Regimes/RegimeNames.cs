namespace CryptoRun.Domain.Regimes;

/// <summary>The states as they stand in sentences.</summary>
public static class RegimeNames
{
    /// <summary><c>trending bull</c>, <c>choppy</c> or <c>high volatility</c>.</summary>
    public static string Words(this RegimeState state) => state switch
    {
        RegimeState.TrendingBull => "trending bull",
        RegimeState.HighVolatility => "high volatility",
        _ => "choppy",
    };
}
