using CryptoRun.Web.Board;

namespace CryptoRun.Web.Tests.Board;

public sealed class RowsShownTests
{
    private readonly RowsShown _shown = new();

    [Fact]
    public void Show_FirstTime_DoesNotFlash() => Next("1.00").ShouldBe(PriceFlash.None);

    [Theory]
    [InlineData("1.01", PriceFlash.Up)]
    [InlineData("0.99", PriceFlash.Down)]
    [InlineData("1.000", PriceFlash.None)]
    [InlineData("nonsense", PriceFlash.None)]
    internal void Show_AnotherPrice_FlashesItsWay(string price, PriceFlash expected)
    {
        Next("1.00");

        Next(price).ShouldBe(expected);
    }

    [Fact]
    public void Show_TheSameRow_KeepsWhatItDid()
    {
        Next("1.00");
        var row = BoardFixture.Row(0, BoardFixture.At) with { Price = "1.01" };
        Show(row);

        Show(row).ShouldBe(PriceFlash.Up);
        Show(row with { Rank = 9 }).ShouldBe(PriceFlash.None);
    }

    [Fact]
    public void Show_BackAfterARenderingWithoutIt_DoesNotFlash()
    {
        Next("1.00");
        _shown.Begin();

        Next("1.01").ShouldBe(PriceFlash.None);
    }

    private PriceFlash Next(string price) => Show(BoardFixture.Row(0, BoardFixture.At) with { Price = price });

    private PriceFlash Show(CryptoRun.Worker.Live.BoardRow row)
    {
        _shown.Begin();
        return _shown.Show(row);
    }
}
