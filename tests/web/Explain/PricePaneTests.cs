using System.Net;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scoring;
using CryptoRun.Web.Charts;
using CryptoRun.Web.Explain;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using NSubstitute;

namespace CryptoRun.Web.Tests.Explain;

public sealed class PricePaneTests
{
    private static readonly ScoreExplanation Best = ScanFixture.Run().Candidates[0];
    private static readonly DateTimeOffset At = ScanFixture.At;

    [Fact]
    public async Task ReadAsync_ScanThatIsKept_ReadsCandlesAsKnownThenAndOfClosedHoursAlone()
    {
        var (scans, candles) = (Substitute.For<IScanStore>(), Substitute.For<ICandleStore>());
        scans.FindAsync(Best.ScanId, default).Returns(new StoredScan(ScanFixture.Run(), "run", "scan.hot", At.AddSeconds(3), "kraken", [], null));
        scans.HistoryAsync(default!, default, default, default).ReturnsForAnyArgs([]);
        candles.ReadAsync(default!, default!, default, default, default, default, default).ReturnsForAnyArgs([]);

        (await ScanMarket.ReadAsync(Best, scans, candles, default)).KnownAt.ShouldBe(At.AddSeconds(3));

        await candles.Received().ReadAsync("kraken", Best.Symbol, CandleSeries.BarWidth, At.AddDays(-30), At, At.AddSeconds(3), default);
    }

    [Fact]
    public void Picture_HourMissing_StaysMissingAndSignalAndTurnsAreMarked()
    {
        var market = Market(gapAt: 20);

        var picture = market.Picture(Best, 2);

        picture.Missing.ShouldBe(1);
        picture.Candles.ShouldNotContain(c => c.OpenTime == At.AddHours(-20));
        picture.Marks.Select(m => m.Kind).ShouldBe([CandleMarkKind.Candidate, CandleMarkKind.Left, CandleMarkKind.Signal]);
        picture.Marks[^1].Time.ShouldBe(market.Signal(Best)!.Time);
        picture.Marks[^1].Text.ShouldBe("signal, C 71.0");
    }

    [Fact]
    public async Task PricePane_Rendered_SaysInWordsWhatItDrawsAndWhoDrewIt()
    {
        var html = await RenderAsync(Market(gapAt: 20), 2);

        html.ShouldContain("47 closed hourly candles of " + Best.Symbol + " on kraken");
        html.ShouldContain("1 hour missing");
        html.ShouldContain("1 hour without a candle left blank");
        html.ShouldContain("https://www.tradingview.com/");
        html.ShouldContain("as known at 15:00:03 UTC");
    }

    [Fact]
    public async Task PricePane_NothingStoredOrNothingReadYet_SaysSo()
    {
        (await RenderAsync(null, 7)).ShouldContain("Reading the candles");
        (await RenderAsync(Market(gapAt: 20) with { Candles = [] }, 7)).ShouldContain("No candle of " + Best.Symbol + " is stored for the 7 days");
    }

    [Fact]
    public void Levels_OfAScan_AreThoseOfTheExitRulesForItsPrice()
    {
        var price = Best.Market.Price;

        var levels = ScanMarket.Levels(Best).ToList();

        levels.Count.ShouldBe(3);
        levels[0].Price.ShouldBeInRange(price * 0.94 - 1e-9, price * 0.96 + 1e-9);
        levels[0].Text.ShouldStartWith("stop −");
        levels[1].Price.ShouldBe(price * 1.15, 1e-9);
        levels[2].Text.ShouldBe("all at +30 %");
    }

    [Fact]
    public void Vwap_OfEqualBars_IsTheirTypicalPriceFromTheFirstWholeDayOn()
    {
        var vwap = Market(gapAt: 20).Picture(Best, 7).Vwap;

        vwap[0].OpenTime.ShouldBe(At.AddHours(-100 + 23));
        vwap[0].Price.ShouldBe(100, 1e-9);
        vwap.ShouldNotContain(v => v.OpenTime == At.AddHours(-20));
        vwap[^1].Price.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Kept_ScansStoredOrNot_SaysWhetherEveryGateEverPassed()
    {
        Market(gapAt: 20).Kept(At.AddDays(-2)).ShouldBe("4 stored scans in 1 d 5 h: every hard gate passed in 1");
        (Market(gapAt: 20) with { History = [] }).Kept(At.AddDays(-2)).ShouldContain("No earlier scan of the coin is stored");
    }

    private static async Task<string> RenderAsync(ScanMarket? market, int days) => WebUtility.HtmlDecode(await Rendered.WithAsync<PricePane>(
        services => services.AddSingleton(Substitute.For<IJSRuntime>()),
        ("Explanation", Best), ("Market", market), ("Days", days), ("Address", (Func<int, string>)(d => "?range=" + d))));

    /// <summary>Flat, then a jump that is a signal two bars before the end.</summary>
    private static ScanMarket Market(int gapAt) => new(
        At.AddSeconds(3),
        "kraken",
        [.. Enumerable.Range(1, 100).Select(h => 101 - h).Where(h => h != gapAt).Select(h => new Candle(At.AddHours(-h), 100, 101, 99, h <= 3 ? 110 : 100, 5))],
        null,
        [Point(30, Verdict.Blocked, 60), Point(20, Verdict.Candidate, 80), Point(10, Verdict.Watch, 76), Point(1, Verdict.Watch, 71)]);

    private static ScoreHistoryPoint Point(int hoursAgo, Verdict verdict, double composite) => new(At.AddHours(-hoursAgo), "s" + hoursAgo, composite, composite, 1, [0, 0, 0, 0, 0], verdict);
}
