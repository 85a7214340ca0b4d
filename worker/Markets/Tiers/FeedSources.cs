using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>Puts the sources together: what the feed's streams say, its venues' REST through the cache, the stores.</summary>
internal static class FeedSources
{
    /// <summary>The sources of a feed.</summary>
    public static MarketSources Of(CandleFeed feed, QuoteBook quotes, TradeTape trades, MarketCache cache, ICandleStore candles, IDerivativesStore derivatives, MarketClock market)
    {
        var hot = new FeedTiers(feed, quotes, trades, candles);
        var spot = new SpotTiers(feed.Client, () => feed.Symbols.Scanned, cache, candles, market);
        List<PerpetualTiers> perpetuals = [.. feed.Sources.Derivatives.Select(venue => new PerpetualTiers(venue, cache, derivatives, market))];
        return new MarketSources(
            async cancellationToken => feed.Symbols.Scanned.Count > 0
                ? [.. feed.Symbols.All.Select(static s => s.Symbol), .. feed.Symbols.Excluded.Select(static e => e.Symbol)]
                : await candles.SymbolsAsync(feed.Client.Venue, Domain.Markets.CandleSeries.BarWidth, cancellationToken),
            [hot.HotQuote, spot.WarmQuote, .. feed.Sources.Spot.Select(static v => FeedTiers.QuoteOf(v.Venue, v.Quotes)), spot.ColdQuote],
            [hot.HotBook, spot.WarmBook, .. feed.Sources.Spot.Select(v => hot.BookOf(v.Venue))],
            [hot.HotCandles, spot.WarmCandles, spot.ColdCandles],
            [hot.HotTrades, spot.WarmTrades],
            [.. perpetuals.SelectMany(static p => p.Funding)],
            [.. perpetuals.SelectMany(static p => p.OpenInterest)]);
    }
}
