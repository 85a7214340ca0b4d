using CryptoRun.Web.Board;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Tests.Board;

public sealed class OrderHoldTests
{
    private readonly OrderHold _hold = new();

    [Fact]
    public void Arrange_NotHeld_IsAsWanted()
    {
        Show("A B C", held: false).ShouldBe("A B C");
        Show("C A B", held: false).ShouldBe("C A B");
        _hold.Waiting.ShouldBe(0);
    }

    [Fact]
    public void Arrange_Held_KeepsPlacesAndCountsThoseThatWait()
    {
        Show("A B C D", held: false);
        Show("B A C D", held: true).ShouldBe("A B C D");
        _hold.Waiting.ShouldBe(2);
        Show("B A C D", held: false).ShouldBe("B A C D");
        _hold.Waiting.ShouldBe(0);
    }

    [Fact]
    public void Arrange_HeldWhileRowsComeAndGo_AppendsAndDrops()
    {
        Show("A B C", held: false);
        Show("X C B", held: true).ShouldBe("B C X");
    }

    [Fact]
    public void Arrange_Held_ShowsNewValuesInOldPlaces()
    {
        _hold.Arrange([BoardFixture.Row(0, BoardFixture.At)], held: false);
        var shown = _hold.Arrange([BoardFixture.Row(0, BoardFixture.At) with { Price = "7" }], held: true);

        shown.Single().Price.ShouldBe("7");
    }

    private string Show(string wanted, bool held)
    {
        List<BoardRow> rows = [.. wanted.Split(' ').Select(s => BoardFixture.Row(0, BoardFixture.At) with { Symbol = s })];
        return string.Join(' ', _hold.Arrange(rows, held).Select(r => r.Symbol));
    }
}
