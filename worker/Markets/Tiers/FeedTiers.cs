using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>What a venue's stream has said, as the feed keeps it.</summary>
/// <param name="feed">The feed.</param>
/// <param name="quotes">Newest prices.</param>
/// <param name="trades">Newest trades.</param>
/// <param name="store">Candles from before those that memory keeps to the digit.</param>
internal sealed class FeedTiers(CandleFeed feed, QuoteBook quotes, TradeTape trades, ICandleStore store)
{
    private static readonly TimeSpan Hour = CandleSeries.BarWidth;

    private string Venue => feed.Client.Venue;

    /// <summary>The stream's newest price.</summary>
    public TierRead<Quote> HotQuote => QuoteOf(Venue, quotes);

    /// <summary>The stream's book, when its check agrees.</summary>
    public TierRead<ExchangeNativeBook> HotBook => BookOf(Venue);

    /// <summary>The newest price of a venue's stream.</summary>
    public static TierRead<Quote> QuoteOf(string venue, QuoteBook quotes) => new(DataTier.Hot, venue, (question, _) => ValueTask.FromResult(
        quotes.Find(question.Symbol) is { } booked ? new TierFind<Quote>(booked.Quote, booked.Quote.ExchangeTime, booked.ReceivedAt) : TierFind.None<Quote>("the stream has said no price of it")));

    /// <summary>The book of a venue's stream, when its check and the other venues' prices agree with it.</summary>
    public TierRead<ExchangeNativeBook> BookOf(string venue) => new(DataTier.Hot, venue, (question, _) =>
    {
        var close = feed.Symbols.Find(question.Symbol)?.Closed is { Count: > 0 } closed ? closed.Close[^1] : (double?)null;
        return ValueTask.FromResult(feed.Books.At(question.Now, question.Symbol, close, [])?.FirstOrDefault(b => b.Venue == venue) switch
        {
            null => TierFind.None<ExchangeNativeBook>(feed.Books.IsFed ? "the stream has no book of it" : "the stream gives no books"),
            { Integrity: BookIntegrity.Verified } book => new TierFind<ExchangeNativeBook>(book, book.ExchangeTime, book.ExchangeTime),
            var book => TierFind.None<ExchangeNativeBook>(BookReading.Of(book, question.Now).NotTrustworthyWhy is { } why ? $"not trusted: {why}" : "not trusted"),
        });
    });

    /// <summary>The newest trades of the stream.</summary>
    public TierRead<IReadOnlyList<Trade>> HotTrades => TradesOf(Venue);

    /// <summary>The newest trades of a venue's stream.</summary>
    public TierRead<IReadOnlyList<Trade>> TradesOf(string venue) => new(DataTier.Hot, venue, (question, _) =>
    {
        List<Trade> wanted = [];
        var tape = trades.Newest(question.Symbol, venue, TradeTape.Most);
        if (tape is { } known) wanted.AddRange(known.Trades.Where(t => t.Time >= question.From));
        return ValueTask.FromResult(
            wanted.Count > 0 ? new TierFind<IReadOnlyList<Trade>>(wanted, wanted[^1].Time, tape!.Value.ReceivedAt) : TierFind.None<IReadOnlyList<Trade>>("the stream has said no trade of it of late"));
    });

    /// <summary>The stream's forming candle after the closed ones of memory and store, while it is connected and nothing is missing.</summary>
    public TierRead<CandleWindow> HotCandles => new(DataTier.Hot, Venue, async (question, cancellationToken) =>
    {
        if (!feed.Link.IsConnected) return TierFind.None<CandleWindow>(feed.Link.Lost is { } lost ? $"the stream is gone: {lost.Reason.TrimEnd('.')}" : "there is no stream yet");
        if (feed.Symbols.Find(question.Symbol) is not { } symbol) return TierFind.None<CandleWindow>("the stream does not follow it");
        if (symbol.Repair.HasGap) return TierFind.None<CandleWindow>("hours may be missing and are not repaired yet");

        var hour = ScanWindow.To(question.Now);
        var recent = symbol.Recent.Where(c => c.OpenTime < hour).ToList();
        if (recent.Count == 0 || recent[^1].OpenTime + Hour < hour) return TierFind.None<CandleWindow>("the last hour has not closed yet");

        IReadOnlyList<Candle> before = recent[0].OpenTime <= question.From
            ? []
            : await store.ReadAsync(Venue, question.Symbol, Hour, question.From, recent[0].OpenTime, DateTimeOffset.MaxValue, cancellationToken);
        var forming = symbol.Forming is { } candle && candle.OpenTime == hour ? candle : (Candle?)null;
        return new TierFind<CandleWindow>(new CandleWindow([.. before, .. recent.Where(c => c.OpenTime >= question.From)], forming), question.Now, question.Now);
    });
}
