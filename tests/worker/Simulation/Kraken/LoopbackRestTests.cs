using System.Globalization;
using System.Net;
using System.Text.Json;

namespace CryptoRun.Worker.Tests.Simulation.Kraken;

public sealed class LoopbackRestTests
{
    [Fact]
    public async Task Ohlc_BitcoinByItsRestName_Has720RowsOfTheTapeAndTheLastIsForming()
    {
        await using var loopback = await Loopback.StartAsync();

        var result = (await loopback.GetAsync("0/public/OHLC?pair=XBTUSD&interval=60")).GetProperty("result");

        var rows = result.GetProperty("XXBTZUSD").EnumerateArray().ToList();
        rows.Count.ShouldBe(720);
        var now = loopback.Clock.GetUtcNow();
        rows[^1][0].GetInt64().ShouldBe(new DateTimeOffset(2025, 11, 6, 15, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds());
        result.GetProperty("last").GetInt64().ShouldBe(rows[^2][0].GetInt64());
        var expected = loopback.Tape.CandlesAt(now, "BTC-USD", now.AddHours(-800), now)[^1];
        ClosePrice(rows[^2]).ShouldBe(expected.Candle.Close);
        decimal.Parse(rows[^2][5].GetString()!, CultureInfo.InvariantCulture).ShouldBe(expected.Vwap);
        ClosePrice(rows[^1]).ShouldBe(loopback.Tape.PriceAt(now, "BTC-USD")!.Value.Last);
    }

    [Fact]
    public async Task Ohlc_Since_GivesOnlyLaterRows()
    {
        await using var loopback = await Loopback.StartAsync();
        var since = new DateTimeOffset(2025, 11, 6, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

        var result = (await loopback.GetAsync($"0/public/OHLC?pair=XXBTZUSD&interval=60&since={since}")).GetProperty("result");

        result.GetProperty("XXBTZUSD").EnumerateArray().Select(r => r[0].GetInt64()).ShouldBe([since + 3600, since + 7200, since + 10800]);
    }

    [Theory]
    [InlineData("0/public/OHLC?pair=NOPEUSD&interval=60", "EQuery:Unknown asset pair")]
    [InlineData("0/public/Ticker?pair=XBTUSD,NOPEUSD", "EQuery:Unknown asset pair")]
    [InlineData("0/public/AssetPairs?pair=NOPEUSD", "EQuery:Unknown asset pair")]
    [InlineData("0/public/OHLC?interval=60", "EGeneral:Invalid arguments")]
    [InlineData("0/public/OHLC?pair=XBTUSD&interval=7", "EGeneral:Invalid arguments")]
    [InlineData("0/public/OHLC?pair=XBTUSD&interval=60&since=yesterday", "EGeneral:Invalid arguments")]
    public async Task AnyCall_WrongArgument_IsKrakensErrorInsideA200(string path, string error)
    {
        await using var loopback = await Loopback.StartAsync();

        var answer = await loopback.GetAsync(path);

        answer.GetProperty("error").EnumerateArray().Select(e => e.GetString()).ShouldBe([error]);
        answer.TryGetProperty("result", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task AnyCall_UnknownMethod_Is404WithKrakensError()
    {
        await using var loopback = await Loopback.StartAsync();

        using var response = await loopback.Http.GetAsync("0/public/Nonsense", TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("EGeneral:Unknown method");
    }

    [Fact]
    public async Task Time_MarketClock_IsMarketTime()
    {
        await using var loopback = await Loopback.StartAsync();

        var result = (await loopback.GetAsync("0/public/Time")).GetProperty("result");

        result.GetProperty("unixtime").GetInt64().ShouldBe(loopback.Clock.GetUtcNow().ToUnixTimeSeconds());
        result.GetProperty("rfc1123").GetString().ShouldBe("Thu, 06 Nov 25 15:20:30 +0000");
    }

    [Theory]
    [InlineData("0/public/AssetPairs", "rest_AssetPairs_5pairs.json", "XXBTZUSD")]
    [InlineData("0/public/Ticker", "nautilus__http_ticker.json", "XXBTZUSD")]
    [InlineData("0/public/OHLC?pair=XBTUSD&interval=60", "nautilus__http_ohlc.json", "XXBTZUSD")]
    [InlineData("0/public/SystemStatus", "nautilus__http_system_status.json", "")]
    [InlineData("0/public/Time", "nautilus__http_server_time.json", "")]
    public async Task AnyCall_Recorded_HasTheSameFieldsAndTypes(string path, string recording, string key)
    {
        var recorded = WireShape.Parse(Path.Combine(SharedData.Folder("wire", "kraken"), recording)).GetProperty("result");
        await using var loopback = await Loopback.StartAsync();

        var answered = (await loopback.GetAsync(path)).GetProperty("result");

        if (key.Length > 0) (answered, recorded) = (answered.GetProperty(key), recorded.EnumerateObject().First().Value);
        if (answered.ValueKind == JsonValueKind.Array) (answered, recorded) = (answered[0], recorded[3]);
        WireShape.ShouldBePartOf(answered, recorded);
    }

    private static decimal ClosePrice(JsonElement row) => decimal.Parse(row[4].GetString()!, CultureInfo.InvariantCulture);
}
