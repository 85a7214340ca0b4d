using CryptoRun.Domain.Gates;
using CryptoRun.Web.Board;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Tests.Board;

public sealed class BoardRowTests
{
    [Fact]
    public async Task Row_Candidate_SaysAllGatesPassAndLinksToItsReasons()
    {
        var html = await RowAsync(BoardFixture.Row(2, BoardFixture.At));

        html.ShouldContain("data-symbol=\"AR-USD\"");
        html.ShouldContain("href=\"/explain/AR-USD\"");
        html.ShouldContain("All gates pass");
        html.ShouldContain("verdict candidate");
        html.ShouldContain("11/11");
        html.ShouldContain("sbar pass");
        html.ShouldNotContain("class=\"stale\"");
    }

    [Fact]
    public async Task Row_Watch_NamesTheFailureWithItsNumbers()
    {
        var html = await RowAsync(BoardFixture.Row(3, BoardFixture.At));

        html.ShouldContain("verdict watch");
        html.ShouldContain("VADR 1.42 < 1.85");
        html.ShouldContain("9/11");
    }

    [Fact]
    public async Task Row_BlockedUnderTheScoreGate_IsGreyAndNamesScoreFirst()
    {
        var html = await RowAsync(BoardFixture.Row(6, BoardFixture.At));

        html.ShouldContain("verdict blocked");
        html.ShouldContain("Score 73.3 < 75");
        html.ShouldNotContain("sbar pass");
    }

    [Theory]
    [InlineData(Freshness.Live, "age live", "data-age")]
    [InlineData(Freshness.Delayed, "age delayed", "data-age")]
    [InlineData(Freshness.Stale, "age stale", "class=\"stale\"")]
    [InlineData(Freshness.NoTrade, "no trade", "age notrade")]
    [InlineData(Freshness.NoData, "no data", "age t3")]
    public async Task Row_EachFreshness_LooksDifferent(Freshness freshness, string says, string also)
    {
        var html = await RowAsync(BoardFixture.Row(0, BoardFixture.At) with { Freshness = freshness });

        html.ShouldContain(says);
        html.ShouldContain(also);
    }

    [Fact]
    public async Task Row_Stale_KeepsItsValues()
    {
        var html = await RowAsync(BoardFixture.Row(0, BoardFixture.At) with { Freshness = Freshness.Stale, Price = "4.5414" });

        html.ShouldContain("4.5414");
    }

    [Fact]
    public async Task Row_WithoutBookOrPerpetual_SaysNotAvailable()
    {
        var html = await RowAsync(BoardFixture.Row(0, BoardFixture.At) with { SpreadBps = null, DepthUsd = null, FundingZ = null, Vadr = null });

        html.Split("n/a").Length.ShouldBe(5);
    }

    [Fact]
    public async Task Row_ManyFailures_NamesTheFirstAndCountsTheOthers()
    {
        var gates = new BoardGates(6, 11, "funding", "Funding z +1.94 > 0", ["trend", "fatigue", "spread", "depth"], null, [.. GateOrder.All.Select(_ => GateOutcome.Failed)]);

        var html = await RowAsync(BoardFixture.Row(0, BoardFixture.At) with { Gates = gates });

        html.ShouldContain("Funding z +1.94 > 0</span><em> +4</em>");
        html.ShouldContain("Fails Funding z +1.94 > 0; also trend, fatigue, spread, depth");
    }

    [Fact]
    public async Task Row_OnlyTheScoreFails_TellsTheNearestMiss()
    {
        var gates = new BoardGates(10, 11, "score", "Score 74.1 < 75", [], "VADR 1.90 ≥ 1.85", [GateOutcome.Failed, .. Enumerable.Repeat(GateOutcome.Passed, 10)]);

        var html = await RowAsync(BoardFixture.Row(0, BoardFixture.At) with { Gates = gates });

        html.ShouldContain("Score 74.1 < 75</span><em class=\"wo\"> · next VADR 1.90 ≥ 1.85</em>");
    }

    [Fact]
    public async Task Row_Contributions_AreReadOutWithSign()
    {
        var html = await RowAsync(BoardFixture.Row(0, BoardFixture.At) with { Contributions = new BoardContributions(13.5, 9.7, 7.3, 2.1, -5.5) });

        html.ShouldContain("aria-label=\"Momentum +13.5, Technical +9.7, Volume +7.3, Quality +2.1, Catalyst −5.5\"");
        html.ShouldContain("class=\"fm\" style=\"--v:40.9%\"");
    }

    private static Task<string> RowAsync(BoardRow row) =>
        Rendered.HtmlAsync<BoardTable>((nameof(BoardTable.Rows), new[] { row }), (nameof(BoardTable.Threshold), 75.0), (nameof(BoardTable.Query), BoardQuery.All));
}
