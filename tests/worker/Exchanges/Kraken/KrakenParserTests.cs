using System.Text;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using static CryptoRun.Worker.Tests.Exchanges.Kraken.ParserBench;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

public class KrakenParserTests
{
    private static readonly long Hour = Now.AddHours(-3).ToUnixTimeSeconds();
    private readonly ParserBench _bench = new();

    [Theory]
    [InlineData("""{"error":["EAPI:Rate limit exceeded"]}""", VenueFailureKind.RateLimited)]
    [InlineData("""{"error":["EGeneral:Too many requests"],"result":{}}""", VenueFailureKind.RateLimited)]
    [InlineData("""{"error":["EQuery:Unknown asset pair"]}""", VenueFailureKind.UnknownSymbol)]
    [InlineData("""{"error":["EService:Unavailable"]}""", VenueFailureKind.ServerError)]
    [InlineData("""{"error":["EGeneral:Invalid arguments"]}""", VenueFailureKind.Refused)]
    [InlineData("""{"error":[]}""", VenueFailureKind.Malformed)]
    [InlineData("""{"result":{}}""", VenueFailureKind.Malformed)]
    [InlineData("""{"error":[],"result":[1]}""", VenueFailureKind.Malformed)]
    [InlineData("<html>busy</html>", VenueFailureKind.Malformed)]
    [InlineData("", VenueFailureKind.Malformed)]
    [InlineData("null", VenueFailureKind.Malformed)]
    public void FailureIn_KrakensErrors_HaveTheirKind(string body, VenueFailureKind kind)
    {
        var failure = KrakenParser.FailureIn(Encoding.UTF8.GetBytes(body), "OHLC of BTC-USD").ShouldNotBeNull();

        failure.Kind.ShouldBe(kind);
        failure.Message.ShouldStartWith("kraken OHLC of BTC-USD: ");
    }

    [Fact]
    public void FailureIn_OnlyAWarning_IsNone() =>
        KrakenParser.FailureIn("""{"error":["WGeneral:Danger"],"result":{}}"""u8.ToArray(), "Ticker").ShouldBeNull();

    [Theory]
    [InlineData("""["100","90","95","98","97","5",1]""", "candle")]
    [InlineData("""{H},"100","90","110","98","97","5",1""", "candle: high below low")]
    [InlineData("""{H},"111","110","90","98","97","5",1""", "candle: open outside range")]
    [InlineData("""{H},"100","110","90","89","97","5",1""", "candle: close outside range")]
    [InlineData("""{H},"0","110","90","98","97","5",1""", "candle: price not positive")]
    [InlineData("""{H},"-100","110","90","98","97","5",1""", "candle: price not positive")]
    [InlineData("""{H},"100","110","90","98","97","-5",1""", "candle: volume negative")]
    [InlineData("""{H+1},"100","110","90","98","97","5",1""", "candle: open time not aligned")]
    [InlineData("""{F},"100","110","90","98","97","5",1""", "candle: future-dated")]
    [InlineData("""{H},"NaN","110","90","98","97","5",1""", "candle")]
    [InlineData("""{H},"100","110","90","98","Infinity","5",1""", "candle")]
    [InlineData("""{H},"100","110","90",null,"97","5",1""", "candle")]
    [InlineData("""{H},"100","110","90","98","97","5" """, "candle")]
    [InlineData("""{H},"100","110","90","98","97","5","many" """, "candle")]
    [InlineData(""" "now","100","110","90","98","97","5",1""", "candle")]
    [InlineData("""99999999999999,"100","110","90","98","97","5",1""", "candle")]
    [InlineData("""{H},"1e40","110","90","98","97","5",1""", "candle")]
    [InlineData("""{H-1},"100","110","90","98","97","5",1""", "candle: duplicate")]
    [InlineData("""{H-2},"100","110","90","98","97","5",1""", "candle: unsorted")]
    public void Candles_OneBadRow_IsCountedByNameAndTheOthersStay(string row, string kind)
    {
        var bad = row.Replace("{H}", $"{Hour}").Replace("{H+1}", $"{Hour + 1}").Replace("{F}", $"{Hour + (5 * 3600)}").Replace("{H-1}", $"{Hour - 3600}").Replace("{H-2}", $"{Hour - 7200}");
        var body = Rest($$"""{"XXBTZUSD":[[{{Hour - 3600}},"100","110","90","98","97","5",1],[{{bad}}],[{{Hour + 3600}},"100","110","90","98","97","5",1]],"last":1}""");

        var (candles, skipped) = _bench.Parser.Candles(body, TimeSpan.FromHours(1), Now)!.Value;

        candles.Select(c => c.OpenTime.ToUnixTimeSeconds()).ShouldBe([Hour - 3600, Hour + 3600]);
        skipped.ShouldBe(1);
        _bench.Anomalies.Counts.ShouldBe(new Dictionary<string, long> { [kind] = 1 });
    }

