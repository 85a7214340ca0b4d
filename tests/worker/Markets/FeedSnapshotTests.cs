using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using static CryptoRun.Worker.Tests.Markets.FeedBench;

namespace CryptoRun.Worker.Tests.Markets;

public class FeedSnapshotTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset OneSecondBefore = Noon - TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Snapshot_CandleUnderWay_WaitsForIt()
    {
        await using var bench = await TwoSymbolsAtNoonAsync();
        await bench.CandleAsync("BTC-USD", Candle(Noon));

        var taking = bench.SnapshotAsync();
        taking.IsCompleted.ShouldBeFalse("ETH-USD's hour has had no last update yet");
        await bench.CandleAsync("ETH-USD", Candle(Noon));

        var snapshot = await taking.WaitAsync(TimeSpan.FromSeconds(10));
        snapshot.Symbols.ShouldAllBe(s => s.Candles.End == Noon);
        snapshot.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Snapshot_CandleThatDoesNotCome_IsWaitedForTwoSecondsAndNamed()
    {
        await using var bench = await TwoSymbolsAtNoonAsync(eth: false);
        await bench.CandleAsync("BTC-USD", Candle(Noon));
        bench.Client.Meanwhile = _ => new TaskCompletionSource().Task;

        var began = bench.Wall.GetUtcNow();
        var taking = bench.SnapshotAsync();
        while (!taking.IsCompleted)
        {
            bench.Wall.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(taking, Task.Delay(1));
        }

        (bench.Wall.GetUtcNow() - began).TotalSeconds.ShouldBeInRange(2, 3);
        var snapshot = await taking;
        snapshot.Symbols.Select(s => s.Candles.End).ShouldBe([Noon, Noon - Hour]);
        snapshot.Warnings.ShouldHaveSingleItem().ShouldContain("had not come within 2 s from ETH-USD");
    }

    [Fact]
    public async Task Snapshot_StreamAboutToConnect_WaitsForIt()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-9), Noon));
        await bench.StartAsync(connect: false);
        await Until(() => !bench.Stream.Subscriptions.IsEmpty);

        var taking = bench.SnapshotAsync();
        taking.IsCompleted.ShouldBeFalse();
        await bench.ConnectAsync(1);

        (await taking.WaitAsync(TimeSpan.FromSeconds(10))).Tier.ShouldBe("hot");
    }

    [Fact]
    public async Task Snapshot_FrozenSymbol_IsNotWaitedForAgain()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-9), Noon));
        bench.Client.List("DEAD-USD", Hours(Noon.AddHours(-9), Noon.AddHours(-5)));
        await bench.StartAsync();

        var snapshot = await bench.SnapshotAsync().WaitAsync(TimeSpan.FromSeconds(10));

        snapshot.Symbols.Select(s => s.Candles.End).ShouldBe([Noon, Noon.AddHours(-5)]);
        snapshot.Symbols[1].Candles.Filled.ToArray().ShouldAllBe(f => !f);
        snapshot.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Snapshot_SymbolUnknownToTheVenueOrWithoutCandles_IsExcludedWithAReason()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-9), Noon));
        bench.Client.List("NEW-USD", []);
        bench.Client.List("USDT-USD", Hours(Noon.AddHours(-9), Noon));
        bench.Client.List("HALT-USD", Hours(Noon.AddHours(-9), Noon), online: false);
        await bench.StartAsync();
        await bench.CandleAsync("NOBODY-USD", Candle(Noon));

        var snapshot = await bench.SnapshotAsync();

        snapshot.Symbols.ShouldHaveSingleItem().Candles.Symbol.ShouldBe("BTC-USD");
        snapshot.Excluded.Select(e => (e.Symbol, e.Reason)).ShouldBe([("HALT-USD", "offline"), ("NEW-USD", "history"), ("USDT-USD", "list: stablecoin")]);
        bench.Client.CandleCalls.ShouldNotContain(c => c.Symbol == "USDT-USD");
    }

    [Fact]
    public async Task Snapshot_InstrumentGoesOffline_KeepsItsCandlesWithTheReason()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-9), Noon));
        await bench.StartAsync();
        await bench.Stream.SendAsync(new InstrumentUpdate(bench.Market.GetUtcNow(), new Instrument("BTC-USD", "kraken", "BTC", "USD", false, "cancel_only")));

        (await bench.SnapshotAsync()).Symbols.ShouldHaveSingleItem().ExcludedBecause.ShouldBe("offline");

        await bench.Stream.SendAsync(new InstrumentUpdate(bench.Market.GetUtcNow(), new Instrument("BTC-USD", "kraken", "BTC", "USD", true, "online")));
        (await bench.SnapshotAsync()).Symbols.ShouldHaveSingleItem().ExcludedBecause.ShouldBeNull();
    }

    [Fact]
    public async Task Snapshot_PriceAndCandleWithMisplacedPoint_AreRefusedAndSaidSo()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-9), Noon));
        await bench.StartAsync();
        var now = bench.Market.GetUtcNow();
        await bench.Stream.SendAsync(new QuoteUpdate(now, new Quote(now.AddSeconds(-2), "BTC-USD", "kraken", 101, null, null)));
        await bench.Stream.SendAsync(new QuoteUpdate(now, new Quote(now.AddSeconds(-1), "BTC-USD", "kraken", 1010, null, null)));
        await bench.CandleAsync("BTC-USD", new Candle(Noon, 1000, 2000, 500, 1000, 10, 10_000, 5));

        var snapshot = await bench.SnapshotAsync();

        snapshot.Symbols[0].Quote!.Last.ShouldBe(101);
        snapshot.Symbols[0].Candles.Close[^1].ShouldBeLessThan(200);
        snapshot.Warnings.ShouldContain("kraken: candles were refused because their prices are more than a factor of two from the candle before, of BTC-USD.");
    }

    [Fact]
    public async Task Snapshot_Quote_IsTheNewestKnown()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-9), Noon));
        await bench.StartAsync();
        var now = bench.Market.GetUtcNow();
        foreach (var (seconds, last) in ((int, decimal)[])[(-5, 101), (-1, 102), (-3, 103)])
            await bench.Stream.SendAsync(new QuoteUpdate(now, new Quote(now.AddSeconds(seconds), "BTC-USD", "kraken", last, null, null)));

        var snapshot = await bench.SnapshotAsync();

        snapshot.Symbols[0].Quote!.Last.ShouldBe(102);
        snapshot.Symbols[0].Quote!.ExchangeTime.ShouldBeLessThanOrEqualTo(snapshot.KnownAt);
    }

    [Fact]
    public async Task Snapshot_VenueDownFromTheStart_GivesTheStoreAndSaysSo()
    {
        await using var bench = new FeedBench();
        await bench.Store.WriteAsync("kraken", "BTC-USD", Hour, Hours(Noon.AddHours(-9), Noon.AddHours(-1)), Noon.AddHours(-1), CancellationToken.None);
        bench.Client.Failure = new VenueFailure(VenueFailureKind.Unreachable, "kraken AssetPairs: no answer within 10 s.");
        await bench.StartAsync(connect: false);
        await bench.Stream.SendAsync(new StreamLost(bench.Market.GetUtcNow(), "no connection within 5 s."));

        var snapshot = await bench.SnapshotAsync();
        snapshot.Tier.ShouldBe("cold");
        snapshot.Symbols.ShouldHaveSingleItem().Candles.Count.ShouldBe(8);
        snapshot.Warnings.ShouldContain(w => w.Contains("the list of instruments is an old one. kraken AssetPairs: no answer within 10 s."));
        snapshot.Warnings.ShouldContain(w => w.Contains("candles come from the store"));

        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-9), Noon));
        bench.Client.List("ETH-USD", Hours(Noon.AddHours(-9), Noon));
        bench.Client.Failure = null;
        await Until(() =>
        {
            bench.Wall.Advance(TimeSpan.FromMilliseconds(20));
            return bench.SnapshotAsync().Result.Symbols.Count == 2;
        });
        (await bench.SnapshotAsync()).Tier.ShouldBe("warm");
        await Until(() => bench.Stream.Subscriptions.LastOrDefault()?.Count == 2);
    }

    [Fact]
    public async Task Snapshot_NeitherVenueNorStore_IsEmptyAndNotReady()
    {
        await using var bench = new FeedBench();
        bench.Client.Failure = new VenueFailure(VenueFailureKind.Unreachable, "kraken AssetPairs: gone.");
        await bench.Feed.StartAsync(CancellationToken.None);

        var snapshot = await bench.SnapshotAsync();

        snapshot.Symbols.ShouldBeEmpty();
        bench.Feed.Ready.IsCompleted.ShouldBeFalse();
        snapshot.Warnings.ShouldContain(w => w.Contains("backfill is at 0 of 0"));
    }

    [Fact]
    public async Task Snapshot_StreamLost_IsWarmAndHoursComeFromRest()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-9), Noon));
        await bench.StartAsync();
        await bench.Stream.SendAsync(new StreamLost(bench.Market.GetUtcNow(), "silent for 10 s."));
        bench.Client.Candles["BTC-USD"].AddRange(Hours(Noon, Noon.AddHours(2)));

        bench.Wall.Advance(TimeSpan.FromMinutes(30));
        await Until(() =>
        {
            bench.Wall.Advance(TimeSpan.FromMilliseconds(10));
            return bench.SnapshotAsync().Result.Symbols[0].Candles.End == Noon + Hour;
        });

        var snapshot = await bench.SnapshotAsync();
        snapshot.Tier.ShouldBe("warm");
        snapshot.Warnings.ShouldHaveSingleItem().ShouldContain("no stream since 2025-11-06 12:30:00Z, silent for 10 s; candles come from REST.");
        await Until(() => bench.Quotes.Find("BTC-USD")?.Quote.Last == 123);
    }

    [Fact]
    public async Task Snapshot_VenuesLeftOut_IsOneOfAMarketThatDoesNotHaveThem()
    {
        await using var bench = new FeedBench(sources: WithOkxAndPerpetuals);
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-9), Noon));
        await bench.StartAsync();
        await Until(() => bench.Feed.Sources.Warnings.Count() == 3);
        foreach (var (venue, mid) in new[] { ("kraken", 105.5m), ("okx", 1000m), ("coinbase", 1000m) }) bench.Books.Open(VenueBook.Of("BTC-USD", venue, bench.Market.GetUtcNow().AddSeconds(-1), mid));

        var all = await bench.SnapshotAsync();
        all.Symbols[0].Feeds.Books!.ShouldAllBe(b => b.Integrity == BookIntegrity.PriceDisagrees);
        all.VenueHealth!.Keys.ShouldBe(["kraken", "okx", "krakenfutures", "bybit"]);
        all.Warnings.Count(w => w.StartsWith("okx", StringComparison.Ordinal)).ShouldBe(2, "its list and its price");

        var some = await bench.SnapshotAsync("okx", "bybit");
        some.Symbols[0].Feeds.Books!.Select(b => (b.Venue, b.Integrity)).ShouldBe([("coinbase", BookIntegrity.PriceDisagrees), ("kraken", BookIntegrity.Verified)]);
        some.VenueHealth!.Keys.ShouldBe(["kraken", "krakenfutures"]);
        some.Warnings.Select(static w => w.Split(':')[0]).ShouldBe(["krakenfutures", "coinbase"]);
        (await bench.SnapshotAsync()).Symbols[0].Feeds.Books!.Count.ShouldBe(3, "the venues go on");
    }

    [Fact]
    public async Task Snapshot_VenuesOfPerpetualsLeftOut_IsConnectedAsFarAsTheOthersAre()
    {
        await using var bench = new FeedBench(sources: static b => new SideSources([], [Perpetuals(b, "bybit", new VenueResult<IReadOnlyList<PerpetualTicker>>([], null)), Perpetuals(b, "krakenfutures")]));
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-9), Noon));
        await bench.StartAsync();
        await Until(() => bench.Feed.Sources.Warnings.Any() && bench.SnapshotAsync().Result.Symbols[0].Feeds.Perpetuals is not null);

        (await bench.SnapshotAsync()).Symbols[0].Feeds.Perpetuals!.ShouldBeEmpty("bybit has answered and lists none");
        (await bench.SnapshotAsync("krakenfutures")).Symbols[0].Feeds.Perpetuals!.ShouldBeEmpty();
        (await bench.SnapshotAsync("bybit")).Symbols[0].Feeds.Perpetuals.ShouldBeNull("the one that is left has said nothing yet");
        (await bench.SnapshotAsync("bybit", "krakenfutures")).Symbols[0].Feeds.Perpetuals.ShouldBeNull();
    }

    [Fact]
    public async Task KnownAt_WritesAndSnapshotsWhileTimeStandsStill_StrictlyIncreases()
    {
        await using var bench = await TwoSymbolsAtNoonAsync();
        List<DateTimeOffset> snapshots = [];
        for (var i = 1; i <= 20; i++)
        {
            await bench.CandleAsync("BTC-USD", Candle(Noon.AddHours(-2), close: 100 + i));
            var writes = bench.Store.KnownAts;
            snapshots.Add((await bench.Feed.SnapshotAsync(Noon - Hour, [], CancellationToken.None)).KnownAt);
            writes[^1].ShouldBeLessThan(snapshots[^1]);
        }

        await bench.CandleAsync("BTC-USD", Candle(Noon.AddHours(-2), close: 150));
        bench.Store.KnownAts[^1].ShouldBeGreaterThan(snapshots[^1]);
        snapshots.ShouldBe(snapshots.Distinct().Order());
    }

    [Fact]
    public async Task Progress_WhileBackfilling_IsVisible()
    {
        await using var bench = new FeedBench();
        foreach (var symbol in (string[])["A-USD", "B-USD", "C-USD"]) bench.Client.List(symbol, Hours(Noon.AddHours(-9), Noon));
        var release = new TaskCompletionSource();
        bench.Client.Meanwhile = s => s == "C-USD" ? release.Task : Task.CompletedTask;
        await bench.Feed.StartAsync(CancellationToken.None);

        await Until(() => bench.Feed.Progress == new Worker.Markets.FeedProgress(2, 3));
        (await bench.SnapshotAsync()).Warnings.ShouldContain("kraken: the backfill is at 2 of 3 symbols.");

        release.SetResult();
        await bench.Feed.Ready.WaitAsync(TimeSpan.FromSeconds(10));
        bench.Feed.Progress.ShouldBe(new(3, 3));
    }

    /// <summary>Two symbols with a forming candle of the hour that ends at noon; it is noon.</summary>
    private static async Task<FeedBench> TwoSymbolsAtNoonAsync(bool eth = true)
    {
        var bench = new FeedBench(OneSecondBefore);
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-5), Noon.AddHours(-1)));
        bench.Client.List("ETH-USD", Hours(Noon.AddHours(-5), Noon.AddHours(-1)));
        await bench.StartAsync();
        await bench.CandleAsync("BTC-USD", Candle(Noon - Hour));
        if (eth) await bench.CandleAsync("ETH-USD", Candle(Noon - Hour));
        bench.Wall.Advance(TimeSpan.FromSeconds(1));
        return bench;
    }

    private static SideSources WithOkxAndPerpetuals(FeedBench bench) => new(
        [new SideVenue(new FakeClient(bench.Market) { Venue = "okx", Failure = Gone }, new FakeStream { Venue = "okx" }, bench.Books, new QuoteBook(), new TradeTape(), bench.Market, bench.Wall, new FeedOptions(), NullLogger<SideVenue>.Instance)],
        [Perpetuals(bench, "krakenfutures"), Perpetuals(bench, "bybit")],
        Health: static () => new[] { "kraken", "okx", "krakenfutures", "bybit" }.ToDictionary(static v => v, static _ => VenueState.Green, StringComparer.Ordinal));

    private static VenueFailure Gone => new(VenueFailureKind.Unreachable, "It is gone.");

    private static DerivativesFeed Perpetuals(FeedBench bench, string venue, VenueResult<IReadOnlyList<PerpetualTicker>>? tickers = null)
    {
        var client = Substitute.For<IDerivativesClient>();
        client.Venue.Returns(venue);
        client.GetTickersAsync(default).ReturnsForAnyArgs(tickers ?? new VenueResult<IReadOnlyList<PerpetualTicker>>(null, Gone));
        var store = Substitute.For<IDerivativesStore>();
        store.ReadAsync("", default, default, default, default).ReturnsForAnyArgs(new Dictionary<string, PerpetualPoints>(StringComparer.Ordinal));
        return new DerivativesFeed(client, store, bench.Market, bench.Wall, TimeSpan.FromMinutes(1), NullLogger<DerivativesFeed>.Instance);
    }
}
