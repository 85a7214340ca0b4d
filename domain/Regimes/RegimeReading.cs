namespace CryptoRun.Domain.Regimes;

/// <summary>The three indicators of one detection.</summary>
/// <param name="Volatility">Realised volatility of 7 days, annualised.</param>
/// <param name="Breadth">Share above the 20-day average, in [0, 1].</param>
/// <param name="Thrust">Breadth thrust.</param>
internal sealed record RegimeReading(double Volatility, double Breadth, ThrustReading Thrust)
{
    /// <summary>What each of the three was made of, in words.</summary>
    public required (string Volatility, string Breadth, string Thrust) Basis { get; init; }
}
