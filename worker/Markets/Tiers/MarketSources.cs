using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>Where each kind of data can be read, of each tier the preferred venue first; the first venue of a kind is its primary one.</summary>
/// <param name="Symbols">Symbols that are known, in any order.</param>
/// <param name="Quotes">Newest prices.</param>
/// <param name="Books">Order books; an aggregator cannot make one.</param>
/// <param name="Candles">Hourly candles.</param>
/// <param name="Trades">Newest trades, oldest first.</param>
/// <param name="Funding">Funding rates of the perpetual, oldest first.</param>
/// <param name="OpenInterest">Open interest of the perpetual, oldest first.</param>
public sealed record MarketSources(
    Func<CancellationToken, ValueTask<IReadOnlyCollection<string>>> Symbols,
    IReadOnlyList<TierRead<Quote>> Quotes,
    IReadOnlyList<TierRead<ExchangeNativeBook>> Books,
    IReadOnlyList<TierRead<CandleWindow>> Candles,
    IReadOnlyList<TierRead<IReadOnlyList<Trade>>> Trades,
    IReadOnlyList<TierRead<IReadOnlyList<FundingRate>>> Funding,
    IReadOnlyList<TierRead<IReadOnlyList<OpenInterest>>> OpenInterest);
