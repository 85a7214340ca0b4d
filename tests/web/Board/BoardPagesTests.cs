using System.Net;
using CryptoRun.Web.Board;

namespace CryptoRun.Web.Tests.Board;

/// <summary>The page as the first answer brings it, before any script has run.</summary>
public sealed class BoardPagesTests
{
    [Fact]
    public async Task Page_WithABoard_ArrivesWithAllRows()
    {
        using var web = new PublishedWeb();

        var html = await web.Http.GetStringAsync("/");

        html.Split("data-symbol=").Length.ShouldBe(61);
        html.ShouldContain("SIMULATED");
        html.ShouldContain("data-source=\"simulated\"");
        html.ShouldContain("2 excluded");
    }

    [Fact]
    public async Task Page_FilterInTheAddress_IsApplied()
    {
        using var web = new PublishedWeb();

        var html = await web.Http.GetStringAsync("/?verdict=candidate&sort=-return24h&limit=nonsense");

        html.Split("data-symbol=").Length.ShouldBe(2);
        html.ShouldContain("data-symbol=\"AR-USD\"");
        html.ShouldContain("/api/v1/candidates?verdict=candidate&amp;sort=-return24h&amp;format=csv");
    }

    [Fact]
    public async Task Page_ColumnsInTheAddress_AreShownAndStayInEveryLinkButTheExport()
    {
        using var web = new PublishedWeb();

        var html = await web.Http.GetStringAsync("/?cols=score,px");

        html.ShouldContain("class=\"board chosen no-dr no-spark");
        html.ShouldContain("sort=-price&amp;cols=score,px");
        html.ShouldContain("\"/api/v1/candidates?format=csv\"");
    }

    [Fact]
    public async Task Page_WithABoard_CountsHowFreshItsPricesAre()
    {
        using var web = new PublishedWeb();

        var html = await web.Http.GetStringAsync("/?verdict=candidate");

        html.ShouldContain("Prices: 56 live, 1 delayed, 1 stale, 1 no trade, 1 no data");
        html.ShouldContain("href=\"/?verdict=candidate&amp;sort=-age\"");
    }

    [Fact]
    public async Task Page_FilterLeavesNothing_SaysWhatComesClosest()
    {
        using var web = new PublishedWeb();

        var html = await web.Http.GetStringAsync("/?minScore=110");

        html.ShouldContain("No candidate passes these filters");
        html.ShouldContain("AR-USD (0 of 11 fail, 76.9)");
    }

    [Theory]
    [InlineData("?minScore=80&verdict=watch", "Without <b>score ≥ 80</b><a class=\"dotted t1\" href=\"/?verdict=watch\">")]
    [InlineData("?q=BTC&verdict=watch&cols=score", "Without <b>verdict Watch</b><a class=\"dotted t1\" href=\"/?q=BTC&cols=score\">1 row passes</a>")]
    [InlineData("?regime=TrendingBull", "Without <b>regime Trending bull</b><a class=\"dotted t1\" href=\"/\">60 rows pass</a>")]
    [InlineData("?minScore=110&q=zzz", "No single filter is to blame")]
    public async Task Page_FilterLeavesNothing_SaysWhichOneIsToBlame(string query, string says)
    {
        using var web = new PublishedWeb();

        WebUtility.HtmlDecode(await web.Http.GetStringAsync("/" + query)).ShouldContain(says);
    }

    [Fact]
    public async Task Page_NothingScannedYet_SaysWhatHappensNext()
    {
        await using var web = new WebFixture();

        var html = await web.CreateClient().GetStringAsync("/");

        html.ShouldContain("No scan has run yet");
        html.ShouldNotContain("data-symbol");
    }

    [Fact]
    public async Task Page_FirstScanRunning_ShowsTheShapeOfTheTable()
    {
        await using var web = new WebFixture();
        web.Live.Report(BoardFixture.Progress());
        web.Wall.Advance(TimeSpan.FromSeconds(1));

        var html = await web.CreateClient().GetStringAsync("/");

        html.ShouldContain("aria-busy=\"true\"");
        html.ShouldContain("61 of 83");
    }

    [Fact]
    public async Task Page_HistoryBeingFilledIn_SaysHowFar()
    {
        await using var web = new WebFixture();
        web.Live.Report(new Worker.Live.ProgressEvent("start-up", "backfill", Domain.Scanning.ScanStage.Candles, 12, 60, null, 0, null, Finished: false, null, []));
        web.Wall.Advance(TimeSpan.FromSeconds(1));

        var html = await web.CreateClient().GetStringAsync("/");

        html.ShouldContain("History is there for 12 of 60 symbols.");
        html.ShouldContain("Filling in history");
        html.ShouldContain("--v:20%");
        html.ShouldNotContain("Scan running");
    }

    [Fact]
    public async Task Page_FirstScanFailed_GivesTheCorrelation()
    {
        var html = await Rendered.HtmlAsync<NoScanYet>((nameof(NoScanYet.Progress), BoardFixture.Progress(3, finished: true, outcome: "failed") with { Warnings = ["Kraken did not answer."] }));

        html.ShouldContain("The first scan failed");
        html.ShouldContain("Kraken did not answer.");
        html.ShouldContain("7f3a91c2d4e5");
    }
}
