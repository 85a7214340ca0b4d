using CryptoRun.Domain.Indicators;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Tests.Markets;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Indicators;

public sealed class VadrTests
{
    /// <summary>Hours at price 100 with a range of 1; <paramref name="range"/> and <paramref name="volume"/> apply to the last 24.</summary>
    private static CandleSeries Quiet(int hours, double range = 1, double volume = 100) =>
        Build.Series(hours, h => h >= hours - 24 ? (100 + range, 100, 100, volume) : (101, 100, 100, 100));

    [Theory]
    [InlineData(1, 100, 1)]
    [InlineData(2, 100, 2)]
    [InlineData(1, 400, 2)]
    [InlineData(1.5, 144, 1.8)]
    public void Measure_QuietMonthThenOneDay_IsThatDaysRangeAndRootVolumeAgainstIt(double range, double volume, double expected)
    {
        var reading = Vadr.Measure(Quiet(31 * 24, range, volume));

        reading.Ratio!.Value.ShouldBe(expected, 1e-12);
        reading.Percentile80!.Value.ShouldBe(1, 1e-12);
        reading.Frozen.ShouldBeFalse();
        reading.Why.ShouldBeNull();
    }

    [Theory]
    [InlineData((11 * 24) - 1, true)]
    [InlineData(11 * 24, false)]
    public void Measure_UnderTenPastDays_IsFrozenWithTheNumbers(int hours, bool frozen)
    {
        var reading = Vadr.Measure(Quiet(hours));

        reading.Frozen.ShouldBe(frozen);
        reading.Ratio.HasValue.ShouldBe(!frozen);
        reading.Percentile80.ShouldBeNull();
        if (frozen) reading.Why.ShouldBe("insufficient history: 9 past days, needs 10");
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Measure_MissingHoursInTheWindow_FreezeItUnderTwentyBars(int missing, bool frozen)
    {
        var hours = Enumerable.Range(0, 20 * 24).Where(h => h <= (19 * 24) + 2 || h > (19 * 24) + 2 + missing);
        var reading = Vadr.Measure(CandleSeries.FromHourly("TEST-USD", "test", hours.Select(h => Build.Hour(h, 100))));

        reading.Frozen.ShouldBe(frozen);
        if (frozen) reading.Why.ShouldBe("insufficient history: 19 bars in the last 24 h, needs 20");
        else reading.Ratio!.Value.ShouldBe((24 - missing) / 24.0, 1e-12);
    }

    [Fact]
    public void Measure_MonthWithoutTrading_IsFrozen()
    {
        var reading = Vadr.Measure(Build.Series(30 * 24, h => (101, 100, 100, h >= 29 * 24 ? 5 : 0)));
        reading.Frozen.ShouldBeTrue();
        reading.Ratio.ShouldBeNull();
    }

    [Fact]
    public void Measure_CoinRedenominated_StaysTheSame()
    {
        foreach (var walk in Walk.Recorded(1200).Take(3))
        {
            var (plain, scaled) = (Vadr.Measure(Series(walk)), Vadr.Measure(Series(walk.Redenominated(1000))));
            scaled.Ratio!.Value.ShouldBe(plain.Ratio!.Value, 1e-9);
            scaled.Percentile80!.Value.ShouldBe(plain.Percentile80!.Value, 1e-9);
        }
    }

    [Fact]
    public void Measure_RecordedMarkets_AgreesWithTheDefinition()
    {
        foreach (var walk in Walk.Recorded(1200))
        {
            foreach (var count in new[] { 264, 500, 719, 1200 })
            {
                var reading = Vadr.Measure(Series(walk.First(count)));
                reading.Ratio!.Value.ShouldBe(Ratio(walk, count)!.Value, 1e-9);
                var past = Enumerable.Range(1, 14).Select(k => Ratio(walk, count - (24 * k))).OfType<double>().Order().ToList();
                if (past.Count == 0)
                {
                    reading.Percentile80.ShouldBeNull();
                    continue;
                }

                var place = 0.8 * (past.Count - 1);
                var (low, high) = (past[(int)Math.Floor(place)], past[(int)Math.Ceiling(place)]);
                reading.Percentile80!.Value.ShouldBe(low + ((place - Math.Floor(place)) * (high - low)), 1e-9);
            }
        }
    }

    [Fact]
    public void Measure_RandomMarkets_AgreesWithTheDefinition() =>
        Prop.ForAll(Walk.Arbitrary(24, 1300), walk =>
        {
            var reading = Vadr.Measure(Series(walk));
            var expected = Ratio(walk, walk.Count);

            reading.Ratio.HasValue.ShouldBe(expected is >= 0 and < double.PositiveInfinity);
            if (reading.Ratio is { } ratio) ratio.ShouldBe(expected!.Value, 1e-9 * Math.Max(1, ratio));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Measure_LongerMemory_ChangesNothing()
    {
        foreach (var walk in Walk.Recorded(3000).Take(2))
        {
            var whole = Series(walk);
            Vadr.Measure(whole.Last(45 * 24)).ShouldBe(Vadr.Measure(whole));
        }
    }

    [Fact]
    public void Stream_RecordedMarketsWithGaps_EqualsTheMeasureToTheBit()
    {
        foreach (var walk in Walk.Recorded(1300).Take(2)) StreamEqualsMeasure(Holed(Series(walk)), every: 13);
    }

    [Fact]
    public void Stream_HostileHours_EqualsTheMeasureToTheBit() =>
        Prop.ForAll(Walk.Hostile(), walk =>
        {
            // The same bars again and again, so that there are past days enough.
            if (walk.Count < 2 || walk.Low.Min() <= 0) return;
            double[] Repeated(double[] column) => [.. Enumerable.Range(0, 420).Select(i => column[i * 7 % column.Length])];
            StreamEqualsMeasure(Series(new Walk(Repeated(walk.Open), Repeated(walk.High), Repeated(walk.Low), Repeated(walk.Close), Repeated(walk.Volume))), every: 59);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static void StreamEqualsMeasure(CandleSeries series, int every)
    {
        var stream = new VadrStream();
        for (var i = 0; i < series.Count; i++)
        {
            var reading = stream.Next(series.High[i], series.Low[i], series.Close[i], series.Volume[i], series.Filled[i]);
            if (i % every == 0) reading.ShouldBe(Vadr.Measure(series.ClosedAt(Build.Start.AddHours(i + 1))), $"hour {i}");
        }
    }

    /// <summary>The series without every hour of certain multiples and without half of its ninth day.</summary>
    private static CandleSeries Holed(CandleSeries series) => CandleSeries.FromHourly("TEST-USD", "test", Enumerable.Range(0, series.Count)
        .Where(i => i % 31 != 1 && i % 37 != 1 && i is < 216 or > 228)
        .Select(i => new Candle(Build.Start.AddHours(i), (decimal)series.Open[i], (decimal)series.High[i], (decimal)series.Low[i], (decimal)series.Close[i], (decimal)series.Volume[i])));

    private static CandleSeries Series(Walk walk) =>
        CandleSeries.FromColumns("TEST-USD", "test", Build.Start, walk.Close, walk.High, walk.Low, walk.Close, walk.Volume);

    private static double? Ratio(Walk walk, int end)
    {
        var past = Enumerable.Range(1, 30).Where(k => end - (24 * k) >= 24).Select(k => V(walk, end - (24 * k))).Order().ToList();
        return past.Count < 10 ? null : V(walk, end) / ((past[(past.Count - 1) / 2] + past[past.Count / 2]) / 2);
    }

    private static double V(Walk w, int end) =>
        Enumerable.Range(end - 24, 24).Average(i => (w.High[i] - w.Low[i]) / w.Close[i] * Math.Sqrt(w.Volume[i]));
}
