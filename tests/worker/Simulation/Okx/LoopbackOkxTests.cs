using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.Okx;
using CryptoRun.Worker.Tests.Simulation.Kraken;

namespace CryptoRun.Worker.Tests.Simulation.Okx;

/// <summary>The loopback says it as OKX does: fields and types are those on file.</summary>
public sealed class LoopbackOkxTests : IAsyncLifetime
{
    private readonly ManualTime _time = new(new DateTimeOffset(2025, 11, 6, 15, 20, 30, TimeSpan.Zero));
    private readonly LoopbackOkx _venue;
    private HttpClient _http = null!;

    public LoopbackOkxTests() => _venue = new LoopbackOkx(new SimulatedMarket(42, 10).Through(SimulatedVenue.Okx), new MarketClock(_time, null, 1), _time);

    public async ValueTask InitializeAsync()
    {
        await _venue.StartAsync(TestContext.Current.CancellationToken);
        _http = new HttpClient { BaseAddress = new Uri(_venue.RestBaseAddress, "/api/v5/") };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _venue.DisposeAsync();
    }

    [Theory]
    [InlineData("public/instruments?instType=SPOT", "instruments_spot")]
    [InlineData("public/instruments?instType=SWAP", "instruments_swap")]
    [InlineData("market/candles?instId=BTC-USD&bar=1H&limit=2", "candlesticks_full")]
    [InlineData("market/history-candles?instId=BTC-USD&bar=1H&limit=2", "candlesticks_full")]
    [InlineData("market/trades?instId=BTC-USD&limit=5", "trades")]
    [InlineData("market/books?instId=BTC-USD&sz=3", "order_book")]
    [InlineData("public/mark-price?instType=SWAP", "mark_price")]
    public async Task Rest_Recorded_HasTheSameFieldsAndTypes(string path, string file)
    {
        var ours = await GetAsync(path);

        ours.GetProperty("data").GetArrayLength().ShouldBeGreaterThan(0);
        WireShape.ShouldBePartOf(TradesWithoutCount(ours, file), WireShape.Parse(Path.Combine(SharedData.Folder("wire", "okx", "fixtures_nautilus"), $"nautilus__http_get_{file}.json")));
    }

    [Theory]
    [InlineData("market/candles?instId=NOPE-USD&bar=1H", "51001")]
    [InlineData("market/candles?instId=BTC-USD&bar=7m", "51000")]
    [InlineData("public/funding-rate?instId=NOPE-USDT-SWAP", "51001")]
    public async Task Rest_Wrong_IsAnErrorInA200(string path, string code) => (await GetAsync(path)).GetProperty("code").GetString().ShouldBe(code);

    [Fact]
    public async Task Rest_Pages_AreNewestFirstAndMeet()
    {
        var first = (await GetAsync("market/candles?instId=BTC-USD&bar=1H&limit=300")).GetProperty("data").EnumerateArray().Select(r => r[0].GetString()!).ToList();
        var second = (await GetAsync($"market/candles?instId=BTC-USD&bar=1H&limit=300&after={first[^1]}")).GetProperty("data").EnumerateArray().Select(r => r[0].GetString()!).ToList();

        (first.Count, second.Count).ShouldBe((300, 300));
        List<long> all = [.. first.Concat(second).Select(long.Parse)];
        all.Zip(all.Skip(1)).ShouldAllBe(p => p.First - p.Second == 3_600_000);
    }

    [Fact]
    public async Task Stream_Recorded_HasTheSameFieldsAndTypes()
    {
        var folder = SharedData.Folder("wire", "okx", "fixtures_nautilus");
        using var client = await ConnectAsync();
        await client.SendAsync("ping");
        (await client.ReadTextAsync()).ShouldBe("pong");
        await client.SendAsync("""{"op":"subscribe","args":[{"channel":"tickers","instId":"BTC-USD"},{"channel":"books","instId":"BTC-USD"},{"channel":"tickers","instId":"NOPE-USD"},{"channel":"trades","instId":"BTC-USD"}]}""");

        (await client.ReadAsync()).GetProperty("event").GetString().ShouldBe("subscribe");
        WireShape.ShouldBePartOf(await client.ReadAsync(), WireShape.Parse(Path.Combine(folder, "nautilus__ws_tickers.json")));
        (await client.ReadAsync()).GetProperty("arg").GetProperty("channel").GetString().ShouldBe("books");
        var snapshot = await client.ReadAsync();
        WireShape.ShouldBePartOf(FirstLevels(snapshot, 8), WireShape.Parse(Path.Combine(folder, "nautilus__ws_books_snapshot.json")));
        (await client.ReadAsync()).GetProperty("code").GetString().ShouldBe("60018");
        await client.ReadAsync();
        var sequence = snapshot.GetProperty("data")[0].GetProperty("seqId").GetInt64();
        snapshot.GetProperty("data")[0].GetProperty("prevSeqId").GetInt64().ShouldBe(-1);

        var (books, trades) = (0, 0);
        while (books < 3 || trades < 3)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            var frame = await client.ReadAsync();
            switch (frame.GetProperty("arg").GetProperty("channel").GetString())
            {
                case "books":
                    WireShape.ShouldBePartOf(frame.GetProperty("data")[0].GetProperty("ts"), JsonDocument.Parse("\"1\"").RootElement);
                    frame.GetProperty("data")[0].GetProperty("prevSeqId").GetInt64().ShouldBe(sequence);
                    sequence = frame.GetProperty("data")[0].GetProperty("seqId").GetInt64();
                    books++;
                    break;
                case "trades":
                    WireShape.ShouldBePartOf(frame, WireShape.Parse(Path.Combine(folder, "nautilus__ws_trades.json")));
                    trades++;
                    break;
            }
        }
    }

    [Theory]
    [InlineData("{not json")]
    [InlineData("[]")]
    [InlineData("""{"op":"dance","args":[]}""")]
    [InlineData("""{"op":"subscribe"}""")]
    public async Task Stream_WrongRequest_IsRefusedAndTheConnectionLives(string request)
    {
        using var client = await ConnectAsync();

        await client.SendAsync(request);
        (await client.ReadAsync()).GetProperty("code").GetString().ShouldBe("60012");
        await client.SendAsync("ping");
        (await client.ReadTextAsync()).ShouldBe("pong");
    }

    /// <summary>Rows are compared one by one, so there must be as many as on file.</summary>
    private static JsonElement FirstLevels(JsonElement frame, int levels)
    {
        var node = JsonNode.Parse(frame.GetRawText())!;
        foreach (var side in (string[])["asks", "bids"])
        {
            var rows = node["data"]![0]![side]!.AsArray();
            while (rows.Count > levels) rows.RemoveAt(levels);
        }

        return JsonDocument.Parse(node.ToJsonString()).RootElement;
    }

    private static JsonElement TradesWithoutCount(JsonElement ours, string file) =>
        file == "trades" ? JsonDocument.Parse(ours.GetRawText().Replace(",\"count\":\"1\"", "", StringComparison.Ordinal)).RootElement : ours;

    private async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await _http.GetByteArrayAsync(path, TestContext.Current.CancellationToken)).RootElement;

    private async Task<SocketClient> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(_venue.WebSocketAddress, TestContext.Current.CancellationToken);
        return new SocketClient(socket);
    }
}
