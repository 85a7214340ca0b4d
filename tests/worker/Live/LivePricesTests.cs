using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Tests.Live;

public sealed class LivePricesTests
{
    private static readonly BoardSnapshot Board = Boards.Board(Boards.Row("BTC-USD", "1.00"), Boards.Row("ETH-USD", "2.00"));

    [Fact]
    public void Refresh_NewPrice_ReplacesThatRowAndKeepsTheOther()
    {
        var next = LivePrices.Refresh(Board, Quotes(("BTC-USD", 1.10m, 3)), Boards.At.AddSeconds(4));
        next.Candidates[0].ShouldSatisfyAllConditions(
            r => r.Price.ShouldBe("1.10"),
            r => r.Return1h!.Value.ShouldBe(0.1, 1e-12),
            r => r.DataAgeSeconds.ShouldBe(1),
            r => r.Freshness.ShouldBe(Freshness.Live));
        next.Candidates[1].ShouldBeSameAs(Board.Candidates[1]);
        next.PublishedAt.ShouldBe(Boards.At.AddSeconds(4));
    }

    [Fact]
    public void Refresh_NothingNewer_IsTheSameBoard()
    {
        LivePrices.Refresh(Board, Quotes(("BTC-USD", 9m, -1)), Boards.At.AddSeconds(4)).ShouldBeSameAs(Board);
        LivePrices.Refresh(Board, _ => null, Boards.At.AddSeconds(4)).ShouldBeSameAs(Board);
    }

    [Fact]
    public void Refresh_PriceConfirmed_IsTakenOnceItsAgeMatters()
    {
        LivePrices.Refresh(Board, Quotes(("BTC-USD", 1.00m, 2)), Boards.At.AddSeconds(2)).ShouldBeSameAs(Board);
        var next = LivePrices.Refresh(Board, Quotes(("BTC-USD", 1.00m, 6)), Boards.At.AddSeconds(6));
        next.Candidates[0].PriceTime.ShouldBe(Boards.At.AddSeconds(6));
    }

    [Fact]
    public void Refresh_NoQuoteForAMinute_TurnsStaleAndKeepsItsPrice()
    {
        var next = LivePrices.Refresh(Board, _ => null, Boards.At.AddSeconds(61));
        next.Candidates.ShouldAllBe(r => r.Freshness == Freshness.Stale && r.DataAgeSeconds == 61);
        next.Candidates[1].Price.ShouldBe("2.00");
    }

    [Fact]
    public void Refresh_OthersTrade_IsNoTradeAfterAnHour()
    {
        var next = LivePrices.Refresh(Board, Quotes(("BTC-USD", 1.2m, 3700)), Boards.At.AddSeconds(3701));
        next.Candidates[0].Freshness.ShouldBe(Freshness.Live);
        next.Candidates[1].Freshness.ShouldBe(Freshness.NoTrade);
    }

    private static Func<string, BookedQuote?> Quotes(params (string Symbol, decimal Price, double Second)[] quotes)
    {
        var book = new QuoteBook();
        foreach (var (symbol, price, second) in quotes) book.Put(new Quote(Boards.At.AddSeconds(second), symbol, "kraken", price, null, null), Boards.At.AddSeconds(second));
        return book.Find;
    }
}
