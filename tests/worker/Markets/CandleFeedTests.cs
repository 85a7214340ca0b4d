using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using static CryptoRun.Worker.Tests.Markets.FeedBench;

namespace CryptoRun.Worker.Tests.Markets;

public class CandleFeedTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Backfill_EmptyStore_StoresClosedHoursAndKeepsTheFormingOneOut()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-20), Noon.AddHours(1)));
        await bench.StartAsync();

        var snapshot = await bench.SnapshotAsync();

        var btc = snapshot.Symbols.ShouldHaveSingleItem();
        btc.Candles.Count.ShouldBe(20);
        btc.Candles.End.ShouldBe(Noon);
        (await bench.FromStoreAsync(snapshot, bench.Market.GetUtcNow(), "BTC-USD")).Close.ToArray().ShouldBe(btc.Candles.Close.ToArray());
        bench.Feed.Progress.ShouldBe(new(1, 1));
        snapshot.Tier.ShouldBe("hot");
        snapshot.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Backfill_StoreHasMost_AsksRestOnlyFromTheLastStoredHour()
    {
        await using var bench = new FeedBench();
        var all = Hours(Noon.AddHours(-20), Noon.AddHours(1));
        bench.Client.List("BTC-USD", all);
        await bench.Store.WriteAsync("kraken", "BTC-USD", Hour, all[..15], Noon.AddHours(-6), CancellationToken.None);

        await bench.StartAsync();

        bench.Client.CandleCalls.ShouldHaveSingleItem().Since.ShouldBe(all[14].OpenTime);
        (await bench.SnapshotAsync()).Symbols[0].Candles.Count.ShouldBe(20);
    }

    [Fact]
    public async Task Backfill_StoreHasAll_AsksNothing()
    {
        await using var bench = new FeedBench();
        var all = Hours(Noon.AddHours(-20), Noon);
        bench.Client.List("BTC-USD", all);
        await bench.Store.WriteAsync("kraken", "BTC-USD", Hour, all, Noon, CancellationToken.None);

        await bench.StartAsync();

        bench.Client.CandleCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Backfill_HoleInTheStore_IsFilledFromRest()
    {
        await using var bench = new FeedBench();
        var all = Hours(Noon.AddHours(-20), Noon);
        bench.Client.List("BTC-USD", all);
        await bench.Store.WriteAsync("kraken", "BTC-USD", Hour, [.. all[..8], .. all[10..]], Noon, CancellationToken.None);

        await bench.StartAsync();

        var series = (await bench.SnapshotAsync()).Symbols[0].Candles;
        series.GapsInLast(20).ShouldBe(0);
        bench.Client.CandleCalls.ShouldHaveSingleItem().Since.ShouldBe(all[7].OpenTime);
    }

    [Fact]
    public async Task Closing_UpdateOfALaterHour_ClosesTheHourBefore()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-5), Noon));
        await bench.StartAsync();
        await bench.CandleAsync("BTC-USD", Candle(Noon, close: 150));
        bench.Wall.Advance(TimeSpan.FromMinutes(30));
        bench.Store.KnownAts.Count.ShouldBe(1, "nobody knows yet that the hour has had its last trade");

        await bench.CandleAsync("BTC-USD", Candle(Noon + Hour, close: 160));

        var series = (await bench.SnapshotAsync()).Symbols[0].Candles;
        series.End.ShouldBe(Noon + Hour);
        series.Close[^1].ShouldBe(150);
    }

    [Fact]
    public async Task Closing_NoLaterUpdate_ClosesAfterTheGrace()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-5), Noon));
        await bench.StartAsync();
        await bench.CandleAsync("BTC-USD", Candle(Noon, close: 150));

        await AdvanceUntil(bench, Noon + Hour + TimeSpan.FromSeconds(2), () => bench.Store.KnownAts.Count == 2);

        var series = (await bench.SnapshotAsync()).Symbols[0].Candles;
        series.Close[^1].ShouldBe(150);
        bench.Client.CandleCalls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Closing_HourNotOverByOurClock_WaitsForIt()
    {
        await using var bench = new FeedBench(Noon.AddMinutes(59).AddSeconds(59));
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-5), Noon));
        await bench.StartAsync();
        await bench.CandleAsync("BTC-USD", Candle(Noon, close: 150));

        // The venue's clock is ahead.
        await bench.CandleAsync("BTC-USD", Candle(Noon + Hour, close: 160));
        (await bench.SnapshotAsync()).Symbols[0].Candles.End.ShouldBe(Noon);

        bench.Wall.Advance(TimeSpan.FromSeconds(1));
        await bench.CandleAsync("BTC-USD", Candle(Noon + Hour, close: 161));
        (await bench.SnapshotAsync()).Symbols[0].Candles.End.ShouldBe(Noon + Hour);
    }

    [Fact]
    public async Task Correction_OfAClosedHour_IsANewVersionAndRebuildsTheSeries()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-5), Noon));
        await bench.StartAsync();
        var before = await bench.SnapshotAsync();

        await bench.CandleAsync("BTC-USD", Candle(Noon.AddHours(-3), close: 177));

        var after = await bench.SnapshotAsync();
        after.KnownAt.ShouldBeGreaterThan(before.KnownAt);
        after.Symbols[0].Candles.Close[2].ShouldBe(177);
        var at = bench.Market.GetUtcNow();
        (await bench.FromStoreAsync(before, at, "BTC-USD")).Close.ToArray().ShouldBe(before.Symbols[0].Candles.Close.ToArray());
        (await bench.FromStoreAsync(after, at, "BTC-USD")).Close.ToArray().ShouldBe(after.Symbols[0].Candles.Close.ToArray());
    }

    [Fact]
    public async Task Correction_EqualCandleAgain_ChangesNothing()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-5), Noon));
        await bench.StartAsync();
        var versions = bench.Store.KnownAts.Count;

        await bench.CandleAsync("BTC-USD", Candle(Noon.AddHours(-3)));

        bench.Store.KnownAts.Count.ShouldBe(versions);
    }

    [Fact]
    public async Task Reconnect_HoursMissed_AreRepairedFromRestBeforeTheSymbolIsLiveAgain()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-5), Noon));
        await bench.StartAsync();
        await bench.CandleAsync("BTC-USD", Candle(Noon, close: 111, volume: 3));
        await bench.Stream.SendAsync(new StreamLost(bench.Market.GetUtcNow(), "silent"));
        bench.Client.Candles["BTC-USD"] = Hours(Noon.AddHours(-5), Noon.AddHours(4));
        var release = new TaskCompletionSource();
        bench.Client.Meanwhile = _ => release.Task;
        bench.Wall.Advance(TimeSpan.FromHours(2.9));

        await bench.ConnectAsync(2);
        await bench.CandleAsync("BTC-USD", Candle(Noon.AddHours(3), close: 130));
        var during = await bench.SnapshotAsync();
        release.SetResult();
        await Until(() => bench.Client.CandleCalls.Any(c => c.Since == Noon.AddHours(-1)));
        await UntilSeries(bench, s => s.End == Noon.AddHours(3));
        await Until(() => bench.SnapshotAsync().Result.Warnings.Count == 0);

        during.Warnings.ShouldContain(w => w.Contains("not repaired yet for BTC-USD"));
        during.Symbols[0].Candles.End.ShouldBe(Noon, "the torn candle of the lost hour must not be taken for a closed one");
        var after = await bench.SnapshotAsync();
        after.Symbols[0].Candles.GapsInLast(10).ShouldBe(0);
        after.Symbols[0].Candles.Close[^3].ShouldBe((double)Candle(Noon).Close);
        after.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reconnect_WithinTheHour_NeedsNoRest()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-5), Noon));
        await bench.StartAsync();
        await bench.CandleAsync("BTC-USD", Candle(Noon, close: 111));
        var calls = bench.Client.CandleCalls.Count;
        await bench.Stream.SendAsync(new StreamLost(bench.Market.GetUtcNow(), "silent"));
        bench.Wall.Advance(TimeSpan.FromMinutes(5));

        await bench.ConnectAsync(2);

        await Until(() => bench.SnapshotAsync().Result.Warnings.Count == 0);
        bench.Client.CandleCalls.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task Hour_SymbolWithoutTrades_IsAskedForAtRest()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-5), Noon));
        await bench.StartAsync();
        bench.Client.Candles["BTC-USD"].Add(new Candle(Noon, 100, 100, 100, 100, 0, 0, 0));

        await AdvanceUntil(bench, Noon + Hour + TimeSpan.FromSeconds(2), () => bench.Store.KnownAts.Count == 2);

        var series = (await bench.SnapshotAsync()).Symbols[0].Candles;
        series.End.ShouldBe(Noon + Hour);
        series.Filled[^1].ShouldBeFalse();
    }

    [Fact]
    public async Task Store_WriteFails_SymbolIsReadAnewAndCatchesUp()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", Hours(Noon.AddHours(-5), Noon));
        await bench.StartAsync();
        await bench.CandleAsync("BTC-USD", Candle(Noon, close: 150));
        bench.Wall.Advance(TimeSpan.FromMinutes(30));
        bench.Client.Candles["BTC-USD"].AddRange([Candle(Noon, close: 150), Candle(Noon + Hour)]);
        bench.Store.FailNextWrite = new IOException("disk full");

        await bench.CandleAsync("BTC-USD", Candle(Noon + Hour, close: 160));

        await UntilSeries(bench, s => s.End == Noon + Hour);
        var snapshot = await bench.SnapshotAsync();
        (await bench.FromStoreAsync(snapshot, bench.Market.GetUtcNow(), "BTC-USD")).Close.ToArray().ShouldBe(snapshot.Symbols[0].Candles.Close.ToArray());
    }

    private static async Task UntilSeries(FeedBench bench, Func<CandleSeries, bool> condition) =>
        await Until(() => condition(bench.SnapshotAsync().Result.Symbols[0].Candles));

    /// <summary>Moves time in steps, so that loops on other threads come to arm their next timer.</summary>
    private static async Task AdvanceUntil(FeedBench bench, DateTimeOffset target, Func<bool> condition)
    {
        bench.Wall.Advance(target - bench.Wall.GetUtcNow() - TimeSpan.FromSeconds(2));
        await Until(() =>
        {
            bench.Wall.Advance(TimeSpan.FromMilliseconds(10));
            return condition();
        });
    }
}
