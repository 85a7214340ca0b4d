using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Simulation;

public sealed class SimulatedTradesTests
{
    private static readonly DateTimeOffset Hour = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);
    private readonly SimulatedMarket _market = new(42, 12);

    [Theory]
    [InlineData("BTC-USD")]
    [InlineData("PEPE-USD")]
    [InlineData("SUI-USD")]
    public void TradesAfter_AnHour_AddUpToItsCandle(string symbol)
    {
        var trades = _market.TradesAfter(Hour.AddTicks(-1), Hour.AddHours(1).AddTicks(-1), symbol);
        var candle = _market.CandlesAt(Hour.AddHours(1), symbol, Hour, Hour.AddHours(1)).Single().Candle;

        trades[0].Price.ShouldBe(candle.Open);
        trades[^1].Price.ShouldBe(candle.Close);
        trades.Max(t => t.Price).ShouldBe(candle.High);
        trades.Min(t => t.Price).ShouldBe(candle.Low);
        trades.Sum(t => t.Size).ShouldBe(candle.Volume);
    }

    [Fact]
    public void TradesAfter_InPieces_AreTheSameTrades()
    {
        var whole = _market.TradesAfter(Hour.AddMinutes(-70), Hour.AddMinutes(10), "SOL-USD");
        List<Trade> pieces = [];
        for (var at = Hour.AddMinutes(-70); at < Hour.AddMinutes(10); at += TimeSpan.FromSeconds(7))
            pieces.AddRange(_market.TradesAfter(at, at.AddSeconds(7) is var end && end < Hour.AddMinutes(10) ? end : Hour.AddMinutes(10), "SOL-USD"));

        pieces.ShouldBe(whole);
        whole.ShouldBeInOrder(SortDirection.Ascending, Comparer<Trade>.Create((a, b) => a.Time.CompareTo(b.Time)));
        whole.Select(t => t.Id).ShouldBeUnique();
    }

    [Fact]
    public void Through_OtherVenue_ListsFewerAndPricesALittleBeside()
    {
        var okx = new SimulatedMarket(42, 60).Through(SimulatedVenue.Okx);
        var kraken = new SimulatedMarket(42, 60);

        okx.InstrumentsAt(Hour).Count.ShouldBeInRange(30, 55);
        foreach (var instrument in okx.InstrumentsAt(Hour))
        {
            var (here, there) = (kraken.PriceAt(Hour, instrument.Symbol)!.Value.Last, okx.PriceAt(Hour, instrument.Symbol)!.Value.Last);
            Math.Abs((double)(there / here) - 1).ShouldBeLessThan(0.01, instrument.Symbol);
        }

        okx.PriceAt(Hour, "BTC-USD")!.Value.Last.ShouldNotBe(kraken.PriceAt(Hour, "BTC-USD")!.Value.Last);
        okx.PriceAt(Hour, "BTC-USD").ShouldBe(new SimulatedMarket(42, 60).Through(SimulatedVenue.Okx).PriceAt(Hour, "BTC-USD"));
    }
}
