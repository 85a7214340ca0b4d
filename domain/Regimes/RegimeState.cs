namespace CryptoRun.Domain.Regimes;

/// <summary>The market's state; it chooses weights and thresholds.</summary>
public enum RegimeState
{
    /// <summary>Most coins rise and volatility is calm.</summary>
    TrendingBull,

    /// <summary>No common direction. Also the state of a cold start.</summary>
    Choppy,

    /// <summary>Volatility rules.</summary>
    HighVolatility,
}
