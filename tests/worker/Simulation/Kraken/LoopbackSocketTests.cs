using System.Text.Json;

namespace CryptoRun.Worker.Tests.Simulation.Kraken;

public sealed class LoopbackSocketTests
{
    [Fact]
    public async Task Connect_FirstFrame_IsTheStatus()
    {
        await using var loopback = await Loopback.StartAsync();
        using var client = await loopback.ConnectAsync();

        var frame = await client.ReadAsync();

        frame.GetProperty("channel").GetString().ShouldBe("status");
        frame.GetProperty("data")[0].GetProperty("system").GetString().ShouldBe("online");
    }

    [Fact]
    public async Task Subscribe_KnownAndUnknownSymbols_AnswersEachAndSnapshotsTheKnown()
    {
        await using var loopback = await Loopback.StartAsync();
        using var client = await loopback.ConnectAsync();

        var answers = await client.SubscribeAsync("ticker", "BTC/USD", "XBT/USD", "DOGE/USD");

        answers.Select(a => a.GetProperty("success").GetBoolean()).ShouldBe([true, false, true]);
        answers[1].GetProperty("error").GetString().ShouldBe("Currency pair not supported XBT/USD");
        answers[1].GetProperty("symbol").GetString().ShouldBe("XBT/USD");
        answers.ShouldAllBe(a => a.GetProperty("req_id").GetInt64() == 7);
        var snapshot = await client.ReadAsync("ticker", "snapshot");
        snapshot.GetProperty("data").EnumerateArray().Select(d => d.GetProperty("symbol").GetString()).ShouldBe(["BTC/USD", "DOGE/USD"]);
        var price = loopback.Tape.PriceAt(loopback.Clock.GetUtcNow(), "BTC-USD")!.Value;
        snapshot.GetProperty("data")[0].GetProperty("last").GetRawText().ShouldBe(price.Last.ToString());
        snapshot.GetProperty("data")[0].GetProperty("bid").GetDecimal().ShouldBe(price.Bid!.Value);
    }

