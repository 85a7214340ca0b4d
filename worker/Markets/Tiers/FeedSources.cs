using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>Puts the sources together: what the feed's streams say, its venues' REST through the cache, the stores.</summary>
internal static class FeedSources
{
    /// <summary>The sources of a feed.</summary>
    public static MarketSources Of(CandleFeed feed, QuoteBook quotes, MarketCache cache, ICandleStore candles, IDerivativesStore derivatives, MarketClock market)
    {
        var hot = new FeedTiers(feed, quotes, candles);
        var spot = new SpotTiers(feed.Client, () => feed.Symbols.Scanned, cache, candles, market);
        var perpetual = feed.Derivatives is { } perpetuals ? new PerpetualTiers(perpetuals, cache, derivatives, market) : null;
        return new MarketSources(
            async cancellationToken => feed.Symbols.Scanned.Count > 0
                ? [.. feed.Symbols.All.Select(static s => s.Symbol), .. feed.Symbols.Excluded.Select(static e => e.Symbol)]
                : await candles.SymbolsAsync(feed.Client.Venue, Domain.Markets.CandleSeries.BarWidth, cancellationToken),
            [hot.HotQuote, spot.WarmQuote, spot.ColdQuote],
            [hot.HotBook, spot.WarmBook],
            [hot.HotCandles, spot.WarmCandles, spot.ColdCandles],
            [spot.WarmTrades],
            perpetual?.Funding ?? [],
            perpetual?.OpenInterest ?? []);
    }
}
