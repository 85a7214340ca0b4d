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
        // Beside the primary venue prices are fetched one by one: not every venue has a call for all.
        var sides = feed.Sources.Spot.Select(venue => (Venue: venue, Warm: new SpotTiers(venue.Client, static () => [], cache, candles, market))).ToList();
        List<PerpetualTiers> perpetuals = [.. feed.Sources.Derivatives.Select(venue => new PerpetualTiers(venue, cache, derivatives, market))];
        return new MarketSources(
            async cancellationToken => feed.Symbols.Scanned.Count > 0
                ? [.. feed.Symbols.All.Select(static s => s.Symbol), .. feed.Symbols.Excluded.Select(static e => e.Symbol)]
                : await candles.SymbolsAsync(feed.Client.Venue, Domain.Markets.CandleSeries.BarWidth, cancellationToken),
            [hot.HotQuote, spot.WarmQuote, spot.ColdQuote, .. sides.Select(static s => FeedTiers.QuoteOf(s.Venue.Venue, s.Venue.Quotes)), .. sides.Select(static s => s.Warm.WarmQuote)],
            [hot.HotBook, spot.WarmBook, .. sides.Select(s => hot.BookOf(s.Venue.Venue)), .. sides.Select(static s => s.Warm.WarmBook)],
            [hot.HotCandles, spot.WarmCandles, spot.ColdCandles],
            [hot.HotTrades, spot.WarmTrades, .. sides.Select(s => hot.TradesOf(s.Venue.Venue)), .. sides.Select(static s => s.Warm.WarmTrades)],
            [.. perpetuals.SelectMany(static p => p.Funding)],
            [.. perpetuals.SelectMany(static p => p.OpenInterest)]);
    }
}