    [Fact]
    public async Task Subscribe_Twice_IsRefusedTheSecondTimeUntilUnsubscribed()
    {
        await using var loopback = await Loopback.StartAsync();
        using var client = await loopback.ConnectAsync();
        await client.SubscribeAsync("ticker", "BTC/USD");

        var second = await client.SubscribeAsync("ticker", "BTC/USD");
        await client.SendAsync("""{"method":"unsubscribe","params":{"channel":"ticker","symbol":["BTC/USD"]}}""");
        var unsubscribed = await ReadAnswerAsync(client);
        var third = await client.SubscribeAsync("ticker", "BTC/USD");

        second[0].GetProperty("error").GetString().ShouldBe("Already subscribed");
        unsubscribed.GetProperty("success").GetBoolean().ShouldBeTrue();
        third[0].GetProperty("success").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"method":"subscribe","params":{"channel":"weather","symbol":["BTC/USD"]}}""", "Channel name is invalid")]
    [InlineData("""{"method":"subscribe","params":{"channel":"ticker","symbol":"BTC/USD"}}""", "Symbol field must be an array")]
    [InlineData("""{"method":"subscribe","params":{"channel":"ohlc","interval":7,"symbol":["BTC/USD"]}}""", "Subscription ohlc interval not supported")]
    [InlineData("""{"method":"subscribe"}""", "Unsupported method or missing params")]
    [InlineData("[1,2]", "Unsupported method or missing params")]
    [InlineData("{not json", "Malformed request")]
    public async Task AnyRequest_Wrong_IsRefusedAndTheConnectionLives(string request, string error)
    {
        await using var loopback = await Loopback.StartAsync();
        using var client = await loopback.ConnectAsync();

        await client.SendAsync(request);
        var refusal = await ReadAnswerAsync(client);
        await client.SendAsync("""{"method":"ping","req_id":101}""");
        var pong = await ReadAnswerAsync(client);

        refusal.GetProperty("error").GetString().ShouldBe(error);
        refusal.GetProperty("success").GetBoolean().ShouldBeFalse();
        pong.GetProperty("method").GetString().ShouldBe("pong");
        pong.GetProperty("req_id").GetInt64().ShouldBe(101);
    }

    [Fact]
    public async Task FullHour_SubscribedCandles_FinalOneThenTheNewOneThenPrices()
    {
        await using var loopback = await Loopback.StartAsync(now: new DateTimeOffset(2025, 11, 6, 15, 59, 59, TimeSpan.Zero));
        using var client = await loopback.ConnectAsync();
        await client.SubscribeAsync("ohlc", "BTC/USD", "ETH/USD");
        await client.ReadAsync("ohlc", "snapshot");
        await client.SubscribeAsync("ticker", "BTC/USD");
        await client.ReadAsync("ticker", "snapshot");

        loopback.Time.Advance(TimeSpan.FromSeconds(1));
        var closed = await ReadHourAsync(client, 15);
        var opened = await client.ReadAsync("ohlc", "update");
        var prices = await client.ReadAsync("ticker", "update");

        var now = loopback.Clock.GetUtcNow();
        var final = loopback.Tape.CandlesAt(now, "BTC-USD", now.AddHours(-1), now)[0];
        var sent = closed.GetProperty("data")[0];
        closed.GetProperty("data").GetArrayLength().ShouldBe(2);
        (Text(sent, "open"), Text(sent, "high"), Text(sent, "low"), Text(sent, "close"), Text(sent, "volume"), Text(sent, "vwap"))
            .ShouldBe((final.Candle.Open.ToString(), final.Candle.High.ToString(), final.Candle.Low.ToString(), final.Candle.Close.ToString(), final.Candle.Volume.ToString(), final.Vwap.ToString()));
        opened.GetProperty("data").EnumerateArray().ShouldAllBe(d => d.GetProperty("interval_begin").GetString() == "2025-11-06T16:00:00.000000000Z");
        prices.GetProperty("data")[0].GetProperty("timestamp").GetString().ShouldBe("2025-11-06T16:00:00.000000Z");
    }

    [Fact]
    public async Task Pulse_OneSecondAndMore_SendsNewPricesOfEverySubscribedSymbol()
    {
        await using var loopback = await Loopback.StartAsync();
        using var client = await loopback.ConnectAsync();
        string[] names = ["BTC/USD", "ETH/USD", "SOL/USD"];
        await client.SubscribeAsync("ticker", names);
        await client.ReadAsync("ticker", "snapshot");
        HashSet<string> heard = [];

        while (heard.Count < names.Length)
        {
            loopback.Time.Advance(TimeSpan.FromSeconds(1));
            var update = await client.ReadAsync();
            if (update.TryGetProperty("type", out var type) && type.GetString() == "update" && update.GetProperty("channel").GetString() == "ticker")
                heard.UnionWith(update.GetProperty("data").EnumerateArray().Select(d => d.GetProperty("symbol").GetString()!));
        }

        heard.ShouldBe(names, ignoreOrder: true);
    }

    [Fact]
    public async Task Idle_OneSecond_Heartbeat()
    {
        await using var loopback = await Loopback.StartAsync();
        using var client = await loopback.ConnectAsync();
        await client.ReadAsync();
        await client.SendAsync("""{"method":"ping"}""");
        await ReadAnswerAsync(client);

        loopback.Time.Advance(TimeSpan.FromSeconds(2));

        (await client.ReadTextAsync()).ShouldBe("""{"channel":"heartbeat"}""");
    }

    [Fact]
    public async Task Instrument_Subscribe_ListsPairsWithTheirStatus()
    {
        await using var loopback = await Loopback.StartAsync();
        using var client = await loopback.ConnectAsync();
        await client.SendAsync("""{"method":"subscribe","params":{"channel":"instrument"}}""");

        var frame = await client.ReadAsync("instrument", "snapshot");

        var status = frame.GetProperty("data").GetProperty("pairs").EnumerateArray().ToDictionary(p => p.GetProperty("symbol").GetString()!, p => p.GetProperty("status").GetString());
        status["BTC/USD"].ShouldBe("online");
        status["LUNA/USD"].ShouldBe("cancel_only");
        status.Keys.ShouldContain("EUR/USD");
    }

    [Fact]
    public async Task Frames_Recorded_HaveTheSameFieldsAndTypes()
    {
        var folder = SharedData.Folder("wire", "kraken");
        var ohlc = File.ReadLines(Path.Combine(folder, "ws_v2_ohlc_BTC-USDT.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        await using var loopback = await Loopback.StartAsync();
        using var client = await loopback.ConnectAsync();

        WireShape.ShouldBePartOf(await client.ReadAsync(), ohlc[0]);
        await client.SendAsync("""{"method":"subscribe","params":{"channel":"ohlc","interval":60,"symbol":["BTC/USD","XBT/USD"]}}""");
        WireShape.ShouldBePartOf(await client.ReadAsync(), ohlc[1]);
        WireShape.ShouldBePartOf(await client.ReadAsync(), ohlc[2]);
        WireShape.ShouldBePartOf(await client.ReadAsync("ohlc", "snapshot"), ohlc[4]);
        await client.SubscribeAsync("ticker", "BTC/USD");
        WireShape.ShouldBePartOf(await client.ReadAsync("ticker", "snapshot"), WireShape.Parse(Path.Combine(folder, "fixtures_nautilus", "nautilus__ws_ticker_snapshot.json")));
        await client.SendAsync("""{"method":"subscribe","params":{"channel":"instrument"}}""");
        WireShape.ShouldBePartOf(await client.ReadAsync("instrument", "snapshot"), WireShape.Parse(Path.Combine(folder, "ws_v2_instrument_snapshot.json")));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetRawText();

    private static async Task<JsonElement> ReadAnswerAsync(SocketClient client)
    {
        while (true)
        {
            var frame = await client.ReadAsync();
            if (frame.TryGetProperty("method", out _)) return frame;
        }
    }

    private static async Task<JsonElement> ReadHourAsync(SocketClient client, int hour)
    {
        while (true)
        {
            var frame = await client.ReadAsync("ohlc", "update");
            if (frame.GetProperty("data")[0].GetProperty("interval_begin").GetString()!.Contains($"T{hour:00}:", StringComparison.Ordinal)) return frame;
        }
    }
}
