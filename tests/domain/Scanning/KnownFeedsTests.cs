using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Tests.Markets;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>What of the feeds a scan knows, and that its hash covers all of it and nothing else.</summary>
public class KnownFeedsTests
{
    private static readonly DateTimeOffset At = FeedScenario.At;
    private static readonly string Hash = HashOf(FeedScenario.Input());

    public static TheoryData<string, Func<SymbolFeeds, SymbolFeeds>> Changes => new()
    {
        { "no books", feeds => feeds with { Books = null } },
        { "empty books", feeds => feeds with { Books = [] } },
        { "a size", feeds => feeds with { Books = [.. feeds.Books!.Select((book, i) => i == 0 ? NativeBooks.Of(book.ExchangeTime, [.. book.Bids.Select(l => (l.Price, l.Size + 0.0001m))], [.. book.Asks.Select(l => (l.Price, l.Size))], venue: book.Venue) : book)] } },
        { "integrity", feeds => feeds with { Books = [.. feeds.Books!.Select(book => NativeBooks.Of(book.ExchangeTime, [.. book.Bids.Select(l => (l.Price, l.Size))], [.. book.Asks.Select(l => (l.Price, l.Size))], BookIntegrity.SequenceGap, book.Venue))] } },
        { "no perpetual feed", feeds => feeds with { Perpetuals = null } },
        { "a rate", feeds => feeds with { Perpetuals = [.. feeds.Perpetuals!.Select(feed => feed with { Funding = [.. feed.Funding.Select(rate => rate with { Rate = rate.Rate + 1e-12m })] })] } },
        { "an interval", feeds => feeds with { Perpetuals = [.. feeds.Perpetuals!.Select(feed => feed with { Funding = [.. feed.Funding.Select(rate => rate with { IntervalHours = 4 })] })] } },
        { "open interest", feeds => feeds with { Perpetuals = [.. feeds.Perpetuals!.Select(feed => feed with { OpenInterest = [.. feed.OpenInterest.Select(reading => reading with { Usd = reading.Usd + 1 })] })] } },
        { "mark", feeds => feeds with { Perpetuals = [.. feeds.Perpetuals!.Select(feed => feed with { Mark = null })] } },
        { "event tier", feeds => feeds with { Events = [.. feeds.Events!.Select(known => known with { Tier = EventTier.Info })] } },
        { "event title", feeds => feeds with { Events = [.. feeds.Events!.Select(known => known with { Title = "Another" })] } },
        { "no events", feeds => feeds with { Events = null } },
        { "sentiment", feeds => feeds with { Sentiment = feeds.Sentiment! with { Value = 0.001m } } },
        { "flow", feeds => feeds with { EtfFlow = feeds.EtfFlow! with { NetUsd = 1 } } },
        { "no flow", feeds => feeds with { EtfFlow = null } },
    };

    public static TheoryData<string, Func<SymbolFeeds, SymbolFeeds>> Irrelevant => new()
    {
        { "trailing zeros", feeds => feeds with { Perpetuals = [.. feeds.Perpetuals!.Select(feed => feed with { Funding = [.. feed.Funding.Select(rate => rate with { Rate = rate.Rate * 1.000m })] })] } },
        { "venues in another order", feeds => feeds with { Books = [.. feeds.Books!.Reverse()], Perpetuals = [.. feeds.Perpetuals!.Reverse()] } },
        { "rates in another order", feeds => feeds with { Perpetuals = [.. feeds.Perpetuals!.Select(feed => feed with { Funding = [.. feed.Funding.Reverse()], OpenInterest = [.. feed.OpenInterest.Reverse()] })] } },
        { "everything twice", feeds => feeds with { Books = [.. feeds.Books!, .. feeds.Books!], Perpetuals = [.. feeds.Perpetuals!, .. feeds.Perpetuals!], Events = [.. feeds.Events!, .. feeds.Events!] } },
        { "a rate of before the window", feeds => feeds with { Perpetuals = [.. feeds.Perpetuals!.Select(feed => feed with { Funding = [new FundingRate(At.AddDays(-7), 9, 8), .. feed.Funding] })] } },
        { "open interest of long ago", feeds => feeds with { Perpetuals = [.. feeds.Perpetuals!.Select(feed => feed with { OpenInterest = [new OpenInterest(At.AddDays(-8), 9), .. feed.OpenInterest] })] } },
        { "an older book", feeds => feeds with { Books = [.. feeds.Books!, NativeBooks.Of(At.AddSeconds(-9), [(1, 1)], [], venue: "okx")] } },
        { "nonsense", feeds => feeds with { Perpetuals = [.. feeds.Perpetuals!.Select(feed => feed with { Funding = [new FundingRate(At, 1, 0), .. feed.Funding], OpenInterest = [new OpenInterest(At.AddHours(-2.5), -1), .. feed.OpenInterest] })] } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Run_AnythingThatMatters_ChangesTheHash(string what, Func<SymbolFeeds, SymbolFeeds> change) => HashOf(FeedScenario.Input(change)).ShouldNotBe(Hash, what);

    [Theory]
    [MemberData(nameof(Irrelevant))]
    public void Run_WhatDoesNotMatter_KeepsTheScanToTheBit(string what, Func<SymbolFeeds, SymbolFeeds> change) =>
        ScanText.Run(FeedScenario.Input(change)).ShouldBe(ScanText.Run(FeedScenario.Input()), what);

    [Fact]
    public void Run_DecisionHealthAndRelaxation_ArePartOfTheHash()
    {
        var input = FeedScenario.Input();
        var relaxed = input.Symbols[0] with { Relaxation = new LateFillRelaxation(At, "C000-USD", 30, 450, "slow") };

        HashOf(input with { DecidedAt = At }).ShouldNotBe(Hash);
        HashOf(input with { VenueHealth = new Dictionary<string, VenueState> { ["okx"] = VenueState.Green } }).ShouldNotBe(Hash);
        HashOf(input with { Symbols = [relaxed, .. input.Symbols.Skip(1)] }).ShouldNotBe(Hash);
    }

    [Fact]
    public void At_FeedsAsTheyArrive_AreSortedCutAndKeptWhenDoneAgain()
    {
        var feeds = FeedScenario.Symbols[0].Feeds;
        var options = new ScanOptions();

        var known = KnownFeeds.At(feeds with { Perpetuals = [.. feeds.Perpetuals!.Reverse(), new PerpetualFeed("silent", [], [], null)] }, At.AddMinutes(-1), options);

        known.Perpetuals!.Select(feed => feed.Venue).ShouldBe(["binance", "okx"]);
        known.Perpetuals![0].ShouldSatisfyAllConditions(
            feed => feed.Funding.Count.ShouldBe(20),
            feed => feed.Funding.Select(rate => rate.Time).ShouldBeInOrder(),
            feed => feed.OpenInterest.Count.ShouldBe(168),
            feed => feed.Mark.ShouldBeNull());
        known.Books.ShouldBeEmpty();
        known.Sentiment.ShouldNotBeNull();
        KnownFeeds.At(known, At.AddMinutes(-1), options).ShouldSatisfyAllConditions(
            again => again.Perpetuals!.SelectMany(feed => feed.Funding).ShouldBe(known.Perpetuals!.SelectMany(feed => feed.Funding)),
            again => again.Events.ShouldBe(known.Events));
    }

    [Fact]
    public void At_NothingConnected_IsNone() => KnownFeeds.At(new SymbolFeeds(null, null, null, null, null), At, new ScanOptions()).ShouldBeSameAs(SymbolFeeds.None);

    private static string HashOf(ScanInput input) => Scan.Run(input, new ScanOptions()).InputHash;
}
