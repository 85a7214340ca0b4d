using CryptoRun.Domain.Gates;
using CryptoRun.Web.Board;

namespace CryptoRun.Web.Tests.Board;

public sealed class BoardQueryTests
{
    [Theory]
    [InlineData("?verdict=watch&minScore=62.5&maxFails=2&failing=vadr&q=so&regime=Choppy&tier=hot,warm&sort=-return24h&limit=20&cols=score,gates,px")]
    [InlineData("?cols=none")]
    [InlineData("?sort=symbol")]
    [InlineData("")]
    public void Address_ReadAndWritten_IsTheSame(string address) => BoardQueryReader.Read("http://localhost/" + address).ToAddress().ShouldBe(address);

    [Theory]
    [InlineData("?sort=rank")]
    [InlineData("?sort=-final")]
    [InlineData("?limit=0&verdict=x&unknown=1")]
    public void Address_OrderOfRankOrNothingUsable_IsTheWholeBoard(string address) => BoardQueryReader.Read("http://localhost/" + address).ShouldBe(BoardQuery.All);

    [Fact]
    public void Apply_Failing_GivesOnlyRowsThatFailThatGate()
    {
        var board = BoardFixture.Board();
        var rows = (BoardQuery.All with { Failing = "vadr" }).Apply(board);

        rows.Count.ShouldBeInRange(1, 59);
        rows.ShouldAllBe(r => r.Gates.Outcomes[1] == GateOutcome.Failed);
    }

    [Fact]
    public void Apply_Tiers_GivesOnlyRowsOfThose()
    {
        var board = BoardFixture.Board(3);
        board = board with { Candidates = [board.Candidates[0], board.Candidates[1] with { Tier = "warm" }, board.Candidates[2] with { Tier = "cold" }] };

        (BoardQueryReader.Read("http://localhost/?tier=warm,hot")).Apply(board).Select(r => r.Rank).ShouldBe([1, 2]);
        (BoardQueryReader.Read("http://localhost/?tier=hot,warm,cold")).ShouldBe(BoardQuery.All);
    }

    [Fact]
    public void Columns_Named_AreShownBesideRankAndSymbolInTheTablesOrder()
    {
        var query = BoardQueryReader.Read("http://localhost/?cols=px,score,colour");

        query.Columns.ShouldBe("score,px");
        BoardColumn.All.Where(c => query.Shows(c.Key)).Select(c => c.Key).ShouldBe(["rank", "sym", "score", "px"]);
        BoardQueryReader.Chosen([.. BoardColumn.All.Select(c => c.Key)]).ShouldBeNull();
    }

    [Theory]
    [InlineData("spread")]
    [InlineData("-spread")]
    public void Sort_AbsentValues_ComeLastEitherWay(string sort)
    {
        var rows = (BoardQuery.All with { Sort = BoardSort.Parse(sort)! }).Apply(BoardFixture.Board());

        var absent = rows.Select(r => r.SpreadBps is null).ToList();
        absent.ShouldBe(absent.Order().ToList());
        absent.ShouldContain(true);
    }

    [Fact]
    public void Click_TwiceOnAColumn_TurnsTheOrder()
    {
        var first = BoardSort.Rank.Click("return24h");
        first.Word.ShouldBe("-return24h");
        first.Click("return24h").Word.ShouldBe("return24h");
        BoardSort.Rank.Click("final").Word.ShouldBe("final");
        BoardSort.Rank.Click("final").Click("final").ShouldBeSameAs(BoardSort.Rank);
    }
}
