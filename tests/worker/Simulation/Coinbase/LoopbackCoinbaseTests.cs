using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.Coinbase;

namespace CryptoRun.Worker.Tests.Simulation.Coinbase;

public sealed class LoopbackCoinbaseTests
{
    [Theory]
    [InlineData("products/NOPE-USD/ticker", 404, "NotFound")]
    [InlineData("products/BTC-USD/weather", 404, "NotFound")]
    [InlineData("weather", 404, "NotFound")]
    [InlineData("products/BTC-USD/candles?granularity=7", 400, "Unsupported granularity")]
    [InlineData("products/BTC-USD/candles?granularity=3600&start=2025-10-01T00:00:00Z&end=2025-11-01T00:00:00Z", 400, "granularity too small for the requested time range. Count of aggregations requested exceeds 300")]
    [InlineData("products/BTC-USD/candles?granularity=3600&start=yesterday&end=2025-11-01T00:00:00Z", 400, "invalid start or end")]
    [InlineData("products/BTC-USD/trades?limit=1001", 400, "Invalid limit")]
    public async Task Get_Wrong_IsRefusedByStatusAndMessage(string path, int status, string message)
    {
        await using var stage = await CoinbaseStage.StartAsync();

        (await stage.RefusedAsync(path)).ShouldBe((status, message));
    }

    [Fact]
    public async Task Get_WithoutAUserAgent_IsRefused()
    {
        await using var stage = await CoinbaseStage.StartAsync();
        stage.Http.DefaultRequestHeaders.UserAgent.Clear();

        (await stage.RefusedAsync("products")).ShouldBe((400, "User-Agent header is required."));
    }

    [Fact]
    public async Task Get_TooOften_IsCoinbasesOwn429()
    {
        await using var stage = await CoinbaseStage.StartAsync();
        stage.Venue.Faults.FailNext(VenueFault.LimitCode);

        (await stage.RefusedAsync("products")).ShouldBe((429, "Public rate limit exceeded"));
    }

