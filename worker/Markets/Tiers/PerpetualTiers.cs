using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>What a derivatives venue says of a coin's perpetual: read every minute by its feed, by REST through the cache, and what the store has.</summary>
/// <param name="feed">The feed.</param>
/// <param name="cache">Cache.</param>
/// <param name="store">Hourly points.</param>
/// <param name="market">Market time.</param>
internal sealed class PerpetualTiers(DerivativesFeed feed, MarketCache cache, IDerivativesStore store, MarketClock market)
{
    private string Venue => feed.Client.Venue;

    /// <summary>Funding, best source first.</summary>
    public IReadOnlyList<TierRead<IReadOnlyList<FundingRate>>> Funding =>
    [
        new(DataTier.Warm, Venue, (question, _) => ValueTask.FromResult(OfFeed(question, static p => p.Funding, static f => f.Time))),
        new(DataTier.Warm, Venue, async (question, cancellationToken) =>
        {
            var rates = await CachedCall.ReadAsync(
                cache, new CacheKey(CacheKind.Funding, Venue, question.Symbol), MarketContents.Funding,
                token => feed.Client.GetFundingAsync(question.Symbol, DerivativesWindow.From(question.Now), token), static all => all is [.., var last] ? last.Time : null, market, cancellationToken);
            return rates.Pick(
                all => all.Where(f => f.Time >= question.From).ToList() is { Count: > 0 } wanted ? (IReadOnlyList<FundingRate>)wanted : null, static wanted => wanted[^1].Time, "the venue has no hour of the span");
        }),
        Cold(static p => p.Funding, static f => f.Time),
    ];

    /// <summary>Open interest, best source first. REST gives the newest alone, of all coins in one call: the histories count contracts, not USD.</summary>
    public IReadOnlyList<TierRead<IReadOnlyList<OpenInterest>>> OpenInterest =>
    [
        new(DataTier.Warm, Venue, (question, _) => ValueTask.FromResult(OfFeed(question, static p => p.OpenInterest, static o => o.Time))),
        new(DataTier.Warm, Venue, async (question, cancellationToken) =>
        {
            var tickers = await CachedCall.ReadAsync(
                cache, new CacheKey(CacheKind.OpenInterest, Venue, "all"), MarketContents.Tickers,
                feed.Client.GetTickersAsync, static all => all is [var first, ..] ? first.Mark.Time : null, market, cancellationToken);
            return tickers.Pick(
                all => all.FirstOrDefault(t => t.Symbol == question.Symbol) is { Contracts: { } open } t ? (IReadOnlyList<OpenInterest>)[new OpenInterest(open.Time, open.Usd(t.Mark.Price))] : null,
                static list => list[^1].Time,
                "the venue lists no perpetual of it, or its tickers have no open interest");
        }),
        Cold(static p => p.OpenInterest, static o => o.Time),
    ];

    private TierFind<IReadOnlyList<TPoint>> OfFeed<TPoint>(MarketQuestion question, Func<PerpetualFeed, IReadOnlyList<TPoint>> points, Func<TPoint, DateTimeOffset> timeOf)
    {
        if (feed.At(question.Now, question.Symbol) is not { } listed) return TierFind.None<IReadOnlyList<TPoint>>("the feed has not been read yet");
        if (listed is not [var perpetual, ..]) return TierFind.None<IReadOnlyList<TPoint>>("the feed lists no perpetual of it");
        var wanted = points(perpetual).Where(p => timeOf(p) >= question.From).ToList();
        return wanted.Count == 0 ? TierFind.None<IReadOnlyList<TPoint>>("the feed has no hour of the span") : new TierFind<IReadOnlyList<TPoint>>(wanted, timeOf(wanted[^1]), feed.Newest);
    }

    private TierRead<IReadOnlyList<TPoint>> Cold<TPoint>(Func<PerpetualPoints, IReadOnlyList<TPoint>> points, Func<TPoint, DateTimeOffset> timeOf) => new(DataTier.Cold, Venue, async (question, cancellationToken) =>
    {
        var stored = await store.ReadAsync(Venue, question.From, question.Now, DateTimeOffset.MaxValue, cancellationToken);
        return stored.TryGetValue(question.Symbol, out var found) && points(found) is { Count: > 0 } some
            ? new TierFind<IReadOnlyList<TPoint>>(some, timeOf(some[^1]), timeOf(some[^1]))
            : TierFind.None<IReadOnlyList<TPoint>>("the store has no hour of the span");
    });
}
