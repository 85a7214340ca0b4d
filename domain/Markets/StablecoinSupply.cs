namespace CryptoRun.Domain.Markets;

/// <summary>Supply of a stablecoin, or of all of them.</summary>
/// <param name="Time">When the source counted, UTC.</param>
/// <param name="Stablecoin">Ticker, <c>USDT</c>; null: all stablecoins together.</param>
/// <param name="Usd">In circulation, USD, 0 or more.</param>
/// <param name="Price">USD for one; null: not given.</param>
public sealed record StablecoinSupply(DateTimeOffset Time, string? Stablecoin, decimal Usd, decimal? Price);
