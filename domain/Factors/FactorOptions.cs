namespace CryptoRun.Domain.Factors;

/// <summary>Parameters of the factors that read more than candles.</summary>
public sealed record FactorOptions
{
    /// <summary>The derivatives half of Quality.</summary>
    public DerivativesOptions Derivatives { get; init; } = new();
}
