namespace CryptoRun.Domain.Markets;

/// <summary>What a centralised exchange is seen to hold of a coin in the wallets it has published.</summary>
/// <param name="Time">When the source counted, UTC.</param>
/// <param name="Exchange">The source's name of the exchange, <c>binance-cex</c>.</param>
/// <param name="Symbol">Canonical symbol of the coin, <c>BTC-USD</c>.</param>
/// <param name="Amount">Coins, 0 or more.</param>
/// <param name="Usd">Their worth at the source's price, USD, 0 or more.</param>
public readonly record struct ExchangeReserve(DateTimeOffset Time, string Exchange, string Symbol, decimal Amount, decimal Usd);
