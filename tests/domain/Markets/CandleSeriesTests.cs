using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Markets;

public sealed class CandleSeriesTests
{
    private static CandleSeries Series(params int[] hours) =>
        CandleSeries.FromHourly("TEST-USD", "test", hours.Select(h => Build.Hour(h, 100 + h)));

    [Fact]
    public void FromHourly_MissingHours_AreFilledFlatWithoutVolumeAndMarked()
    {
        var series = Series(0, 1, 4);

        series.Count.ShouldBe(5);
        series.Close.ToArray().ShouldBe([100, 101, 101, 101, 104]);
        series.Open[2].ShouldBe(101);
        series.High[3].ShouldBe(101);
        series.Low[3].ShouldBe(101);
        series.Volume.ToArray().ShouldBe([1, 1, 0, 0, 1]);
        series.VolumeUsd[2].ShouldBe(0);
        series.Filled.ToArray().ShouldBe([false, false, true, true, false]);
        series.GapsInLast(2).ShouldBe(1);
        series.GapsInLast(720).ShouldBe(2);
        series.End.ShouldBe(Build.Start.AddHours(5));
    }

    [Fact]
    public void FromHourly_QuoteVolume_IsTheUsdVolumeElseTypicalPriceTimesVolume()
    {
        var series = CandleSeries.FromHourly("TEST-USD", "test", [Build.Hour(0, 100, 3, 321), new Candle(Build.Start.AddHours(1), 10, 14, 9, 13, 2)]);
        series.VolumeUsd[0].ShouldBe(321);
        series.VolumeUsd[1].ShouldBe(24);
    }

    [Fact]
    public void Append_ToTheEnd_LeavesTheOlderSeriesAsItWas()
    {
        var older = Series(0, 1, 2);
        var newer = older.Append(Build.Hour(3, 500));

        older.Count.ShouldBe(3);
        older.Close.ToArray().ShouldBe([100, 101, 102]);
        newer.Close.ToArray().ShouldBe([100, 101, 102, 500]);
    }

    [Fact]
    public void Append_TwiceToTheSameEnd_GivesTwoIndependentSeries()
    {
        var older = Series(0, 1);
        var one = older.Append(Build.Hour(2, 200));
        var other = older.Append(Build.Hour(2, 300));

        one.Close[2].ShouldBe(200);
        other.Close[2].ShouldBe(300);
    }

    [Fact]
    public void Append_BeyondCapacity_KeepsAllBars()
    {
        var series = CandleSeries.FromHourly("TEST-USD", "test", Enumerable.Range(0, 2000).Select(h => Build.Hour(h, 10 + h)));
        series.Count.ShouldBe(2000);
        for (var i = 0; i < 2000; i++) series.Close[i].ShouldBe(10 + i);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Append_DuplicateOrEarlierHour_Throws(int hour) =>
        Should.Throw<ArgumentException>(() => Series(0, 1, 2).Append(Build.Hour(hour, 5))).Message.ShouldContain("TEST-USD");

    [Fact]
    public void Append_NotAFullHour_Throws() =>
        Should.Throw<ArgumentException>(() => Series(0).Append(Build.Hour(1, 5) with { OpenTime = Build.Start.AddMinutes(90) }));

    [Fact]
    public void Append_NonsensePriceOrVolume_Throws()
    {
        var good = Build.Hour(1, 5);
        foreach (var bad in new[] { good with { Low = 0 }, good with { Low = -1 }, good with { High = 3 }, good with { Volume = -1 } })
            Should.Throw<ArgumentException>(() => Series(0).Append(bad));
    }

    [Fact]
    public void ClosedAt_AnyInstant_ShowsNoBarThatClosesLater()
    {
        var series = Series([.. Enumerable.Range(0, 30)]);
        for (var minutes = -90; minutes < 33 * 60; minutes += 7)
        {
            var t = Build.Start.AddMinutes(minutes);
            var closed = series.ClosedAt(t);

            closed.End.ShouldBeLessThanOrEqualTo(closed.Count == 0 ? series.Start : t);
            closed.Count.ShouldBe(Enumerable.Range(0, 30).Count(h => Build.Start.AddHours(h + 1) <= t));
            closed.Close.Length.ShouldBe(closed.Count);
            closed.Filled.Length.ShouldBe(closed.Count);
        }
    }

    [Fact]
    public void ClosedAt_ThenAppended_DoesNotChangeTheLongerSeries()
    {
        var series = Series(0, 1, 2, 3);
        var closed = series.ClosedAt(Build.Start.AddHours(2));
        var branch = closed.Append(Build.Hour(2, 999));

        branch.Close.ToArray().ShouldBe([100, 101, 999]);
        series.Close.ToArray().ShouldBe([100, 101, 102, 103]);
    }

    [Fact]
    public void Last_FewerBars_StartsLaterWithTheSameValues()
    {
        var last = Series(0, 1, 4, 5).Last(3);
        last.Start.ShouldBe(Build.Start.AddHours(3));
        last.Close.ToArray().ShouldBe([101, 104, 105]);
        last.Filled.ToArray().ShouldBe([true, false, false]);
        last.Append(Build.Hour(6, 7)).Count.ShouldBe(4);
    }
}
