namespace CryptoRun.Domain.Factors;

/// <summary>The factors in their fixed order, which is also the order of orthogonalisation and of every bar and key.</summary>
public enum Factor
{
    /// <summary>Volatility-scaled returns over several horizons; never residualised.</summary>
    Momentum,

    /// <summary>RSI, MACD and ADX on aligned 4 h bars.</summary>
    Technical,

    /// <summary>Relative volume, volume-adjusted daily range, money flow.</summary>
    Volume,

    /// <summary>Liquidity and derivatives.</summary>
    Quality,

    /// <summary>Compression and event heat.</summary>
    Catalyst,

    /// <summary>Sentiment: residualised after the others, outside the weights, points on the final score.</summary>
    Social,
}
