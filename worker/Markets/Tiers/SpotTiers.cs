using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>What a spot venue's REST gives through the cache, and what the store has of it.</summary>
/// <param name="client">The venue.</param>
/// <param name="symbols">Symbols whose prices are fetched together.</param>
/// <param name="cache">Cache.</param>
/// <param name="store">Candles.</param>
/// <param name="market">Market time.</param>
internal sealed class SpotTiers(IMarketDataClient client, Func<IReadOnlyCollection<string>> symbols, MarketCache cache, ICandleStore store, MarketClock market)
{
    private const int ShortHours = 168;
    private const int LongHours = 720;
    private static readonly TimeSpan Hour = CandleSeries.BarWidth;

    /// <summary>All prices in one call, which then serves every symbol.</summary>
    public TierRead<Quote> WarmQuote => new(DataTier.Warm, client.Venue, async (question, cancellationToken) =>
    {
        var all = symbols();
        var known = all.Contains(question.Symbol, StringComparer.Ordinal);
        var wanted = known ? all : [question.Symbol];
        var found = await CachedCall.ReadAsync(
            cache, new CacheKey(CacheKind.Quote, client.Venue, known ? "all" : question.Symbol), MarketContents.Quotes,
            token => client.GetQuotesAsync(wanted, token), static quotes => quotes.Max(static q => (DateTimeOffset?)q.ExchangeTime), market, cancellationToken);
        return found.Pick(quotes => quotes.FirstOrDefault(q => q.Symbol == question.Symbol), static q => q.ExchangeTime, "the venue has no price of it");
    });

    /// <summary>The book as the venue's REST gives it; one that is crossed or one-sided is none.</summary>
    public TierRead<ExchangeNativeBook> WarmBook => new(DataTier.Warm, client.Venue, async (question, cancellationToken) =>
    {
        var found = await CachedCall.ReadAsync(
            cache, new CacheKey(CacheKind.Book, client.Venue, question.Symbol), MarketContents.Book,
            token => client.GetBookAsync(question.Symbol, token), static book => book.ExchangeTime, market, cancellationToken);
        return found.Value is { } book && BookReading.Of(book, book.ExchangeTime).NotTrustworthyWhy is { } why ? TierFind.None<ExchangeNativeBook>($"not trusted: {why}") : found;
    });

    /// <summary>Closed candles once an hour and for ever, the forming one every few seconds.</summary>
    public TierRead<CandleWindow> WarmCandles => new(DataTier.Warm, client.Venue, async (question, cancellationToken) =>
    {
        var hour = ScanWindow.To(question.Now);
        var hours = question.From >= hour - (Hour * ShortHours) ? ShortHours : LongHours;
        var closed = await CachedCall.ReadAsync(
            cache, new CacheKey(CacheKind.ClosedCandles, client.Venue, question.Symbol, $"{hours}h:{hour:yyyyMMddTHH}"), MarketContents.Candles,
            token => ClosedAsync(question.Symbol, hour, hours, token), End, market, cancellationToken,
            candles => candles is [.., var last] && last.OpenTime + Hour == hour ? null : CacheKind.OpenCandle);
        if (closed.Value is null) return closed.As<CandleWindow>();

        var open = await CachedCall.ReadAsync(
            cache, new CacheKey(CacheKind.OpenCandle, client.Venue, question.Symbol, $"{hour:yyyyMMddTHH}"), MarketContents.Candles,
            token => client.GetCandlesAsync(question.Symbol, Hour, hour, token), End, market, cancellationToken);
        if (open.Value is null) return open.As<CandleWindow>();

        var forming = open.Value.Where(c => c.OpenTime == hour).Select(static c => (Candle?)c).LastOrDefault();
        var window = new CandleWindow([.. closed.Value.Where(c => c.OpenTime >= question.From)], forming);
        return new TierFind<CandleWindow>(
            window, window.KnownTo(open.ReceivedAt), open.ReceivedAt, IsCacheHit: closed.IsCacheHit && open.IsCacheHit, IsStale: open.IsStale, Retries: Math.Max(closed.Retries, open.Retries));
    });

    /// <summary>Newest trades.</summary>
    public TierRead<IReadOnlyList<Trade>> WarmTrades => new(DataTier.Warm, client.Venue, async (question, cancellationToken) => await CachedCall.ReadAsync(
        cache, new CacheKey(CacheKind.Trades, client.Venue, question.Symbol), MarketContents.Trades,
        token => client.GetTradesAsync(question.Symbol, question.From, token), static trades => trades is [.., var last] ? last.Time : null, market, cancellationToken));

    /// <summary>The store's candles.</summary>
    public TierRead<CandleWindow> ColdCandles => new(DataTier.Cold, client.Venue, async (question, cancellationToken) =>
    {
        var closed = await store.ReadAsync(client.Venue, question.Symbol, Hour, question.From, question.Now, DateTimeOffset.MaxValue, cancellationToken);
        var window = new CandleWindow(closed, null);
        var known = window.KnownTo(question.Now);
        return closed.Count == 0 ? TierFind.None<CandleWindow>("the store has no candles of it") : new TierFind<CandleWindow>(window, known, known);
    });

    /// <summary>The close of the store's newest candle.</summary>
    public TierRead<Quote> ColdQuote => new(DataTier.Cold, client.Venue, async (question, cancellationToken) =>
    {
        var closed = await store.ReadAsync(client.Venue, question.Symbol, Hour, question.Now - TimeSpan.FromDays(1), question.Now, DateTimeOffset.MaxValue, cancellationToken);
        if (closed.Count == 0) return TierFind.None<Quote>("the store has no candle of the last day");
        var at = closed[^1].OpenTime + Hour;
        return new TierFind<Quote>(new Quote(at, question.Symbol, client.Venue, closed[^1].Close, null, null), at, at);
    });

    private async Task<VenueResult<IReadOnlyList<Candle>>> ClosedAsync(string symbol, DateTimeOffset hour, int hours, CancellationToken cancellationToken)
    {
        var answer = await client.GetCandlesAsync(symbol, Hour, hour - (Hour * hours), cancellationToken);
        return answer.Value is { } candles ? answer with { Value = [.. candles.Where(c => c.OpenTime < hour)] } : answer;
    }

    private static DateTimeOffset? End(IReadOnlyList<Candle> candles) => candles is [.., var last] ? last.OpenTime + Hour : null;
}
