using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using static CryptoRun.Worker.Tests.Markets.FeedBench;

namespace CryptoRun.Worker.Tests.Markets;

public sealed class GapSearchTests
{
    private static readonly List<Candle> All = Hours(Noon.AddHours(-20), Noon);

    [Fact]
    public async Task BackfillAsync_NothingMissing_AsksNothing()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", All);
        await bench.StartAsync();
        var calls = bench.Client.CandleCalls.Count;

        var found = await FillAsync(bench);

        (found.Symbols, found.MissingBefore, found.MissingAfter).ShouldBe((1, 0, 0));
        found.Failures.ShouldBeEmpty();
        bench.Client.CandleCalls.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task BackfillAsync_TheVenueHasThemNow_AreFilled()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", [.. All.Where((_, i) => i is not (7 or 8))]);
        await bench.StartAsync();
        bench.Client.Candles["BTC-USD"] = All;

        var found = await FillAsync(bench);

        (found.Symbols, found.MissingBefore, found.MissingAfter).ShouldBe((1, 2, 0));
        found.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task BackfillAsync_TheVenueHasThemNotEither_IsCountedAndSaid()
    {
        await using var bench = new FeedBench();
        bench.Client.List("BTC-USD", [.. All.Where((_, i) => i is not (7 or 8))]);
        bench.Client.List("ETH-USD", All);
        await bench.StartAsync();

        var found = await FillAsync(bench);

        (found.Symbols, found.MissingBefore, found.MissingAfter).ShouldBe((2, 2, 2));
        found.Failures.ShouldBe(["BTC-USD: kraken does not have 2 hours either."]);
    }

    /// <summary>Lets time pass while it waits for the repair.</summary>
    private static async Task<FoundGaps> FillAsync(FeedBench bench)
    {
        var fill = bench.Feed.BackfillAsync(bench.Market.GetUtcNow(), TestContext.Current.CancellationToken);
        await Until(() =>
        {
            bench.Wall.Advance(TimeSpan.FromMilliseconds(100));
            return fill.IsCompleted;
        });
        return await fill;
    }
}
