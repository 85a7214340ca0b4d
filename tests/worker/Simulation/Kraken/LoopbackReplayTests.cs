using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Simulation.Kraken;

public sealed class LoopbackReplayTests
{
    private static readonly DateTimeOffset Start = new(2025, 9, 13, 8, 0, 0, TimeSpan.Zero);

    // The second coin is listed from 11:00 on; the first has no hour 11.
    private static readonly ReplayMarket Market = new(new Dictionary<string, IReadOnlyList<Candle>>
    {
        ["BTC-USD"] = [.. Enumerable.Range(0, 9).Where(h => h != 3).Select(h => new Candle(Start.AddHours(h), 100, 110, 90, 101.5m + h, 1.250m, 131.00000001m, 3))],
        ["1000PEPE-USD"] = [.. Enumerable.Range(2, 5).Select(h => new Candle(Start.AddHours(h), 0.01m, 0.02m, 0.01m, 0.015m, 7, 0.1m))],
    });

    [Fact]
    public async Task Ticker_Replay_HasTheLastCloseItsCloseTimeAndNoBook()
    {
        await using var loopback = await Loopback.StartAsync(Market, Start.AddHours(1.5), speed: 3600);
        using var client = await loopback.ConnectAsync();
        await client.SubscribeAsync("ticker", "BTC/USD");

        var data = (await client.ReadAsync("ticker", "snapshot")).GetProperty("data")[0];
        var rest = (await loopback.GetAsync("0/public/Ticker?pair=XBTUSD")).GetProperty("result").GetProperty("XXBTZUSD");

        data.GetProperty("last").GetRawText().ShouldBe("101.5");
        data.GetProperty("timestamp").GetString().ShouldBe("2025-09-13T09:00:00.000000Z");
        data.TryGetProperty("bid", out _).ShouldBeFalse();
        data.TryGetProperty("ask", out _).ShouldBeFalse();
        rest.GetProperty("c")[0].GetString().ShouldBe("101.5");
        rest.TryGetProperty("a", out _).ShouldBeFalse();
        rest.TryGetProperty("b", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task FullHours_Replay_OneBurstEachWithTheRecordedCandleAndGapsStayGaps()
    {
        await using var loopback = await Loopback.StartAsync(Market, Start.AddHours(1.5), speed: 3600);
        using var client = await loopback.ConnectAsync();
        await client.SubscribeAsync("ohlc", "BTC/USD");
        await client.ReadAsync("ohlc", "snapshot");
        List<(string Begin, string Volume, string Vwap)> heard = [];

        loopback.Time.Advance(TimeSpan.FromSeconds(4.5));
        while (heard.Count < 6)
        {
            var d = (await client.ReadAsync("ohlc", "update")).GetProperty("data")[0];
            heard.Add((d.GetProperty("interval_begin").GetString()![11..13], d.GetProperty("volume").GetRawText(), d.GetProperty("vwap").GetRawText()));
        }

        // Start is 08: hours 09 to 13 close on the way, hour 11 has no record.
        heard.ShouldBe([("09", "1.250", "104.800000008"), ("10", "0", "0"), ("10", "1.250", "104.800000008"), ("12", "0", "0"), ("12", "1.250", "104.800000008"), ("13", "0", "0")]);
    }

    [Fact]
    public async Task Ohlc_ReplayByRest_EndsInAFlatRowWithoutVolume()
    {
        await using var loopback = await Loopback.StartAsync(Market, Start.AddHours(1.5), speed: 3600);

        var rows = (await loopback.GetAsync("0/public/OHLC?pair=XBTUSD&interval=60")).GetProperty("result").GetProperty("XXBTZUSD");

        rows.EnumerateArray().Select(r => r.GetRawText()).ShouldBe(
        [
            $"""[{Start.ToUnixTimeSeconds()},"100","110","90","101.5","104.800000008","1.250",3]""",
            $"""[{Start.AddHours(1).ToUnixTimeSeconds()},"101.5","101.5","101.5","101.5","0.0","0.00000000",0]""",
        ]);
    }

    [Fact]
    public async Task Instrument_FirstCandleCloses_IsListedThen()
    {
        await using var loopback = await Loopback.StartAsync(Market, Start.AddHours(1.5), speed: 3600);
        using var client = await loopback.ConnectAsync();
        await client.SendAsync("""{"method":"subscribe","params":{"channel":"instrument"}}""");
        var before = (await client.ReadAsync("instrument", "snapshot")).GetProperty("data").GetProperty("pairs");

        loopback.Time.Advance(TimeSpan.FromSeconds(1.5));
        var after = (await client.ReadAsync("instrument", "update")).GetProperty("data").GetProperty("pairs");

        before.EnumerateArray().Select(p => p.GetProperty("symbol").GetString()).ShouldBe(["BTC/USD"]);
        after.EnumerateArray().Select(p => p.GetProperty("symbol").GetString()).ShouldBe(["1000PEPE/USD"]);
    }
}
