using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Simulation;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Worker.Tests.Simulation;

public sealed class SimulatedMarketTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 6, 15, 20, 33, TimeSpan.Zero);
    private static readonly SimulatedMarket Market = new(42, 60);
    private static readonly string[] Symbols = [.. Market.InstrumentsAt(Now).Select(i => i.Symbol)];

    private static Arbitrary<(int Symbol, int Second)> Instants =>
        (from symbol in Gen.Choose(0, Symbols.Length - 1) from second in Gen.Choose(3600, 3600 * 24 * 700) select (symbol, second)).ToArbitrary();

    [Fact]
    public void Candles_Seed42_AreTheseForEver()
    {
        var candle = Market.CandlesAt(Now, "BTC-USD", Now.AddHours(-2), Now)[0];

        // Whoever changes the market changes everybody's past: let that be on purpose.
        candle.Candle.ToString().ShouldBe("Candle { " + GoldenBitcoin + " }");
    }

    [Fact]
    public void Candles_SameSeedAskedInOtherOrder_AreBitIdentical()
    {
        var again = new SimulatedMarket(42, 60);
        var late = again.CandlesAt(Now.AddDays(90), "SOL-USD", Now.AddDays(80), Now.AddDays(90));
        again.PriceAt(Now.AddYears(1), "DOGE-USD");

        again.CandlesAt(Now, "SOL-USD", Now.AddDays(-40), Now).ShouldBe(Market.CandlesAt(Now, "SOL-USD", Now.AddDays(-40), Now));
        Market.CandlesAt(Now.AddDays(90), "SOL-USD", Now.AddDays(80), Now.AddDays(90)).ShouldBe(late);
        again.PriceAt(Now, "DOGE-USD").ShouldBe(Market.PriceAt(Now, "DOGE-USD"));
    }

    [Fact]
    public void Candles_OtherNumberOfCoins_SamePast() =>
        new SimulatedMarket(42, 12).CandlesAt(Now, "ETH-USD", Now.AddDays(-5), Now).ShouldBe(Market.CandlesAt(Now, "ETH-USD", Now.AddDays(-5), Now));

    [Fact]
    public void Candles_OtherSeed_OtherMarket()
    {
        var other = new SimulatedMarket(43, 60).CandlesAt(Now, "BTC-USD", Now.AddDays(-5), Now);

        other.Select(c => c.Candle.Close).Intersect(Market.CandlesAt(Now, "BTC-USD", Now.AddDays(-5), Now).Select(c => c.Candle.Close)).Count().ShouldBeLessThan(5);
    }

    [Fact]
    public void Candles_FourMonthsOfEveryPair_AreConsistentAndJoined()
    {
        foreach (var symbol in Symbols)
        {
            var candles = Market.CandlesAt(Now, symbol, Now.AddDays(-120), Now);
            candles.Count.ShouldBe(2879);
            for (var i = 0; i < candles.Count; i++)
            {
                var (c, vwap) = candles[i];
                if (c.Low > Math.Min(c.Open, c.Close) || c.High < Math.Max(c.Open, c.Close) || vwap < c.Low || vwap > c.High || c.Low <= 0 || c.Volume <= 0 || c.Trades < 1)
                    Assert.Fail($"{symbol}: {c}");
                if (c.QuoteVolume != Math.Round(vwap * c.Volume, 8)) Assert.Fail($"{symbol}: quote volume of {c}");
                if (i > 0 && (c.Open != candles[i - 1].Candle.Close || c.OpenTime != candles[i - 1].Candle.OpenTime.AddHours(1))) Assert.Fail($"{symbol}: {c} does not follow");
            }
        }
    }

    [Fact]
    public void Price_AnyInstant_LiesInItsHoursCandleAndInTheFormingOne() => Prop.ForAll(Instants, instant =>
    {
        var (symbol, at) = (Symbols[instant.Symbol], SimulatedMarket.Epoch.AddSeconds(instant.Second));
        var hour = SimulatedMarket.Epoch.AddHours(instant.Second / 3600);
        var price = Market.PriceAt(at, symbol)!.Value;
        var forming = Market.FormingAt(at, symbol)!.Value.Candle;
        var final = Market.CandlesAt(hour.AddHours(1), symbol, hour, hour.AddHours(1)).Single().Candle;

        return price.Time <= at && at - price.Time < TimeSpan.FromSeconds(5)
            && price.Bid <= price.Last && price.Last <= price.Ask && price.Bid < price.Ask
            && forming.OpenTime == hour && forming.Close == price.Last && forming.Open == final.Open
            && final.Low <= forming.Low && forming.High <= final.High
            && forming.Low <= price.Last && price.Last <= forming.High
            && forming.Volume <= final.Volume && forming.Trades <= final.Trades;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Forming_ThroughAnHour_OnlyGrowsAndEndsInTheFinalCandle()
    {
        var open = new DateTimeOffset(2025, 11, 6, 14, 0, 0, TimeSpan.Zero);
        foreach (var symbol in (string[])["BTC-USD", "PEPE-USD", "KILT-USD"])
        {
            var before = Market.FormingAt(open, symbol)!.Value.Candle;
            before.ShouldBe(new Candle(open, before.Open, before.Open, before.Open, before.Open, 0, 0, 0));
            for (var second = 1; second < 3600; second++)
            {
                var now = Market.FormingAt(open.AddSeconds(second), symbol)!.Value.Candle;
                if (now.High < before.High || now.Low > before.Low || now.Volume < before.Volume || now.Trades < before.Trades) Assert.Fail($"{symbol} second {second}: {now} after {before}");
                before = now;
            }

            var final = Market.CandlesAt(open.AddHours(1), symbol, open, open.AddHours(1)).Single().Candle;
            Market.PriceAt(open.AddHours(1), symbol)!.Value.Last.ShouldBe(final.Close);
            (before.Volume / final.Volume).ShouldBeInRange(0.97m, 1m);
        }
    }

    [Fact]
    public void Candles_AtAnInstant_OnlyClosedOnes()
    {
        var hour = new DateTimeOffset(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);

        Market.CandlesAt(hour.AddTicks(-1), "BTC-USD", hour.AddHours(-3), hour.AddHours(3)).Select(c => c.Candle.OpenTime).ShouldBe([hour.AddHours(-3), hour.AddHours(-2)]);
        Market.CandlesAt(hour, "BTC-USD", hour.AddHours(-3), hour.AddHours(3)).Count.ShouldBe(3);
        Market.CandlesAt(SimulatedMarket.Epoch.AddHours(2), "BTC-USD", SimulatedMarket.Epoch.AddDays(-9), Now).Count.ShouldBe(2);
        Market.CandlesAt(Now, "NOPE-USD", hour.AddHours(-3), hour).ShouldBeEmpty();
    }

    [Fact]
    public void Instruments_Sixty_CarryKrakensNamesAndTheOnesToLeaveOut()
    {
        var instruments = Market.InstrumentsAt(Now).ToDictionary(i => i.Symbol);

        instruments.Count.ShouldBe(66);
        (instruments["BTC-USD"].Key, instruments["BTC-USD"].AltName, instruments["BTC-USD"].RestWsName, instruments["BTC-USD"].StreamName).ShouldBe(("XXBTZUSD", "XBTUSD", "XBT/USD", "BTC/USD"));
        (instruments["DOGE-USD"].Key, instruments["DOGE-USD"].AltName, instruments["DOGE-USD"].RestBase, instruments["DOGE-USD"].StreamName).ShouldBe(("XDGUSD", "XDGUSD", "XXDG", "DOGE/USD"));
        (instruments["SOL-USD"].Key, instruments["SOL-USD"].RestBase, instruments["SOL-USD"].RestQuote).ShouldBe(("SOLUSD", "SOL", "ZUSD"));
        (instruments["EUR-USD"].Key, instruments["EUR-USD"].RestBase).ShouldBe(("ZEURZUSD", "ZEUR"));
        instruments["ETH-EUR"].Key.ShouldBe("XETHZEUR");
        instruments.Values.Where(i => i.Status != "online").Select(i => i.Symbol).ShouldBe(["LUNA-USD"]);
        instruments.Values.Select(i => i.Key).Distinct().Count().ShouldBe(66);
    }

    [Fact]
    public void Instruments_MoreCoinsThanNames_AreNumbered() =>
        new SimulatedMarket(1, 500).InstrumentsAt(Now).Count(i => i.Base.StartsWith("SIM", StringComparison.Ordinal)).ShouldBe(440);

    private const string GoldenBitcoin = "OpenTime = 11/06/2025 14:00:00 +00:00, Open = 158873.7, High = 158982.0, Low = 155971.0, Close = 156437.4, Volume = 1366.31764028, QuoteVolume = 215251183.99911551, Trades = 86101";
}
