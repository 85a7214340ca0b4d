using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Okx;
using static CryptoRun.Worker.Tests.Exchanges.Okx.OkxBench;

namespace CryptoRun.Worker.Tests.Exchanges.Okx;

public class OkxFramesTests
{
    private const string Snapshot =
        """{"arg":{"channel":"books","instId":"BTC-USD"},"action":"snapshot","data":[{"asks":[["101.10","1.5","0","2"],["102","3","0","1"]],"bids":[["100.90","2.500","0","1"]],"ts":"1795348799000","checksum":0,"seqId":10,"prevSeqId":-1}]}""";

    private const string Trades =
        """{"arg":{"channel":"trades","instId":"BTC-USD"},"data":[{"instId":"BTC-USD","tradeId":"130639474","px":"42219.90","sz":"0.12060306","side":"buy","ts":"1795348798897","count":"3"},{"instId":"BTC-USD","tradeId":"130639475","px":"42219.8","sz":"1","side":"sell","ts":"1795348798898","count":"1"}]}""";

    private readonly OkxBench _bench = new("BTC-USD", "ETH-USD");

    [Fact]
    public void Read_Trades_AreOneEventInOrderWithEveryDigit()
    {
        var update = _bench.Read(Trades).Events.ShouldHaveSingleItem().ShouldBeOfType<TradeUpdate>();

        update.Trades.ShouldBe([
            new(DateTimeOffset.FromUnixTimeMilliseconds(1795348798897), 42219.90m, 0.12060306m, TradeSide.Buy, 130639474),
            new(DateTimeOffset.FromUnixTimeMilliseconds(1795348798898), 42219.8m, 1, TradeSide.Sell, 130639475),
        ]);
        update.Trades[0].Price.ToString().ShouldBe("42219.90");
    }

    [Theory]
    [InlineData("\"side\":\"sell\"", "\"side\":\"both\"", "trade")]
    [InlineData("\"px\":\"42219.8\"", "\"px\":\"0\"", "trade: price not positive")]
    [InlineData("\"px\":\"42219.8\"", "\"px\":\"\"", "trade")]
    [InlineData("\"sz\":\"1\"", "\"sz\":\"-1\"", "trade: size not positive")]
    [InlineData("\"sz\":\"1\"", "\"sz\":\"NaN\"", "trade")]
    [InlineData("\"ts\":\"1795348798898\"", "\"ts\":\"999999999999999999\"", "trade")]
    [InlineData("{\"instId\":\"BTC-USD\",\"tradeId\":\"130639475\"", "{\"instId\":\"BTC-USDT\",\"tradeId\":\"130639475\"", "unknown pair")]
    public void Read_BadTrade_IsCountedByNameAndTheOtherStays(string from, string to, string kind)
    {
        var bad = Trades.Replace(from, to, StringComparison.Ordinal);
        bad.ShouldNotBe(Trades);

        _bench.Read(bad).Events.ShouldHaveSingleItem().ShouldBeOfType<TradeUpdate>().Trades.ShouldHaveSingleItem().Id.ShouldBe(130639474);
        _bench.Anomalies.Counts.ShouldBe(new Dictionary<string, long> { [kind] = 1 });
    }

