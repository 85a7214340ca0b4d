namespace CryptoRun.Domain.Markets;

/// <summary>The newest price of a symbol. It enters gates and display, never a factor.</summary>
/// <param name="ExchangeTime">The venue's time of the price, UTC.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Venue">Venue it came from.</param>
/// <param name="Last">Last trade price, USD.</param>
/// <param name="Bid">Best bid, null where the source has none.</param>
/// <param name="Ask">Best ask, null where the source has none.</param>
public sealed record Quote(DateTimeOffset ExchangeTime, string Symbol, string Venue, decimal Last, decimal? Bid, decimal? Ask);