    [Fact]
    public async Task Candles_ARange_AreTheTapesNewestFirstTimeLowHighOpenCloseVolume()
    {
        await using var stage = await CoinbaseStage.StartAsync();

        var rows = (await stage.GetAsync("products/ETH-USD/candles?granularity=3600&start=2025-11-06T10:00:00Z&end=2025-11-06T15:00:00Z")).EnumerateArray().ToList();

        rows.Select(r => r[0].GetInt64()).ShouldBe(Enumerable.Range(0, 6).Select(i => new DateTimeOffset(2025, 11, 6, 15 - i, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()));
        var tape = stage.Tape.CandlesAt(CoinbaseStage.Now, "ETH-USD", new DateTimeOffset(2025, 11, 6, 14, 0, 0, TimeSpan.Zero), CoinbaseStage.Now).Single().Candle;
        rows[1].EnumerateArray().Skip(1).Select(n => n.GetRawText()).ShouldBe(((decimal[])[tape.Low, tape.High, tape.Open, tape.Close, tape.Volume]).Select(d => d.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Book_LevelTwo_HasTheFieldsOfTheRecordedOneAndTheTapesLevels()
    {
        await using var stage = await CoinbaseStage.StartAsync();

        var book = await stage.GetAsync("products/BTC-USD/book?level=2");

        var tape = stage.Tape.BookAt(CoinbaseStage.Now, "BTC-USD")!;
        book.GetProperty("bids").EnumerateArray().Select(l => decimal.Parse(l[0].GetString()!, CultureInfo.InvariantCulture)).ShouldBe(tape.Bids.Select(l => l.Price));
        (await stage.GetAsync("products/BTC-USD/book")).GetProperty("asks").GetArrayLength().ShouldBe(1);
        var recorded = JsonDocument.Parse(Recorded("exchange_rest_book_level2_BTC-USD.json.gz").First()).RootElement;
        Fields(book).ShouldBe(Fields(recorded), ignoreOrder: true);
        book.GetProperty("bids")[0].EnumerateArray().Select(v => v.ValueKind).ShouldBe(recorded.GetProperty("bids")[0].EnumerateArray().Select(v => v.ValueKind));
    }

    [Fact]
    public async Task Trades_Pages_AreNumberedWithoutAHoleAcrossTheHour()
    {
        await using var stage = await CoinbaseStage.StartAsync(now: new DateTimeOffset(2025, 11, 6, 15, 5, 0, TimeSpan.Zero));

        var first = (await stage.GetAsync("products/BTC-USD/trades?limit=200")).EnumerateArray().ToList();
        var second = (await stage.GetAsync($"products/BTC-USD/trades?limit=200&after={first[^1].GetProperty("trade_id")}")).EnumerateArray().ToList();

        List<JsonElement> all = [.. first, .. second];
        all.Count.ShouldBe(400);
        all.Zip(all.Skip(1)).ShouldAllBe(pair => pair.First.GetProperty("trade_id").GetInt64() - 1 == pair.Second.GetProperty("trade_id").GetInt64());
        all[^1].GetProperty("time").GetDateTimeOffset().ShouldBeLessThan(new DateTimeOffset(2025, 11, 6, 15, 0, 0, TimeSpan.Zero));
        var tape = stage.Tape.TradesAfter(CoinbaseStage.Now.AddHours(-3), new DateTimeOffset(2025, 11, 6, 15, 5, 0, TimeSpan.Zero), "BTC-USD")[^1];
        first[0].GetProperty("side").GetString().ShouldBe(tape.Side == TradeSide.Buy ? "sell" : "buy");
    }

    [Fact]
    public void Numbers_AskedAtAnyTime_AreThoseOfCountingOn()
    {
        var tape = new SimulatedMarket(42, 3).Through(SimulatedVenue.Coinbase);
        var opened = new DateTimeOffset(2025, 11, 6, 15, 59, 0, TimeSpan.Zero);
        var numbers = new CoinbaseNumbers(tape, opened);
        var (at, number) = (opened, numbers.TradeAt("BTC-USD", opened));

        for (var minute = 0; minute < 400; minute += 7)
        {
            var next = opened.AddMinutes(minute);
            number += tape.TradesAfter(at, next, "BTC-USD").Count;
            at = next;
            numbers.TradeAt("BTC-USD", at).ShouldBe(number);
        }
    }

    [Fact]
    public async Task Socket_FourChannels_SpeaksInTheRecordedShapes()
    {
        var recorded = Recorded("exchange_ws_level2_50_matches_heartbeat_BTC-USD.jsonl.gz").Take(200).Select(l => JsonDocument.Parse(l).RootElement).GroupBy(m => m.GetProperty("type").GetString()!).ToDictionary(g => g.Key, g => g.First());
        await using var stage = await CoinbaseStage.StartAsync();
        using var client = await stage.ConnectAsync("level2_batch", "matches", "heartbeat", "ticker");

        foreach (var type in (string[])["subscriptions", "snapshot", "last_match", "l2update", "match", "heartbeat"])
        {
            using var again = type is "subscriptions" or "snapshot" or "last_match" ? await stage.ConnectAsync("level2_batch", "matches", "heartbeat") : null;
            var message = await stage.NextAsync(again ?? client, type);
            Fields(message).ShouldBe(Fields(recorded[type]), ignoreOrder: true, type);
            foreach (var field in message.EnumerateObject()) field.Value.ValueKind.ShouldBe(recorded[type].GetProperty(field.Name).ValueKind, $"{type}.{field.Name}");
        }

        var ticker = await stage.NextAsync(client, "ticker");
        ticker.GetProperty("best_bid").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("""{"type":"subscribe","product_ids":["BTC-USD","NOPE-USD"],"channels":["ticker"]}""", "NOPE-USD is not a valid product")]
    [InlineData("""{"type":"subscribe","product_ids":["BTC-USD"],"channels":["level2"]}""", "require authentication")]
    [InlineData("""{"type":"subscribe","product_ids":["BTC-USD"],"channels":["weather"]}""", "weather is not a valid channel")]
    [InlineData("""{"type":"subscribe","product_ids":["BTC-USD"]}""", "No channels provided")]
    [InlineData("""{"type":"subscribe","channels":["ticker"]}""", "No products provided")]
    [InlineData("""{"type":"sing"}""", "Type has to be either")]
    [InlineData("[1]", "Type has to be either")]
    [InlineData("{not json", "Malformed")]
    public async Task Socket_WrongRequest_IsRefusedWholeAndTheConnectionLives(string request, string error)
    {
        await using var stage = await CoinbaseStage.StartAsync();
        using var client = await stage.ConnectAsync();

        await client.SendAsync(request);
        (await client.ReadTextAsync()).ShouldContain(error);
        await client.SendAsync("""{"type":"subscribe","channels":[{"name":"heartbeat","product_ids":["BTC-USD"]}]}""");

        (await client.ReadTextAsync()).ShouldBe("""{"type":"subscriptions","channels":[{"name":"heartbeat","product_ids":["BTC-USD"],"account_ids":null}]}""");
    }

    [Fact]
    public async Task Socket_LostBookMessage_LosesATradeWithItThatTheHeartbeatNames()
    {
        await using var stage = await CoinbaseStage.StartAsync();
        using var client = await stage.ConnectAsync("level2_batch", "matches", "heartbeat");
        var last = (await stage.NextAsync(client, "match")).GetProperty("trade_id").GetInt64();

        stage.Venue.Faults.SkipSequence();
        for (var isWhole = true; isWhole;)
        {
            var message = await stage.NextAsync(client);
            var type = message.GetProperty("type").GetString();
            if (type == "heartbeat") isWhole = message.GetProperty("last_trade_id").GetInt64() <= last;
            if (type == "match") isWhole = message.GetProperty("trade_id").GetInt64() == ++last;
        }

        // That the loop has ended is the proof; everything comes again after it.
        (await stage.NextAsync(client, "match")).GetProperty("trade_id").GetInt64().ShouldBeGreaterThan(last);
    }

    private static IEnumerable<string> Fields(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private static IEnumerable<string> Recorded(string name)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(SharedData.Folder("wire", "coinbase"), name)), CompressionMode.Decompress));
        while (text.ReadLine() is { } line) yield return line;
    }
}
