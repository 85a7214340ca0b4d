using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Premove;

/// <summary>
/// What the feeds say of one coin at an instant, in the detector's words. What no feed says stays null: staking flows and a whale composite have no source at all, and
/// nobody classifies coins by sector.
/// </summary>
/// <param name="at">The instant.</param>
/// <param name="venue">The venue that is scanned.</param>
/// <param name="isLive">Whether streams are judged by their age: market time is the wall's.</param>
/// <param name="sources">What is read beside the venue.</param>
/// <param name="scan">Parameters of what scans measure too.</param>
internal sealed class CoinFeeds(DateTimeOffset at, string venue, bool isLive, SideSources sources, ScanOptions scan)
{
    /// <summary>Window of large prints: the hour between two sweeps.</summary>
    public static readonly TimeSpan PrintWindow = TimeSpan.FromHours(1);

    private const int CompressionHours = 4;
    private const int CompressionBars = 180;
    private const int FewestCompressionBars = 60;

    /// <summary>A venue that has not spoken for so long vouches for nothing: the others decide.</summary>
    private static readonly TimeSpan OldestVenue = TimeSpan.FromHours(new FreshnessOptions().OldestHours);

    /// <summary>Reads a coin's feeds.</summary>
    /// <param name="input">Its candles and feeds.</param>
    /// <param name="advUsd">Its ADV.</param>
    /// <param name="bars">Its bars of trades, oldest first; null: none are known.</param>
    /// <param name="prints">Its trades; null: the stream was not heard for long enough.</param>
    /// <param name="heardAt">Newest trade of the stream, of any coin; null: it was not heard.</param>
    /// <param name="minutes">Minutes of its book.</param>
    public PremoveCoin Read(SymbolInput input, double advUsd, IReadOnlyList<TradeBar>? bars, IReadOnlyList<Print>? prints, DateTimeOffset? heardAt, IReadOnlyList<BookSummary> minutes)
    {
        var (symbol, candles) = (input.Candles.Symbol, input.Candles);
        var feeds = KnownFeeds.At(input.Feeds, at, scan);
        var perpetuals = (feeds.Perpetuals ?? []).Where(p => VouchedAt(p) is { } time && at - time <= OldestVenue).ToList();
        var reserves = sources.Reserves?.SignalsAt(at, symbol);
        var book = BookPressure.Measure([.. minutes.Select(static m => new BookMinute(m.Time, m.SpreadBps, m.Imbalance))], at);
        var stream = heardAt is { } time ? new FeedStamp(time, venue, isLive) : null;
        return new PremoveCoin(symbol, advUsd, Sector: null)
        {
            FundingZ = Funding(perpetuals),
            OpenInterestResidualUsd = Interest(candles, perpetuals),
            OpenInterestChange24h = OpenInterestChange.Measure(perpetuals, at) is { Time: { } read } change ? new FeedReading(new FeedStamp(read, Names(change.Venues)), change.Change) : null,
            EtfFlowShare = EtfFlow(candles, feeds),
            ReservesChange7d = reserves?.ReservesChange7d,
            WithdrawalsUsd24h = reserves?.WithdrawalsUsd24h,
            DepthImbalanceZ = Pressure(book, book.LeanZ),
            SpreadCompressionZ = Pressure(book, book.SpreadZ),
            Heat = Heat(feeds),
            BollingerWidthPercentile = Compression(candles),
            LargePrints = stream is null || prints is null ? null : LargePrints.Of(prints, at - PrintWindow, at, venue, isLive) is { } flow ? flow with { Stamp = stream } : null,
            Cvd = stream is null || bars is null ? null : new CvdFeed(stream, [.. bars.Select(Bar)]),
            Candles = candles,
        };
    }

    /// <summary>When a venue last spoke of its perpetual: its newest mark, since every ticker carries the rate in force.</summary>
    private static DateTimeOffset? VouchedAt(PerpetualFeed perpetual) => perpetual.Mark?.Time ?? (perpetual.Funding is [.., var last] ? last.Time : null);

    private static CvdBar Bar(TradeBar bar) => new(bar.OpenTime, bar.BuyUsd - bar.SellUsd, bar.PriceChange, bar.BuyUsd + bar.SellUsd);

    private static string Names(IEnumerable<string> venues) => string.Join(", ", venues);

    private FeedReading? Funding(List<PerpetualFeed> perpetuals)
    {
        var funding = FundingPressure.Measure(perpetuals, at, scan.Factors.Derivatives);
        if (funding.Why is not null) return null;

        var used = perpetuals.Where((_, i) => funding.Venues[i].Why is null).ToList();
        return new FeedReading(new FeedStamp(used.Min(static p => VouchedAt(p)!.Value), Names(used.Select(static p => p.Venue))), funding.Z);
    }

    private FeedReading? Interest(CandleSeries candles, List<PerpetualFeed> perpetuals) =>
        candles.Count > 1 && OpenInterestResidual.Measure(candles, perpetuals, scan.Factors.Derivatives) is { Why: null, Time: { } time } interest
            ? new FeedReading(new FeedStamp(time, Names(interest.Venues)), interest.ResidualUsd)
            : null;

    /// <summary>A flow is published once a day; the document that holds it vouches for it whenever it is read.</summary>
    private FeedReading? EtfFlow(CandleSeries candles, SymbolFeeds feeds) =>
        sources.Events?.FlowsSeenAt(at) is { } seen && FundFlow.Measure(candles, feeds.EtfFlow, at) is { Flow: { } flow } measured
            ? new FeedReading(new FeedStamp(seen, flow.Source), measured.Share)
            : null;

    private FeedReading? Heat(SymbolFeeds feeds) => feeds.Events is { } events && sources.Events?.EventsSeenAt(at) is { } seen
        ? new FeedReading(new FeedStamp(seen, "events"), EventHeat.Measure(events, at, scan.Factors.Catalyst).Heat)
        : null;

    private FeedReading? Pressure(BookPressure book, double z) => book.Newest is { } newest && double.IsFinite(z) ? new FeedReading(new FeedStamp(newest, venue), z) : null;

    private FeedReading? Compression(CandleSeries candles)
    {
        using var bars = BarAggregation.Aligned(candles, CompressionHours, CompressionBars);
        if (bars.Count < FewestCompressionBars) return null;

        var percentile = 1 - Catalyst.Measure(bars, HeatMeasure.NoFeed).Compression;
        return double.IsFinite(percentile) ? new FeedReading(new FeedStamp(candles.End, venue), percentile) : null;
    }
}
