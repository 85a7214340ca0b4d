using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Markets;

public sealed class CandleAggregationTests
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private static Candle At(int minutes, decimal open, decimal high, decimal low, decimal close, decimal? quote = 10, int? trades = 2) =>
        new(Build.Start.AddMinutes(minutes), open, high, low, close, 1.5m, quote, trades);

    [Fact]
    public void ToHourly_FourQuarters_MakeOneHour() =>
        CandleAggregation.ToHourly([At(0, 5, 6, 4, 5), At(15, 5, 9, 5, 8), At(30, 8, 8, 2, 3), At(45, 3, 4, 3, 4), At(60, 4, 4, 4, 4)], Quarter).ShouldBe(
        [
            new Candle(Build.Start, 5, 9, 2, 4, 6, 40, 8),
            new Candle(Build.Start.AddHours(1), 4, 4, 4, 4, 1.5m, 10, 2),
        ]);

    [Fact]
    public void ToHourly_HourWithOneLateQuarter_ExistsAndOpensOnTheHour()
    {
        var hours = CandleAggregation.ToHourly([At(45, 5, 6, 4, 5), At(180, 7, 8, 6, 7)], Quarter).ToList();
        hours.Select(h => h.OpenTime).ShouldBe([Build.Start, Build.Start.AddHours(3)]);
    }

    [Fact]
    public void ToHourly_OneQuarterWithoutQuoteVolume_LeavesItUnknown()
    {
        var hour = CandleAggregation.ToHourly([At(0, 5, 6, 4, 5), At(15, 5, 6, 4, 5, quote: null, trades: null), At(30, 5, 6, 4, 5)], Quarter).Single();
        hour.QuoteVolume.ShouldBeNull();
        hour.Trades.ShouldBeNull();
        hour.Volume.ShouldBe(4.5m);
    }

    [Fact]
    public void ToHourly_HourlySource_StaysAsItIs()
    {
        Candle[] source = [Build.Hour(0, 5), Build.Hour(2, 6)];
        CandleAggregation.ToHourly(source, TimeSpan.FromHours(1)).ShouldBe(source);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(120)]
    public void ToHourly_WidthThatDoesNotDivideAnHour_Throws(int minutes) =>
        Should.Throw<ArgumentOutOfRangeException>(() => CandleAggregation.ToHourly([], TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void ToHourly_DuplicateOrOffGrid_Throws()
    {
        Should.Throw<ArgumentException>(() => CandleAggregation.ToHourly([At(0, 5, 6, 4, 5), At(0, 5, 6, 4, 5)], Quarter).ToList());
        Should.Throw<ArgumentException>(() => CandleAggregation.ToHourly([At(30, 5, 6, 4, 5), At(15, 5, 6, 4, 5)], Quarter).ToList());
        Should.Throw<ArgumentException>(() => CandleAggregation.ToHourly([At(5, 5, 6, 4, 5)], Quarter).ToList());
    }
}
