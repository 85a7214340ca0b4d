using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using static CryptoRun.Worker.Tests.Exchanges.Kraken.ParserBench;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

public class KrakenTradesTests
{
    private const string Frame =
        """
        {"channel":"trade","type":"update","data":[
        {"symbol":"BTC/USD","side":"sell","price":63501.6,"qty":0.00185211,"ord_type":"limit","trade_id":103436769,"timestamp":"2026-11-22T11:59:05.562702Z"},
        {"symbol":"BTC/USD","side":"buy","price":63500.9,"qty":0.00005100,"ord_type":"market","trade_id":103436770,"timestamp":"2026-11-22T11:59:05.562702Z"}]}
        """;

    private readonly ParserBench _bench = new();

    [Fact]
    public void Read_TradesOfOneFrame_AreOneEventInOrder()
    {
        var (message, events) = _bench.Read(Frame);

        message.ShouldBe(new KrakenMessage(KrakenMessageKind.Data, Channel: "trade"));
        var update = events.ShouldHaveSingleItem().ShouldBeOfType<TradeUpdate>();
        update.Symbol.ShouldBe("BTC-USD");
        var time = new DateTimeOffset(2026, 11, 22, 11, 59, 5, TimeSpan.Zero).AddTicks(5_627_020);
        update.Trades.ShouldBe([new(time, 63501.6m, 0.00185211m, TradeSide.Sell, 103436769), new(time, 63500.9m, 0.000051m, TradeSide.Buy, 103436770)]);
    }

    [Fact]
    public void Read_TradesOfTwoPairs_AreAnEventEachRun()
    {
        var events = _bench.Read(Frame.Replace("\"BTC/USD\",\"side\":\"buy\"", "\"ETH/USD\",\"side\":\"buy\"", StringComparison.Ordinal)).Events;

        events.Cast<TradeUpdate>().Select(t => (t.Symbol, t.Trades.Count)).ShouldBe([("BTC-USD", 1), ("ETH-USD", 1)]);
    }

    [Theory]
    [InlineData("\"side\":\"buy\"", "\"side\":\"both\"", "trade")]
    [InlineData("\"price\":63500.9", "\"price\":0", "trade: price not positive")]
    [InlineData("\"qty\":0.00005100", "\"qty\":-1", "trade: size not positive")]
    [InlineData("\"qty\":0.00005100", "\"qty\":70000000000000000000000000000", "trade: worth beyond a decimal")]
    [InlineData("\"qty\":0.00005100", "\"qty\":\"NaN\"", "trade")]
    [InlineData("\"BTC/USD\",\"side\":\"buy\"", "\"BTCUSD\",\"side\":\"buy\"", "unknown pair")]
    [InlineData("\"trade_id\":103436770", "\"trade_id\":1e40", "trade")]
    public void Read_BadTrade_IsCountedByNameAndTheOtherStays(string from, string to, string kind)
    {
        var bad = Frame.Replace(from, to, StringComparison.Ordinal);
        bad.ShouldNotBe(Frame);

        _bench.Read(bad).Events.ShouldHaveSingleItem().ShouldBeOfType<TradeUpdate>().Trades.ShouldHaveSingleItem().Id.ShouldBe(103436769);
        _bench.Anomalies.Counts.ShouldBe(new Dictionary<string, long> { [kind] = 1 });
    }

    [Fact]
    public void Read_VenueClockAhead_MakesNoTradeOfTheFuture() =>
        _bench.Read(Frame, Now.AddHours(-1)).Events.Cast<TradeUpdate>().Single().Trades.ShouldAllBe(t => t.Time == Now.AddHours(-1));

    [Fact]
    public void Trades_Rest_OldestFirstAndBadOnesCounted()
    {
        var body = Rest("""
            {"XXBTZUSD":[["105433.60000","0.00027625",1762795433.9717445,"b","l","",10218208],["105433.6","0.1",1762795433.9717445,"s","m",""],
            ["1","1",1762795432,"s","m","",1],["1","1",1762795434,"?","m","",1],["0","1",1762795434,"s","m","",1],["1","1",-5,"s"],["1"],7],"last":"1762795433971744500"}
            """);

        var (trades, skipped) = _bench.Parser.Trades(body, Now)!.Value;

        var time = DateTimeOffset.FromUnixTimeSeconds(1762795433).AddTicks(9_717_445);
        trades.ShouldBe([new(time, 105433.60000m, 0.00027625m, TradeSide.Buy, 10218208), new(time, 105433.6m, 0.1m, TradeSide.Sell)]);
        skipped.ShouldBe(6);
        _bench.Parser.Trades(Rest("""{"last":"0"}"""), Now).ShouldBeNull();
    }

    [Fact]
    public async Task GetTrades_FromAnInstantOn_AsksForWhatIsLaterThanTheNanosecondBefore()
    {
        var bench = new KrakenClientBench();
        bench.Respond(_ => KrakenClientBench.Ok("""{"error":[],"result":{"XXBTZUSD":[["105433.60000","0.00027625",1762795433.9717445,"b","l","",10218208]],"last":"1762795433971744500"}}"""));

        var answer = await bench.Client.GetTradesAsync("BTC-USD", DateTimeOffset.FromUnixTimeSeconds(1762795433), CancellationToken.None).WithTime(bench.Wall);

        answer.Value.ShouldHaveSingleItem().Id.ShouldBe(10218208);
        bench.Calls.ShouldHaveSingleItem().Uri.PathAndQuery.ShouldBe("/0/public/Trades?pair=XBTUSD&since=1762795432999999999");
    }

    [Fact]
    public async Task GetTrades_AnswerWithoutTrades_IsAMalformedFailure()
    {
        var bench = new KrakenClientBench();
        bench.Respond(_ => KrakenClientBench.Ok("""{"error":[],"result":{"last":"0"}}"""));

        var answer = await bench.Client.GetTradesAsync("BTC-USD", DateTimeOffset.UnixEpoch, CancellationToken.None).WithTime(bench.Wall);

        answer.Failure!.Kind.ShouldBe(VenueFailureKind.Malformed);
    }

    [Fact]
    public void Trades_RestCapture_LosesNone()
    {
        var (trades, skipped) = _bench.Parser.Trades(File.ReadAllBytes(Path.Combine(SharedData.Folder("wire", "kraken"), "nautilus__http_trades.json")), Now)!.Value;

        (trades.Count, skipped).ShouldBe((1000, 0));
        trades.Zip(trades.Skip(1)).ShouldAllBe(pair => pair.First.Id < pair.Second.Id);
        TradeCandles.Of(trades, TimeSpan.FromHours(1)).Sum(c => c.Trades).ShouldBe(1000);
    }

    [Fact]
    public void Trades_RecordedSession_AreReadWithoutAGap()
    {
        var file = Path.Combine(SharedData.Folder("wire", "kraken"), "ws_v2_book10_trade_BTC-USD.jsonl");
        List<Trade> trades = [.. File.ReadLines(file).SelectMany(line => _bench.Read(line).Events).OfType<TradeUpdate>().SelectMany(u => u.Trades)];

        trades.Count.ShouldBeGreaterThan(10);
        trades.Zip(trades.Skip(1)).ShouldAllBe(pair => pair.Second.Id == pair.First.Id + 1 && pair.Second.Time >= pair.First.Time);
        _bench.Anomalies.Counts.ShouldBeEmpty();
    }
}
