using System.Text;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using static CryptoRun.Worker.Tests.Exchanges.Kraken.ParserBench;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

public class KrakenFramesTests
{
    private const string Ohlc =
        """
        {"channel":"ohlc","type":"update","timestamp":"2026-11-22T11:59:59.114514810Z","data":[{"symbol":"BTC/USD","open":77499.9,"high":77509.2,"low":77467.5,"close":77509.2,"trades":15,"volume":0.58051276,"vwap":77482.2,"interval_begin":"2026-11-22T11:00:00.000000000Z","interval":60,"timestamp":"2026-11-22T12:00:00.000000Z"}]}
        """;

    private const string Ticker = """{"channel":"ticker","type":"update","data":[{"symbol":"DOGE/USD","bid":0.1000001,"ask":0.1000002,"last":0.1000001,"volume":1.0,"timestamp":"2026-11-22T11:59:59.5Z"}]}""";

    private readonly ParserBench _bench = new();

    [Theory]
    [InlineData(Ohlc)]
    [InlineData(Ticker)]
    [InlineData("""{"error":"Currency pair not supported XBT/USDT","method":"subscribe","success":false,"symbol":"XBT/USDT"}""")]
    public void Read_FrameCutAtAnyByte_NeverThrowsAndLosesNothingLater(string frame)
    {
        var bytes = Encoding.UTF8.GetBytes(frame);
        List<MarketEvent> events = [];
        for (var length = 0; length < bytes.Length; length++)
        {
            _bench.Frames.Read(bytes.AsSpan(0, length), Now, events).Kind.ShouldBe(KrakenMessageKind.Unusable);
        }

        events.ShouldBeEmpty();
        _bench.Anomalies.Counts["frame"].ShouldBe(bytes.Length);
        _bench.Read(Ohlc).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void Read_AnyByteReplaced_NeverThrows()
    {
        var bytes = Encoding.UTF8.GetBytes(Ohlc);
        List<MarketEvent> events = [];
        foreach (var junk in (byte[])[0, (byte)'"', (byte)'}', (byte)'-', (byte)'9', 0xFF])
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                var broken = (byte[])bytes.Clone();
                broken[i] = junk;
                Should.NotThrow(() => _bench.Frames.Read(broken, Now, events));
            }
        }

        events.OfType<CandleUpdate>().ShouldAllBe(c => CandleRules.Broken(c.Candle, c.Interval, c.ReceivedAt) == null);
    }

    [Theory]
    [InlineData("\"open\":77499.9", "\"open\":\"NaN\"", "candle")]
    [InlineData("\"open\":77499.9", "\"open\":true", "candle")]
    [InlineData("\"open\":77499.9,", "", "candle")]
    [InlineData("\"open\":77499.9", "\"open\":1e99", "candle")]
    [InlineData("\"interval\":60", "\"interval\":0", "candle")]
    [InlineData("\"interval\":60", "\"interval\":\"hourly\"", "candle")]
    [InlineData("\"interval_begin\":\"2026-11-22T11:00:00.000000000Z\"", "\"interval_begin\":\"yesterday\"", "candle")]
    [InlineData("\"interval_begin\":\"2026-11-22T11:00:00.000000000Z\"", "\"interval_begin\":\"2026-11-22T14:00:00Z\"", "candle: future-dated")]
    [InlineData("\"interval_begin\":\"2026-11-22T11:00:00.000000000Z\"", "\"interval_begin\":\"2026-11-22T11:30:00Z\"", "candle: open time not aligned")]
    [InlineData("\"low\":77467.5", "\"low\":77567.5", "candle: high below low")]
    [InlineData("\"volume\":0.58051276", "\"volume\":-1", "candle: volume negative")]
    [InlineData("\"symbol\":\"BTC/USD\"", "\"symbol\":\"BTCUSD\"", "unknown pair")]
    [InlineData("\"channel\":\"ohlc\"", "\"channel\":\"oracle\"", "unknown channel")]
    [InlineData("\"type\":\"update\"", "\"type\":\"replace\"", "unknown frame type")]
    [InlineData("\"data\":[", "\"data\":7,\"more\":[", "ohlc data")]
    public void Read_BadCandle_IsCountedByName(string from, string to, string kind)
    {
        var bad = Ohlc.Replace(from, to);
        bad.ShouldNotBe(Ohlc);

        _bench.Read(bad).Events.ShouldBeEmpty();

        _bench.Anomalies.Counts.ShouldBe(new Dictionary<string, long> { [kind] = 1 });
    }

    [Fact]
    public void Read_OneBadRecordAmongGoodOnes_LosesOnlyItself()
    {
        var frame = Ticker.Replace("[{", """[{"symbol":"ADA/USD"},5,{"symbol":"SOL/USD","last":150,"extra":[]},{""");

        var quotes = _bench.Read(frame).Events.Cast<QuoteUpdate>().Select(q => q.Quote).ToList();

        quotes.Select(q => q.Symbol).ShouldBe(["SOL-USD", "DOGE-USD"]);
        quotes[0].ShouldBe(new(Now, "SOL-USD", "kraken", 150, null, null));
        quotes[1].Last.ShouldBe(0.1000001m);
    }

    [Fact]
    public void Read_VenueClockAhead_MakesNoQuoteOfTheFuture()
    {
        var received = Now.AddMinutes(-10);

        _bench.Read(Ticker, received).Events.Cast<QuoteUpdate>().Single().Quote.ExchangeTime.ShouldBe(received);
        _bench.Read(Ticker).Events.Cast<QuoteUpdate>().Single().Quote.ExchangeTime.ShouldBe(Now.AddSeconds(-0.5));
    }

    [Fact]
    public void Read_InstrumentUpdate_GivesUsdPairsOnly()
    {
        var events = _bench.Read(
            """
            {"channel":"instrument","type":"update","data":{"assets":[],"pairs":[
              {"symbol":"BTC/USD","base":"BTC","quote":"USD","status":"cancel_only"},
              {"symbol":"BTC/EUR","base":"BTC","quote":"EUR","status":"online"},
              {"symbol":"ETH/USD","base":"ETH","quote":"USD","status":"haunted"},
              {"symbol":"SOL/USD"}]}}
            """).Events;

        events.ShouldHaveSingleItem().ShouldBe(new InstrumentUpdate(Now, new("BTC-USD", "kraken", "BTC", "USD", false, "cancel_only")));
        _bench.Anomalies.Counts.ShouldBe(new Dictionary<string, long> { ["unknown status"] = 1, ["instrument"] = 1 }, ignoreOrder: true);
    }
}
