using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Portfolios;

/// <summary>A position that is held.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Sector">Sector, for example <c>L1</c>; null where nobody classified the coin.</param>
/// <param name="Weight">Share of equity, 0 to 1.</param>
/// <param name="Candles">Its hourly candles; null where there are none.</param>
public sealed record Position(string Symbol, string? Sector, double Weight, CandleSeries? Candles);

/// <summary>A coin that passed its gates and wants a place.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Sector">Sector; null where nobody classified the coin.</param>
/// <param name="Score">The higher, the earlier it is asked; finite.</param>
/// <param name="Weight">Share of equity that it asks for.</param>
/// <param name="Candles">Its hourly candles; null where there are none.</param>
public sealed record PruningCandidate(string Symbol, string? Sector, double Score, double Weight, CandleSeries? Candles);
