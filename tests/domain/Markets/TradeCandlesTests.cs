using CryptoRun.Domain.Markets;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Markets;

public class TradeCandlesTests
{
    private static readonly DateTimeOffset Noon = new(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Of_TradesOfOneInstant_CountInTheOrderGiven()
    {
        Trade[] trades = [At(1, 100, 1), At(1, 103, 2), At(1, 99, 3), At(59.9999999, 101, 4)];

        TradeCandles.Of(trades, Minute).ShouldHaveSingleItem().ShouldBe(new Candle(Noon, 100, 103, 99, 101, 10, 100 + 206 + 297 + 404, 4));
    }

    [Fact]
    public void Of_MinutesWithoutTrades_HaveNoCandle() =>
        TradeCandles.Of([At(0, 1, 1), At(60, 2, 1), At(240, 3, 1)], Minute).Select(c => (c.OpenTime, c.Close)).ShouldBe([(Noon, 1m), (Noon + Minute, 2m), (Noon + (4 * Minute), 3m)]);

    [Fact]
    public void Of_NoTrades_IsEmpty() => TradeCandles.Of([], Minute).ShouldBeEmpty();

    [Fact]
    public void Of_AnyTrades_HoursAreThoseOfTheirMinutes()
    {
        var trades = from gap in Gen.Choose(0, 900) from price in Gen.Choose(1, 100_000) from size in Gen.Choose(1, 1_000_000) select (gap, price / 100m, size / 1_000_000m);
        Prop.ForAll(trades.ArrayOf().ToArbitrary(), raw =>
        {
            var second = 0;
            var list = raw.Select(t => At(second += t.gap, t.Item2, t.Item3)).ToList();
            TradeCandles.Of(list, TimeSpan.FromHours(1)).ShouldBe(CandleAggregation.ToHourly(TradeCandles.Of(list, Minute), Minute));
            TradeCandles.Of(list, Minute).Sum(c => c.Trades).ShouldBe(list.Count);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    [InlineData(7)]
    [InlineData(172_800)]
    public void Of_WidthThatDoesNotDivideADay_Throws(int seconds) =>
        Should.Throw<ArgumentOutOfRangeException>(() => TradeCandles.Of([], TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Of_OutOfOrderOrWorthless_Throws()
    {
        Should.Throw<ArgumentException>(() => TradeCandles.Of([At(2, 1, 1), At(1, 1, 1)], Minute).Count()).Message.ShouldContain("out of order");
        Should.Throw<ArgumentException>(() => TradeCandles.Of([At(2, 0, 1)], Minute).Count()).Message.ShouldContain("price 0");
        Should.Throw<ArgumentException>(() => TradeCandles.Of([At(2, 1, -1)], Minute).Count()).Message.ShouldContain("size -1");
    }

    private static Trade At(double second, decimal price, decimal size) => new(Noon.AddTicks((long)(second * TimeSpan.TicksPerSecond)), price, size, TradeSide.Buy);
}
