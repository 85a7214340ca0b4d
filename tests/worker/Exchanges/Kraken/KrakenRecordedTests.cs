using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

/// <summary>Every recorded Kraken message of spot REST and WebSocket v2.</summary>
public class KrakenRecordedTests
{
    private readonly ParserBench _bench = new();

    [Fact]
    public void AssetPairs_CaptureOf2026_GivesEveryPairOnline()
    {
        var (instruments, skipped) = _bench.Parser.AssetPairs(Bytes("rest_AssetPairs_5pairs.json"));

        skipped.ShouldBe(0);
        instruments.Select(i => i.Symbol).ShouldBe(["SOL-USD", "DOGE-USD", "ETH-USD", "BTC-USD", "XRP-USD"]);
        instruments.ShouldAllBe(i => i.IsOnline && i.Quote == "USD");
        _bench.Symbols.ToCanonical("XXBTZUSD").ShouldBe("BTC-USD");
        _bench.Symbols.ToCanonical("XDGUSD").ShouldBe("DOGE-USD");
        _bench.Symbols.ToRest("BTC-USD").ShouldBe("XBTUSD");
    }

    [Fact]
    public void Depth_CaptureOf2026_IsReadToTheDigitWithItsNewestStamp()
    {
        var book = _bench.Parser.Depth(Bytes("rest_Depth_XBTUSD.json"), "BTC-USD", ParserBench.Now).Value.ShouldNotBeNull();

        book.Asks[0].ToString().ShouldBe(new BookLevel(63531.90000m, 2.708m).ToString());
        book.ExchangeTime.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1783467386));
        (book.Bids.Count, book.Asks.Count).ShouldBe((25, 25));
        _bench.Anomalies.Counts.ShouldBeEmpty();
    }

    [Fact]
    public void AssetPairs_FullList_LeavesDarkPoolsOut()
    {
        // From before `status` existed: all count as online.
        var (instruments, skipped) = _bench.Parser.AssetPairs(Bytes("rest_AssetPairs_full_2020s.json"));

        skipped.ShouldBe(0);
        instruments.Count.ShouldBe(75);
        instruments.Count(i => i.Quote == "USD").ShouldBe(18);
        instruments.ShouldAllBe(i => i.Base != "XBT" && i.Quote != "XBT" && i.Base != "XDG");
        _bench.Symbols.ToCanonical("XXDGXXBT").ShouldBe("DOGE-BTC");
    }

    [Fact]
    public void AssetPairs_TokenisedShares_AreNotInstruments() =>
        _bench.Parser.AssetPairs(Bytes("nautilus__http_asset_pairs_tokenized.json")).Instruments.ShouldBeEmpty();

    [Fact]
    public void Ticker_Capture_ReadsTextAsDecimal()
    {
        _bench.Parser.AssetPairs(Bytes("nautilus__http_asset_pairs.json"));
        var quote = _bench.Parser.Tickers(Bytes("nautilus__http_ticker.json"), ParserBench.Now).Quotes.ShouldHaveSingleItem();

        quote.Symbol.ShouldBe("BTC-USDT");
        (quote.Last, quote.Bid, quote.Ask).ShouldBe((105899.4m, 105944.2m, 105944.3m));
        quote.ExchangeTime.ShouldBe(ParserBench.Now);
    }

    [Fact]
    public void Candles_CaptureOf720Minutes_LosesNone()
    {
        var file = Bytes("nautilus__http_ohlc.json");
        var rows = JsonDocument.Parse(file).RootElement.GetProperty("result").GetProperty("XBTUSDT");

        var (candles, skipped) = _bench.Parser.Candles(file, TimeSpan.FromMinutes(1), ParserBench.Now)!.Value;

        skipped.ShouldBe(0);
        candles.Count.ShouldBe(rows.GetArrayLength());
        candles.Count.ShouldBe(721);
        candles[2].ShouldBe(new(DateTimeOffset.FromUnixTimeSeconds(1762777140), 106038.3m, 106038.3m, 106038.3m, 106038.3m, 0.00032101m, 34.03935468m, 1));
        candles.Zip(candles.Skip(1)).ShouldAllBe(pair => pair.First.OpenTime < pair.Second.OpenTime);
    }

    [Fact]
    public void Instruments_SnapshotFrame_GivesEveryUsdPair()
    {
        var (message, events) = _bench.Read(Text("ws_v2_instrument_snapshot.json"));

        message.Kind.ShouldBe(KrakenMessageKind.Data);
        var pairs = JsonDocument.Parse(Text("ws_v2_instrument_snapshot.json")).RootElement.GetProperty("data").GetProperty("pairs").EnumerateArray();
        events.Count.ShouldBe(pairs.Count(p => p.GetProperty("quote").GetString() == "USD"));
        events.Cast<InstrumentUpdate>().Count(e => !e.Instrument.IsOnline).ShouldBeGreaterThan(0);
        events.Cast<InstrumentUpdate>().Select(e => e.Instrument.Symbol).ShouldContain("BTC-USD");
        _bench.Anomalies.Counts.ShouldBeEmpty();
    }

    [Fact]
    public void Ohlc_CapturedSession_AckRejectionHeartbeatSnapshotUpdate()
    {
        var read = Lines("ws_v2_ohlc_BTC-USDT.jsonl").Select(l => _bench.Read(l)).ToList();

        read.Select(r => r.Message.Kind).ShouldBe(
            [KrakenMessageKind.Status, KrakenMessageKind.Subscribed, KrakenMessageKind.Rejected, KrakenMessageKind.Heartbeat, KrakenMessageKind.Data, KrakenMessageKind.Data]);
        read[2].Message.ShouldBe(new KrakenMessage(KrakenMessageKind.Rejected, "XBT/USDT", null, "Currency pair not supported XBT/USDT"));
        read[4].Events.Count.ShouldBe(9);
        var update = read[5].Events.ShouldHaveSingleItem().ShouldBeOfType<CandleUpdate>();
        update.Symbol.ShouldBe("BTC-USDT");
        update.Interval.ShouldBe(TimeSpan.FromMinutes(1));
        update.Candle.ShouldBe(new(new DateTimeOffset(2026, 9, 10, 17, 35, 0, TimeSpan.Zero), 77499.9m, 77509.2m, 77467.5m, 77509.2m, 0.58051276m, Math.Round(77482.2m * 0.58051276m, 8), 15));
        _bench.Anomalies.Counts.ShouldBeEmpty();
    }

    [Fact]
    public void Fixtures_OfTickerOhlcPongAndAck_AreRead()
    {
        var quote = _bench.Read(Text("fixtures_nautilus", "nautilus__ws_ticker_snapshot.json")).Events.ShouldHaveSingleItem().ShouldBeOfType<QuoteUpdate>().Quote;
        (quote.Symbol, quote.Last, quote.Bid, quote.Ask).ShouldBe(("BTC-USD", 105899.40m, 105944.20m, 105944.30m));
        quote.ExchangeTime.ShouldBe(new DateTimeOffset(2022, 12, 25, 9, 30, 59, TimeSpan.Zero).AddTicks(1234560));
        _bench.Read(Text("fixtures_nautilus", "nautilus__ws_ohlc_update.json")).Events.ShouldHaveSingleItem().ShouldBeOfType<CandleUpdate>().Candle.Volume.ShouldBe(30927.68066226m);
        _bench.Read(Text("fixtures_nautilus", "nautilus__ws_pong.json")).Message.Kind.ShouldBe(KrakenMessageKind.Other);
        _bench.Read(Text("fixtures_nautilus", "nautilus__ws_subscribe_response.json")).Message.ShouldBe(new KrakenMessage(KrakenMessageKind.Subscribed, "BTC/USD", "ticker"));
    }

    [Fact]
    public void EverySpotFrameOnFile_NeitherThrowsNorYieldsNonsense()
    {
        var files = Directory.EnumerateFiles(SharedData.Folder("wire", "kraken"), "*", SearchOption.AllDirectories).ToList();
        foreach (var file in files.Where(f => Path.GetFileName(f).Contains("ws", StringComparison.Ordinal)))
        {
            foreach (var frame in file.EndsWith(".jsonl", StringComparison.Ordinal) ? File.ReadLines(file) : [File.ReadAllText(file)])
            {
                foreach (var marketEvent in _bench.Read(frame).Events)
                {
                    if (marketEvent is CandleUpdate c) CandleRules.Broken(c.Candle, c.Interval, c.ReceivedAt).ShouldBeNull(file);
                    if (marketEvent is QuoteUpdate q) q.Quote.Last.ShouldBeGreaterThan(0, file);
                }
            }
        }

        foreach (var body in files.Where(f => Path.GetFileName(f).Contains("http", StringComparison.Ordinal)).Select(File.ReadAllBytes))
        {
            if (KrakenParser.FailureIn(body, "file") is not null) continue;
            _bench.Parser.AssetPairs(body);
            _bench.Parser.Tickers(body, ParserBench.Now);
            _bench.Parser.Candles(body, TimeSpan.FromMinutes(1), ParserBench.Now);
        }
    }

    private static string Text(params string[] name) => File.ReadAllText(Path.Combine([SharedData.Folder("wire", "kraken"), .. name]));

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(SharedData.Folder("wire", "kraken"), name));

    private static IEnumerable<string> Lines(string name) => File.ReadLines(Path.Combine(SharedData.Folder("wire", "kraken"), name));
}
