using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Worker.Tests.Markets;

public class ScanWindowTests
{
    private static readonly DateTimeOffset Start = new(2025, 11, 6, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Bounds_WithinAnHour_AreTheClosedHours()
    {
        ScanWindow.To(Start.AddMinutes(59)).ShouldBe(Start);
        ScanWindow.To(Start).ShouldBe(Start);
        ScanWindow.From(Start.AddMinutes(5), 3).ShouldBe(Start.AddHours(-3));
    }

    /// <summary>Cutting a longer series gives the same as building one from the window's candles, whatever is missing.</summary>
    [Fact]
    public void Cut_AnyGapsAnyInstant_EqualsTheSeriesOfTheWindowsCandles() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<bool[]>().Where(h => h.Length > 0).ToArbitrary(),
        ArbMap.Default.GeneratorFor<int>().Select(m => Math.Abs(m % 4000)).ToArbitrary(),
        Gen.Choose(1, 40).ToArbitrary(),
        (present, minutes, lookBack) =>
        {
            var candles = present.Select((there, i) => (there, i)).Where(x => x.there).Select(x => FeedBench.Candle(Start.AddHours(x.i), close: 60 + x.i)).ToList();
            if (candles.Count == 0) return;
            var at = Start.AddMinutes(minutes);
            var window = candles.Where(c => c.OpenTime >= ScanWindow.From(at, lookBack) && c.OpenTime < ScanWindow.To(at)).ToList();

            var cut = ScanWindow.Cut(CandleSeries.FromHourly("BTC-USD", "kraken", candles), at, lookBack);

            if (window.Count == 0)
            {
                cut.ShouldBeNull();
                return;
            }

            var expected = CandleSeries.FromHourly("BTC-USD", "kraken", window);
            cut.ShouldNotBeNull();
            (cut.Start, cut.Count).ShouldBe((expected.Start, expected.Count));
            cut.Close.ToArray().ShouldBe(expected.Close.ToArray());
            cut.Filled.ToArray().ShouldBe(expected.Filled.ToArray());
        }).QuickCheckThrowOnFailure();
}
