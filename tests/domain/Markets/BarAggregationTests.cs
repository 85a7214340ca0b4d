using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Markets;

public sealed class BarAggregationTests
{
    /// <summary>Hour h: close h + 1, high h + 1.5, low h + 0.5, volume h.</summary>
    private static CandleSeries Ramp(int count, int startHour = 0) =>
        Build.Series(count, h => (h + 1.5, h + 0.5, h + 1, h), Build.Start.AddHours(startHour));

    [Fact]
    public void Aligned_SeriesFromMidnight_TakesWholeBarsOnly()
    {
        var bars = BarAggregation.Aligned(Ramp(11), 4, 100);

        bars.Count.ShouldBe(2);
        bars.Start.ShouldBe(Build.Start);
        bars.End.ShouldBe(Build.Start.AddHours(8));
        bars.Open.ToArray().ShouldBe([1, 5]);
        bars.High.ToArray().ShouldBe([4.5, 8.5]);
        bars.Low.ToArray().ShouldBe([0.5, 4.5]);
        bars.Close.ToArray().ShouldBe([4, 8]);
        bars.Volume.ToArray().ShouldBe([6, 22]);
        bars.VolumeUsd[0].ShouldBe(0 * 1 + 1 * 2 + 2 * 3 + 3 * 4);
        bars.OpenTime(1).ShouldBe(Build.Start.AddHours(4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(24)]
    public void Aligned_AnyStart_BarsLieOnTheGridOfTheUtcDay(int hours)
    {
        for (var start = 0; start < 24; start++)
        {
            var series = Ramp(100, start);
            var bars = BarAggregation.Aligned(series, hours, 1000);

            bars.Start.Hour.ShouldBe(bars.Start.Hour / hours * hours);
            (bars.Start - series.Start).ShouldBeLessThan(TimeSpan.FromHours(hours));
            bars.Start.ShouldBeGreaterThanOrEqualTo(series.Start);
            bars.End.ShouldBeLessThanOrEqualTo(series.End);
            (series.End - bars.End).ShouldBeLessThan(TimeSpan.FromHours(hours));
        }
    }

    [Fact]
    public void Trailing_AnyLength_EndsWithTheLastClosedHour()
    {
        var bars = BarAggregation.Trailing(Ramp(11), 4, 100);

        bars.Count.ShouldBe(2);
        bars.End.ShouldBe(Build.Start.AddHours(11));
        bars.Open.ToArray().ShouldBe([4, 8]);
        bars.Close.ToArray().ShouldBe([7, 11]);
    }

    [Fact]
    public void BothKinds_MostBars_KeepTheLatest()
    {
        BarAggregation.Aligned(Ramp(50), 4, 3).End.ShouldBe(Build.Start.AddHours(48));
        BarAggregation.Aligned(Ramp(50), 4, 3).Count.ShouldBe(3);
        BarAggregation.Trailing(Ramp(50), 4, 3).Start.ShouldBe(Build.Start.AddHours(38));
    }

    [Fact]
    public void BothKinds_TooShortSeries_GiveNoBar()
    {
        BarAggregation.Aligned(Ramp(5, startHour: 1), 4, 10).Count.ShouldBe(0);
        BarAggregation.Trailing(Ramp(3), 4, 10).Count.ShouldBe(0);
        BarAggregation.Aligned(Ramp(2, startHour: 1), 24, 10).Count.ShouldBe(0);
    }

    [Fact]
    public void Aligned_HoursThatDoNotDivideADay_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => BarAggregation.Aligned(Ramp(50), 5, 10));
}
