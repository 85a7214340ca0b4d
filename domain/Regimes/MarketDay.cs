namespace CryptoRun.Domain.Regimes;

/// <summary>One full UTC day of the equal-weight universe index.</summary>
/// <param name="Day">Midnight at which the day begins, UTC.</param>
/// <param name="Return">Log return: the sum of the 24 hourly medians over the universe, those of realised volatility.</param>
/// <param name="VolatilityAnnualised">Sample sd of the same 24 medians x sqrt(8760), above 0.</param>
/// <param name="UniverseCount">Symbols that took part.</param>
public sealed record MarketDay(DateTimeOffset Day, double Return, double VolatilityAnnualised, int UniverseCount);