    [Fact]
    public void Read_Ticker_EmptySideIsNullAndTheFutureIsCut()
    {
        const string Ticker = """{"arg":{"channel":"tickers","instId":"ETH-USD"},"data":[{"instType":"SPOT","instId":"ETH-USD","last":"9999.99","askPx":"","askSz":"","bidPx":"8888.880","bidSz":"5","ts":"1895348798897","unheard":[1]}]}""";

        _bench.Read(Ticker).Events.ShouldHaveSingleItem().ShouldBe(new QuoteUpdate(Now, new Quote(Now, "ETH-USD", "okx", 9999.99m, 8888.88m, null)));
        _bench.Read(Ticker.Replace("8888.880", "x", StringComparison.Ordinal)).Events.ShouldBeEmpty();
        _bench.Read(Ticker.Replace("\"askPx\":\"\"", "\"askPx\":\"8000\"", StringComparison.Ordinal)).Events.ShouldBeEmpty();
        _bench.Anomalies.Counts.ShouldBe(new Dictionary<string, long> { ["ticker"] = 1, ["quote: crossed"] = 1 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("pong", nameof(OkxMessageKind.Other))]
    [InlineData("""{"event":"subscribe","arg":{"channel":"tickers","instId":"BTC-USD"},"connId":"a4d3ae55"}""", nameof(OkxMessageKind.Subscribed))]
    [InlineData("""{"event":"unsubscribe","arg":{"channel":"tickers","instId":"BTC-USD"},"connId":"a4d3ae55"}""", nameof(OkxMessageKind.Other))]
    [InlineData("""{"event":"error","code":"60012","msg":"Invalid request","connId":"a4d3ae55"}""", nameof(OkxMessageKind.Rejected))]
    [InlineData("""{"event":"notice","code":"64008","msg":"The connection will soon be closed for a service upgrade. Please reconnect.","connId":"a4d3ae55"}""", nameof(OkxMessageKind.Notice))]
    [InlineData("""{"event":"channel-conn-count","channel":"orders","connCount":"2","connId":"abcd1234"}""", nameof(OkxMessageKind.Other))]
    [InlineData("""{"arg":{"channel":"weather"},"data":[]}""", nameof(OkxMessageKind.Unusable))]
    [InlineData("""{"arg":{"channel":"tickers","instId":"BTC-USD"},"data":{}}""", nameof(OkxMessageKind.Unusable))]
    [InlineData("""{"arg":{"channel":"tickers","instId":"BTC-USD"},"data":[]""", nameof(OkxMessageKind.Unusable))]
    [InlineData("ping", nameof(OkxMessageKind.Unusable))]
    [InlineData("null", nameof(OkxMessageKind.Unusable))]
    public void Read_EveryKind_IsKnownOrCounted(string frame, string kind)
    {
        var (message, events) = _bench.Read(frame);

        message.Kind.ToString().ShouldBe(kind);
        events.ShouldBeEmpty();
    }

    [Fact]
    public void Take_BooksOfAConnection_OpenOnceAndRenewAloneAfterABreak()
    {
        var (meaning, events) = _bench.Take(Snapshot);
        var book = events.ShouldHaveSingleItem().ShouldBeOfType<BookOpened>().Book;
        var second = _bench.Take(Snapshot.Replace("snapshot", "update", StringComparison.Ordinal).Replace("\"seqId\":10,\"prevSeqId\":-1", "\"seqId\":17,\"prevSeqId\":10", StringComparison.Ordinal));
        book.IsTrusted.ShouldBeTrue();
        var third = _bench.Take(Snapshot.Replace("snapshot", "update", StringComparison.Ordinal).Replace("\"seqId\":10,\"prevSeqId\":-1", "\"seqId\":30,\"prevSeqId\":24", StringComparison.Ordinal));

        (meaning, second.Events.Count, third.Events.Count, book.IsTrusted).ShouldBe((FrameMeaning.Open, 0, 0, false));
        _bench.Monitor.Report(new()).Totals.BooksDropped.ShouldBe(1);
        _bench.Anomalies.Counts.ShouldBe(new Dictionary<string, long> { ["book: sequence"] = 1 });
        _bench.Wall.Advance(TimeSpan.FromSeconds(1));
        _bench.Session.TendAsync(isIdle: false, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        _bench.Sent.ShouldBe([
            """{"op":"unsubscribe","args":[{"channel":"books","instId":"BTC-USD"}]}""",
            """{"op":"subscribe","args":[{"channel":"books","instId":"BTC-USD"}]}""",
        ]);
    }

    [Theory]
    [InlineData("[\"101.10\",\"1.5\",\"0\",\"2\"]", "[\"101.10\",\"-1\",\"0\",\"2\"]")]
    [InlineData("[\"101.10\",\"1.5\",\"0\",\"2\"]", "[\"101.10\"]")]
    [InlineData("[\"101.10\",\"1.5\",\"0\",\"2\"]", "[101.10,1.5]")]
    [InlineData("\"seqId\":10,", "")]
    [InlineData("\"action\":\"snapshot\",", "\"action\":\"whole\",")]
    public void Take_BookMessageThatCannotBeRead_IsNoBook(string from, string to)
    {
        _bench.Take(Snapshot);
        var bad = Snapshot.Replace(from, to, StringComparison.Ordinal);
        bad.ShouldNotBe(Snapshot);

        _bench.Take(bad);

        _bench.Take("""{"event":"unsubscribe"}""");
        _bench.Anomalies.Counts.ShouldBe(new Dictionary<string, long> { ["book"] = 1 });
        _bench.Monitor.Report(new()).Totals.BooksDropped.ShouldBe(1);
    }

    [Fact]
    public async Task Tend_BookThatIsNotAnswered_IsAskedForAgainUnlessTheVenueHasNone()
    {
        await _bench.Session.SubscribeAsync(CancellationToken.None);
        _bench.Take("""{"event":"error","code":"60018","msg":"Wrong URL or channel:books,instId:ETH-USD doesn't exist. Please use the correct URL, channel and parameters referring to API document.","connId":"a4d3ae55"}""");
        _bench.Sent.Clear();
        _bench.Wall.Advance(TimeSpan.FromSeconds(11));

        await _bench.Session.TendAsync(isIdle: true, CancellationToken.None);

        _bench.Sent.Count.ShouldBe(3);
        _bench.Sent[0].ShouldBe("ping");
        _bench.Sent.Skip(1).ShouldAllBe(s => s.Contains("BTC-USD"));
    }

    [Fact]
    public async Task Subscribe_ManySymbols_GoInBatches()
    {
        var bench = new OkxBench([.. Enumerable.Range(0, 45).Select(i => $"C{i}-USD")]);

        await bench.Session.SubscribeAsync(CancellationToken.None);

        bench.Sent.Count.ShouldBe(4);
        bench.Sent[0].ShouldBe("""{"op":"subscribe","args":[{"channel":"instruments","instType":"SPOT"}]}""");
        bench.Sent.Skip(1).Select(s => s.Split("\"books\"").Length - 1).ShouldBe([20, 20, 5]);
        bench.Sent[1].ShouldStartWith("""{"op":"subscribe","args":[{"channel":"tickers","instId":"C0-USD"},""");
    }
}
