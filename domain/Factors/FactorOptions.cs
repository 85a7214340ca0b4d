namespace CryptoRun.Domain.Factors;

/// <summary>Parameters of the factors that read more than candles.</summary>
public sealed record FactorOptions
{
    /// <summary>The derivatives half of Quality.</summary>
    public DerivativesOptions Derivatives { get; init; } = new();

    /// <summary>Event heat.</summary>
    public CatalystOptions Catalyst { get; init; } = new();

    /// <summary>Sentiment.</summary>
    public SocialOptions Social { get; init; } = new();
}
