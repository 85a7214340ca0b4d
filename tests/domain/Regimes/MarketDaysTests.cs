using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Regimes;

public sealed class MarketDaysTests
{
    private const double Rounding = 1e-12;
    private static readonly RegimeOptions Options = new() { UniverseSize = 6 };

    [Fact]
    public void Of_RandomUniverses_AgreesWithSumsAndSdsOfHourlyMediansWrittenOut()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var universe = RandomUniverse.Draw(seed);
            var days = MarketDays.Of(RandomUniverse.End, universe, Options);
            days.Count.ShouldBeGreaterThan(0);
            foreach (var day in days)
            {
                var midnight = day.Day.AddDays(1);
                var members = RegimeUniverse.At(midnight, [.. universe.Select(s => new SymbolHistory(s.ClosedAt(midnight)))], Options);
                var medians = Enumerable.Range(0, 24).Select(hour => Median(members.Select(m => Return(m.Candles, day.Day.AddHours(hour))).Where(double.IsFinite))).ToArray();
                var mean = medians.Average();
                day.UniverseCount.ShouldBe(members.Count);
                day.Return.ShouldBe(medians.Sum(), Rounding);
                day.VolatilityAnnualised.ShouldBe(Math.Sqrt(medians.Sum(m => (m - mean) * (m - mean)) / 23 * 8760), Rounding);
            }
        }
    }

    [Fact]
    public void Of_Day_HasTheUniverseOfTheDetectionAtItsEnd()
    {
        var universe = RandomUniverse.Draw(3);
        foreach (var day in MarketDays.Of(RandomUniverse.End, universe, Options))
            day.UniverseCount.ShouldBe(RegimeDetector.Detect(day.Day.AddDays(1), universe, null, Options).UniverseCount);
    }

    [Fact]
    public void Of_LaterCandlesRemoved_IsTheSameToTheBit()
    {
        var universe = LongMarket.Draw(1);
        var whole = MarketDays.Of(LongMarket.End, universe, Options);
        for (var back = 1; back < 150; back += 37)
        {
            var at = LongMarket.End.AddDays(-back).AddHours(4 * (back % 6));
            var cut = universe.Select(s => s.ClosedAt(at)).Select(s => s.Last(s.Count)).ToList();
            var then = MarketDays.Of(at, cut, Options);
            then.ShouldBe(whole.Where(day => day.Day.AddDays(1) <= at));
            then.ShouldBe(MarketDays.Of(at, universe, Options));
        }
    }

    [Fact]
    public void Of_OlderCandlesThanTheLeadRemoved_IsTheSameToTheBit()
    {
        var universe = LongMarket.Draw(2);
        var after = LongMarket.End.AddDays(-30);
        var cut = universe.Select(s => s.Last((int)(s.End - after).TotalHours + MarketDays.LeadHours(Options))).ToList();
        MarketDays.Of(LongMarket.End, cut, Options, after).ShouldBe(MarketDays.Of(LongMarket.End, universe, Options).Where(day => day.Day > after));
    }

    [Fact]
    public void Of_WithoutUniverse_HasNoDays()
    {
        MarketDays.Of(LongMarket.End, [], Options).ShouldBeEmpty();
        MarketDays.Of(LongMarket.End, [.. LongMarket.Draw(1).Select(s => s.Last(479))], Options).ShouldBeEmpty();
    }

    [Fact]
    public void Of_FlatDay_IsLeftOut()
    {
        var flat = Enumerable.Range(0, 40 * 24).Select(hour => new Candle(LongMarket.End.AddDays(-40).AddHours(hour), 10, 10, 10, 10, 5)).ToList();
        MarketDays.Of(LongMarket.End, [CandleSeries.FromHourly("A-USD", "test", flat)], Options).ShouldBeEmpty();
    }

    [Fact]
    public void Unbroken_HoleOfAWeek_IsBridgedAndALongerOneIsNot()
    {
        var at = LongMarket.End;
        List<MarketDay> days = [.. Enumerable.Range(1, 60).Select(back => new MarketDay(at.AddDays(-back), 0.01, 0.5, 9)).Reverse()];
        MarketDays.Unbroken(at, days, Options).ShouldBe(days);
        MarketDays.Unbroken(at, [.. days[..20], .. days[27..]], Options).Count.ShouldBe(53);
        MarketDays.Unbroken(at, [.. days[..20], .. days[28..]], Options).Count.ShouldBe(32);
        MarketDays.Unbroken(at.AddDays(-10), days, Options).Count.ShouldBe(50);
        MarketDays.Unbroken(at.AddDays(9), days, Options).ShouldBeEmpty();
        MarketDays.Unbroken(at, days, Options with { OpinionDays = 45 }).Count.ShouldBe(45);
    }

    private static double Return(CandleSeries series, DateTimeOffset open)
    {
        var bar = (int)(open - series.Start).TotalHours;
        return bar >= 1 && bar < series.Count ? Math.Log(series.Close[bar] / series.Close[bar - 1]) : double.NaN;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
