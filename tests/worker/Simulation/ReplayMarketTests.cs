using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Worker.Tests.Simulation;

public sealed class ReplayMarketTests
{
    private static readonly DateTimeOffset Start = new(2025, 9, 13, 8, 0, 0, TimeSpan.Zero);

    // Hour 5 is missing; the second symbol begins later.
    private static readonly Candle[] Bitcoin = [.. Enumerable.Range(0, 12).Where(h => h != 5).Select(h => Hour(h, 100 + h, 2.5m, 260.12345678m))];
    private static readonly Candle[] Pepe = [.. Enumerable.Range(3, 9).Select(h => Hour(h, 0.0123741m, 9_640_532_257m, 119_156_209.7297331m))];
    private static readonly ReplayMarket Market = new(new Dictionary<string, IReadOnlyList<Candle>> { ["BTC-USD"] = Bitcoin, ["1000PEPE-USD"] = Pepe });

    [Fact]
    public void AnyInstant_NothingThatIsNotClosed() => Prop.ForAll(Gen.Choose(-7200, 20 * 3600).ToArbitrary(), second =>
    {
        var at = Start.AddSeconds(second);
        foreach (var (symbol, recorded) in new[] { ("BTC-USD", Bitcoin), ("1000PEPE-USD", Pepe) })
        {
            Candle[] known = [.. recorded.Where(c => c.OpenTime.AddHours(1) <= at)];
            Market.CandlesAt(at, symbol, Start.AddDays(-1), Start.AddDays(2)).Select(c => c.Candle).ShouldBe(known);
            var price = Market.PriceAt(at, symbol);
            Market.InstrumentsAt(at).Any(i => i.Symbol == symbol).ShouldBe(known.Length > 0);
            if (known.Length == 0)
            {
                price.ShouldBeNull();
                Market.FormingAt(at, symbol).ShouldBeNull();
                continue;
            }

            price.ShouldBe(new TapePrice(known[^1].OpenTime.AddHours(1), known[^1].Close, null, null));
            if (Market.FormingAt(at, symbol) is not { } forming) continue;
            forming.Candle.OpenTime.ShouldBeInRange(at.AddHours(-1).AddTicks(1), at);
            forming.ShouldBe(new TapeCandle(new Candle(forming.Candle.OpenTime, price!.Value.Last, price.Value.Last, price.Value.Last, price.Value.Last, 0, 0, 0), 0));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void FormingAt_HourWithoutARecord_IsNull()
    {
        Market.FormingAt(Start.AddHours(5.5), "BTC-USD").ShouldBeNull();
        Market.FormingAt(Start.AddHours(6.5), "BTC-USD").ShouldNotBeNull();
        Market.FormingAt(Start.AddHours(12.5), "BTC-USD").ShouldBeNull();
    }

    [Fact]
    public void NextAfter_WalkedThrough_AreTheCloseTimesOfTheTape()
    {
        List<DateTimeOffset> times = [];
        for (var at = Market.NextAfter(Start); at is { } next; at = Market.NextAfter(next)) times.Add(next);

        times.ShouldBe(Enumerable.Range(1, 12).Select(h => Start.AddHours(h)));
    }

    [Fact]
    public void Instruments_RecordedNames_AreKept()
    {
        var instrument = Market.InstrumentsAt(Start.AddDays(1)).Single(i => i.Symbol == "1000PEPE-USD");

        (instrument.Base, instrument.Key, instrument.StreamName, instrument.PriceDecimals).ShouldBe(("1000PEPE", "1000PEPEUSD", "1000PEPE/USD", 7));
    }

    [Theory]
    [InlineData(0, null, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(3, null, 10)]
    public void WithVwap_WithoutVolumeOrQuoteVolume_IsZeroOrTheTypicalPrice(int volume, int? quoteVolume, int vwap) =>
        ReplayMarket.WithVwap(new Candle(Start, 9, 12, 8, 10, volume, quoteVolume)).Vwap.ShouldBe(vwap);

    [Fact]
    public void WithVwap_EveryRecordedHour_GivesTheQuoteVolumeBackExactly()
    {
        var rows = 0;
        foreach (var file in CandleFiles.List(SharedData.Folder("candles", "binance_usdm_1h")))
        {
            foreach (var candle in CandleFiles.Read(file.Path).Candles)
            {
                rows++;
                var vwap = ReplayMarket.WithVwap(candle).Vwap;
                var text = decimal.Parse(vwap.ToString());
                if (Math.Round(text * candle.Volume, 8) != candle.QuoteVolume) Assert.Fail($"{file.Symbol} {candle}: {vwap}");
            }
        }

        rows.ShouldBeGreaterThan(300_000);
    }

    private static Candle Hour(int hour, decimal close, decimal volume, decimal quoteVolume) => new(Start.AddHours(hour), close, close * 1.01m, close * 0.99m, close, volume, quoteVolume, 7);
}
