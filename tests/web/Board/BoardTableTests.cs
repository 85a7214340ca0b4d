using CryptoRun.Web.Board;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Tests.Board;

public sealed class BoardTableTests
{
    [Fact]
    public async Task Table_FiveHundredRows_HasThoseAboutTheScreenAndTheHeightOfTheRest()
    {
        var html = await TableAsync(500);

        html.Split("data-symbol=").Length.ShouldBe(61);
        html.ShouldContain("aria-rowcount=\"501\"");
        html.ShouldContain("aria-rowindex=\"2\" data-symbol=\"ICP-USD\"");
        html.ShouldContain("style=\"--n:0\"");
        html.ShouldContain("style=\"--n:440\"");
        html.ShouldContain("data-long=\"500\"");
    }

    [Theory]
    [InlineData(60)]
    [InlineData(RowWindow.Whole)]
    public async Task Table_OfAScreenOrTwo_HasAllItsRowsAndNoGaps(int rows)
    {
        var html = await TableAsync(rows);

        html.Split("data-symbol=").Length.ShouldBe(rows + 1);
        html.ShouldNotContain("class=\"gap\"");
        html.ShouldNotContain("aria-rowindex");
    }

    [Theory]
    [InlineData(0, 60, 500, 0, 60)]
    [InlineData(230, 73, 500, 230, 73)]
    [InlineData(480, 73, 500, 427, 73)]
    [InlineData(480, 73, 120, 47, 73)]
    [InlineData(480, 73, 90, 0, 90)]
    [InlineData(-9, 100000, 500, 0, 200)]
    [InlineData(int.MaxValue, int.MinValue, 500, 440, 60)]
    public void Window_AskedFor_LiesWithinTheRows(int first, int count, int rows, int expectedFirst, int expectedCount)
    {
        var window = RowWindow.Of(first, count).On(rows);

        window.ShouldBe(new RowWindow(expectedFirst, expectedCount));
        List<BoardRow> all = [.. Enumerable.Range(0, rows).Select(i => BoardFixture.Row(i, BoardFixture.At))];
        window.Of(all).Select(r => r.Rank).ShouldBe(Enumerable.Range(expectedFirst + 1, expectedCount));
    }

    private static Task<string> TableAsync(int rows) => Rendered.HtmlAsync<BoardTable>(
        (nameof(BoardTable.Rows), BoardFixture.Board(rows).Candidates), (nameof(BoardTable.Threshold), 75.0), (nameof(BoardTable.Query), BoardQuery.All));
}
