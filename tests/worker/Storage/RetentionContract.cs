using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class RetentionContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private static readonly RetentionOptions Options = new();

    [Fact]
    public async Task ApplyAsync_OldMinutes_GoneOlderThanNinetyDaysHoursStay()
    {
        var old = T0.AddDays(-200);
        foreach (var interval in new[] { TimeSpan.FromMinutes(1), TimeSpan.FromHours(1) })
            await Stores.Candles.WriteAsync("kraken", "BTC-USD", interval, [.. Enumerable.Range(0, 201).Select(d => Day(old.AddDays(d)))], T0, None);
        await Stores.Candles.WriteAsync("kraken", "BTC-USD", TimeSpan.FromMinutes(1), [Day(old) with { Close = 1 }], T0, None);

        (await Stores.Retention.ApplyAsync(T0, Options, None)).ShouldBe(new RetentionCounts(111, 0, 0));
        (await Stores.Retention.ApplyAsync(T0, Options, None)).ShouldBe(new RetentionCounts(0, 0, 0));

        var minutes = await ReadAsync(TimeSpan.FromMinutes(1));
        (minutes.Count, minutes[0].OpenTime).ShouldBe((91, T0.AddDays(-90)));
        (await ReadAsync(TimeSpan.FromHours(1))).Count.ShouldBe(201);
    }

    [Fact]
    public async Task ApplyAsync_ThenWrittenAgain_KeptUntilTheNextTime()
    {
        for (var i = 0; i < 2; i++)
        {
            (await Stores.Candles.WriteAsync("kraken", "BTC-USD", TimeSpan.FromMinutes(1), [Day(T0.AddDays(-200))], T0, None)).New.ShouldBe(1);
            (await Stores.Retention.ApplyAsync(T0, Options, None)).MinuteCandles.ShouldBe(1);
        }
    }

    [Fact]
    public async Task ApplyAsync_OldBooks_GoneAfterSevenDays()
    {
        BookSummary[] books = [.. Enumerable.Range(0, 20).Select(d => new BookSummary(T0.AddDays(-d), "kraken", "BTC-USD", 1, 2, 3, 4, 5, 6, 7, 0, 8, 60))];
        await Stores.Books.WriteAsync(books, T0, None);

        (await Stores.Retention.ApplyAsync(T0, Options, None)).ShouldBe(new RetentionCounts(0, 12, 0));

        (await Stores.Books.ReadAsync("kraken", "BTC-USD", T0.AddDays(-99), T0.AddDays(1), T0, None)).Count.ShouldBe(8);
    }

    [Fact]
    public async Task ApplyAsync_OldScans_ExplanationsGoScansAndRanksStay()
    {
        await Stores.Scans.SaveAsync(Scan(T0.AddDays(-366), symbols: 70, seed: 2), None);
        await Stores.Scans.SaveAsync(Scan(T0.AddDays(-364), symbols: 2, seed: 3), None);
        var (old, kept) = ((await Stores.Scans.ListAsync(null, 2, None))[1].ScanId, (await Stores.Scans.ListAsync(null, 2, None))[0].ScanId);

        (await Stores.Retention.ApplyAsync(T0, Options, None)).ShouldBe(new RetentionCounts(0, 0, 70));
        (await Stores.Retention.ApplyAsync(T0, Options, None)).Explanations.ShouldBe(0);

        (await Stores.Scans.FindExplanationAsync("BTC-USD", old, None)).ShouldBeNull();
        (await Stores.Scans.FindExplanationAsync("C069-USD", null, None)).ShouldBeNull();
        (await Stores.Scans.FindAsync(old, None)).ShouldBeNull();
        (await Stores.Scans.ListAsync(null, 9, None)).Count.ShouldBe(2);
        (await Stores.Scans.HistoryAsync("BTC-USD", T0.AddDays(-999), T0, None)).Count.ShouldBe(2);
        (await Stores.Scans.FindAsync(kept, None))!.Result.Candidates.Count.ShouldBe(2);
        (await Stores.Scans.FindExplanationAsync("BTC-USD", kept, None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task ApplyAsync_OldSweepsAndBars_FullRecordsAndBarsGoScoresStay()
    {
        foreach (var days in new[] { 366, 364 }) await Stores.Sweeps.AppendAsync(PremoveExamples.Sweep(T0.AddDays(-days)), None);
        TradeBar[] bars = [.. Enumerable.Range(0, 10).Select(d => new TradeBar(T0.AddDays(-d), "BTC-USD", 1, 2, 0.1, 3))];
        await Stores.TradeBars.WriteAsync("kraken", bars, T0, None);

        (await Stores.Retention.ApplyAsync(T0, Options, None)).ShouldBe(new RetentionCounts(0, 0, 0, 1, 2));
        (await Stores.Retention.ApplyAsync(T0, Options, None)).ShouldBe(new RetentionCounts(0, 0, 0));

        (await Stores.Sweeps.FindAtAsync(T0.AddDays(-365), None)).ShouldBeNull();
        (await Stores.Sweeps.FindAtAsync(T0, None)).ShouldNotBeNull();
        (await Stores.Sweeps.ListAsync(T0.AddDays(-999), T0, 9, None)).Count.ShouldBe(2);
        (await Stores.Sweeps.HistoryAsync("BTC-USD", T0.AddDays(-999), T0, None)).Count.ShouldBe(2);
        (await Stores.TradeBars.ReadAsync("kraken", T0.AddDays(-99), T0.AddDays(1), T0, None))["BTC-USD"].Count.ShouldBe(8);
    }

    private static Candle Day(DateTimeOffset open) => Candle(0) with { OpenTime = open };

    private Task<IReadOnlyList<Candle>> ReadAsync(TimeSpan interval) => Stores.Candles.ReadAsync("kraken", "BTC-USD", interval, T0.AddDays(-999), T0.AddDays(1), T0.AddDays(1), None);
}