    [Fact]
    public void Candles_ManyDigitsOfVwap_GiveTheQuoteVolumeBackExactly()
    {
        // A replay divides the recorded quote volume by the volume; 28 digits are enough to come back.
        foreach (var (quote, volume) in ((decimal, decimal)[])[(123456789.12345678m, 0.00012345m), (0.00000001m, 98765.4321m), (98765432109.87654321m, 7m), (1m / 3m * 1e6m, 3.33333333m)])
        {
            var exact = Math.Round(quote, 8);
            KrakenParser.QuoteVolume(exact / volume, volume).ShouldBe(exact);
        }

        KrakenParser.QuoteVolume(0, 0).ShouldBe(0);
        KrakenParser.QuoteVolume(decimal.MaxValue, 10).ShouldBeNull();
    }

    [Fact]
    public void Candles_NoArray_IsNoAnswer() => _bench.Parser.Candles(Rest("""{"last":5}"""), TimeSpan.FromHours(1), Now).ShouldBeNull();

    [Fact]
    public void AssetPairs_UnknownStatusAndMissingFields_CostOnlyThemselves()
    {
        var (instruments, skipped) = _bench.Parser.AssetPairs(Rest(
            """
            {"A":{"altname":"AUSD","wsname":"A/USD","base":"A","quote":"ZUSD","status":"online","brand_new":{"x":[1]}},
             "B":{"altname":"BUSD","wsname":"B/USD","base":"B","quote":"ZUSD","status":"haunted"},
             "C":{"wsname":"C/USD","base":"C","quote":"ZUSD","status":"online"},
             "D":7,
             "E":{"altname":"EUSD","wsname":"EUSD","base":"E","quote":"ZUSD","status":"online"},
             "F":{"altname":"FUSD","wsname":"F/USD","base":"F","quote":"ZUSD","status":"cancel_only"}}
            """));

        instruments.Select(i => (i.Symbol, i.IsOnline, i.VenueStatus)).ShouldBe([("A-USD", true, "online"), ("F-USD", false, "cancel_only")]);
        skipped.ShouldBe(4);
        _bench.Anomalies.Counts["unknown status"].ShouldBe(1);
        _bench.Anomalies.Counts["asset pair"].ShouldBe(2);
    }

    [Fact]
    public void Tickers_BookAbsent_HaveNoBidAndAsk()
    {
        _bench.Parser.AssetPairs(Rest("""{"XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD","base":"XXBT","quote":"ZUSD"}}"""));
        var (quotes, skipped) = _bench.Parser.Tickers(Rest("""{"XXBTZUSD":{"c":["101.50","1"]},"XNEWUSD":{"c":["1","1"]}}"""), Now);

        quotes.ShouldHaveSingleItem().ShouldBe(new(Now, "BTC-USD", "kraken", 101.5m, null, null));
        skipped.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"c":[]}""")]
    [InlineData("""{"a":["1","1","1"]}""")]
    [InlineData("""{"c":["NaN","1"]}""")]
    [InlineData("""{"c":"101"}""")]
    [InlineData("""{"c":["0","1"]}""")]
    [InlineData("""{"c":["100","1"],"b":["101","1","1"],"a":["100","1","1"]}""")]
    public void Tickers_Nonsense_IsLeftOut(string ticker)
    {
        var (quotes, skipped) = _bench.Parser.Tickers(Rest($$$"""{"BTC/USD":{{{ticker}}},"ETH/USD":{"c":["5","1"],"b":["0","0","0"],"a":["6","1","1"]}}"""), Now);

        quotes.ShouldHaveSingleItem().ShouldBe(new(Now, "ETH-USD", "kraken", 5, null, 6));
        skipped.ShouldBe(1);
    }

    [Fact]
    public void Anomalies_ManyOfAKind_AreLoggedOnce()
    {
        for (var i = 0; i < 100; i++) _bench.Parser.Skip("ticker", $"number {i}");
        _bench.Parser.Skip("candle", new string('x', 5000));

        _bench.Anomalies.Counts["ticker"].ShouldBe(100);
        _bench.Log.Lines.Count.ShouldBe(2);
        _bench.Log.Lines.ShouldAllBe(l => l.Text.Length < 400);
    }
}
