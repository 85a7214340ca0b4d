using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>Order of arrival, later knowledge and a spoiled coin, over random universes with every feed, a thousand each.</summary>
public class FeedReplayTests
{
    [Fact]
    public void Run_SymbolsAndFeedItemsInAnyOrder_IsTheSameToTheBit() => FeedMarket.ForAll(market =>
    {
        var random = new Random(market.Seed);
        var shuffled = market.Input(symbol => symbol with { Feeds = Shuffled(symbol.Feeds, random) });

        ScanText.Run(shuffled with { Symbols = [.. shuffled.Symbols.OrderBy(_ => random.Next())] }).ShouldBe(ScanText.Run(market.Input()), market.ToString());
    });

    [Fact]
    public void Run_LaterFeedsDeletedOrAdded_IsTheSameToTheBit() => FeedMarket.ForAll(market =>
    {
        var whole = ScanText.Run(market.Input());

        ScanText.Run(market.Input(symbol => symbol with { Feeds = Truncated(symbol.Feeds) })).ShouldBe(whole, market.ToString());
        ScanText.Run(market.Input(symbol => symbol with { Feeds = Later(symbol.Feeds, symbol.Candles.Close[^1]) })).ShouldBe(whole, market.ToString());
    });

    [Fact]
    public void Run_FeedsAlreadyCut_AreTheSameToTheBit() => FeedMarket.ForAll(market =>
        ScanText.Run(market.Input(symbol => symbol with { Feeds = KnownFeeds.At(symbol.Feeds, FeedMarket.At, new ScanOptions()) })).ShouldBe(ScanText.Run(market.Input()), market.ToString()));

    /// <summary>NaN or infinity in a coin's candles takes that coin out, whatever its feeds say, and leaves no number that is not finite.</summary>
    [Fact]
    public void Run_OneCoinSpoiled_IsTheUniverseWithoutIt() => FeedMarket.ForAll(market =>
    {
        var victim = market.Symbols[market.Seed % market.Symbols.Count];
        var spoiled = Spoiled(victim.Candles, market.Seed);

        var result = Scan.Run(market.Input(symbol => ReferenceEquals(symbol, victim) ? symbol with { Candles = spoiled } : symbol), new ScanOptions());

        result.Universe.Excluded.ShouldContain(excluded => excluded.Symbol == spoiled.Symbol && (excluded.Reason == "nonFinite"));
        var others = Scan.Run(market.Input() with { Symbols = [.. market.Symbols.Where(symbol => !ReferenceEquals(symbol, victim))] }, new ScanOptions());
        ScanText.Of(result).ShouldNotBeEmpty();
        result.Candidates.Select(candidate => (candidate.Symbol, candidate.Final)).ShouldBe(others.Candidates.Select(candidate => (candidate.Symbol, candidate.Final)));
    });

    private static SymbolFeeds Shuffled(SymbolFeeds feeds, Random random) => feeds with
    {
        Books = feeds.Books?.OrderBy(_ => random.Next()).ToList(),
        Perpetuals = feeds.Perpetuals?.OrderBy(_ => random.Next())
            .Select(feed => feed with { Funding = [.. feed.Funding.OrderBy(_ => random.Next())], OpenInterest = [.. feed.OpenInterest.OrderBy(_ => random.Next())] }).ToList(),
        Events = feeds.Events?.OrderBy(_ => random.Next()).ToList(),
    };

    private static SymbolFeeds Truncated(SymbolFeeds feeds) => new(
        feeds.Books?.Where(book => book.ExchangeTime <= FeedMarket.At).ToList(),
        feeds.Perpetuals?.Select(feed => new PerpetualFeed(
            feed.Venue,
            [.. feed.Funding.Where(rate => rate.Time <= FeedMarket.At)],
            [.. feed.OpenInterest.Where(reading => reading.Time <= FeedMarket.At)],
            feed.Mark?.Time <= FeedMarket.At ? feed.Mark : null)).ToList(),
        feeds.Events?.Where(known => known.KnownAt <= FeedMarket.At).ToList(),
        feeds.Sentiment?.Time <= FeedMarket.At ? feeds.Sentiment : null,
        feeds.EtfFlow?.Time <= FeedMarket.At ? feeds.EtfFlow : null);

    private static SymbolFeeds Later(SymbolFeeds feeds, double price)
    {
        var later = FeedMarket.At.AddTicks(1);
        return feeds with
        {
            Books = feeds.Books is null ? null : [.. feeds.Books, Markets.NativeBooks.Of(later, [((decimal)price, 1)], [], venue: "okx")],
            Perpetuals = feeds.Perpetuals?.Select(feed => feed with
            {
                Funding = [.. feed.Funding, new FundingRate(later, 0.5m, 8)],
                OpenInterest = [.. feed.OpenInterest, new OpenInterest(later, 1e12m)],
            }).Append(new PerpetualFeed("later", [new FundingRate(later, 1, 8)], [], new MarkPrice(later, 1))).ToList(),
            Events = feeds.Events is null ? null : [.. feeds.Events, new CatalystEvent(FeedMarket.At, later, "Found out later", EventTier.Major, "calendar")],
            Sentiment = feeds.Sentiment?.Time <= FeedMarket.At ? feeds.Sentiment : new SentimentReading(later, 1, "feed"),
            EtfFlow = feeds.EtfFlow?.Time <= FeedMarket.At ? feeds.EtfFlow : new EtfFlow(later, 1e9m, "funds"),
        };
    }

    private static CandleSeries Spoiled(CandleSeries candles, int seed)
    {
        double[][] columns = [candles.Open.ToArray(), candles.High.ToArray(), candles.Low.ToArray(), candles.Close.ToArray(), candles.Volume.ToArray()];
        columns[seed % 5][seed % candles.Count] = (seed % 2) == 0 ? double.NaN : double.PositiveInfinity;
        return CandleSeries.FromColumns(candles.Symbol, candles.Venue, candles.Start, columns[0], columns[1], columns[2], columns[3], columns[4]);
    }
}
