using System.Globalization;
using System.IO.Compression;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using static CryptoRun.Worker.Tests.Exchanges.Okx.OkxBench;

namespace CryptoRun.Worker.Tests.Exchanges.Okx;

/// <summary>Messages on file: shapes as documented, and recorded candles sent through the parser.</summary>
public class OkxRecordedTests
{
    private readonly OkxBench _bench = new("BTC-USD");

    [Fact]
    public void Rest_ShapesOnFile_AreRead()
    {
        var instruments = _bench.Parser.Instruments(Body("nautilus__http_get_instruments_spot.json"));
        var candles = _bench.Parser.Candles(Body("nautilus__http_get_candlesticks_full.json"), TimeSpan.FromMinutes(1), Now);
        var trades = _bench.Parser.Trades(Usd(Body("nautilus__http_get_trades.json")), Now);
        var book = _bench.Parser.Book(Body("nautilus__http_get_order_book.json"), "BTC-USD", Now).Value.ShouldNotBeNull();

        instruments.Skipped.ShouldBe(0);
        instruments.Instruments.ShouldContain(new Instrument("BTC-USD", "okx", "BTC", "USD", IsOnline: true, "live"));
        instruments.Instruments.ShouldAllBe(i => i.Quote == "USD");
        candles.Candles.ShouldBe([
            new(DateTimeOffset.FromUnixTimeMilliseconds(1747094040000), 102806.1m, 102820.4m, 102806.1m, 102820.4m, 1040.37m, 1069603.34883m),
            new(DateTimeOffset.FromUnixTimeMilliseconds(1747093980000), 102806m, 102820.5m, 102783.1m, 102806.1m, 7164.04m, 7364701.57952m),
        ]);
        trades.Trades.Select(t => (t.Price, t.Size, t.Side, t.Id)).ShouldBe([(102537.9m, 0.00013669m, TradeSide.Sell, 734864333L), (102537.9m, 0.0000125m, TradeSide.Buy, 734864332L)]);
        book.Asks.ShouldBe([new(41006.8m, 0.60038921m), new(41006.9m, 0.30178218m), new(41007.0m, 2.05842530m)]);
        _bench.Anomalies.Counts.ShouldBeEmpty();
    }

    [Fact]
    public void Rest_OldShapeOnFile_HasNoQuoteVolumeAndAnHourThatIsNotFinalIsLeftOut()
    {
        // Its rows are in the wrong order and none is final; they were an hour of 2021.
        var (candles, skipped, oldest) = _bench.Parser.Candles(Body("nautilus__http_get_candlesticks.json"), TimeSpan.FromMinutes(1), DateTimeOffset.FromUnixTimeMilliseconds(1625097600000));

        candles.ShouldHaveSingleItem().ShouldBe(new Candle(DateTimeOffset.FromUnixTimeMilliseconds(1625097600000), 33528.6m, 33870.0m, 33528.6m, 33783.9m, 778.838m));
        (skipped, oldest).ShouldBe((1, candles[0].OpenTime));
        _bench.Parser.Candles(Body("nautilus__http_get_candlesticks.json"), TimeSpan.FromMinutes(1), Now).Candles.ShouldBeEmpty();
    }

    [Fact]
    public void Stream_ShapesOnFile_AreRead()
    {
        string[] frames = ["nautilus__ws_tickers.json", "nautilus__ws_trades.json", "nautilus__ws_books_snapshot.json", "nautilus__ws_books_update.json"];
        List<MarketEvent> events = [.. frames.SelectMany(f => _bench.Take(System.Text.Encoding.UTF8.GetString(Usd(Body(f)))).Events)];

        events[0].ShouldBeOfType<QuoteUpdate>().Quote.ShouldBe(new Quote(DateTimeOffset.FromUnixTimeMilliseconds(1597026383085), "BTC-USD", "okx", 9999.99m, 8888.88m, 9999.99m));
        events[1].ShouldBeOfType<TradeUpdate>().Trades.ShouldHaveSingleItem().Price.ShouldBe(42219.9m);
        events[2].ShouldBeOfType<BookOpened>().Book.Symbol.ShouldBe("BTC-USD");
        events.Count.ShouldBe(3);
    }

    [Fact]
    public void Stream_RecordedTrades_AreRead()
    {
        var frames = File.ReadAllText(Path.Combine(SharedData.Folder("wire", "okx"), "gct__wsAllTrades.jsonl")).Replace("BTC-USDT", "BTC-USD", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        List<Trade> trades = [.. frames.SelectMany(f => _bench.Read(f).Events).OfType<TradeUpdate>().SelectMany(u => u.Trades)];

        trades.Select(t => (t.Id, t.Price, t.Size)).ShouldBe([(674510826L, 95634.9m, 0.00011186m), (674510827L, 95635.3m, 0.00011194m)]);
    }

    [Fact]
    public void Candles_RecordedHalfHours_PassAsTheyAre()
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(SharedData.Folder("candles", "okx_swap_30m"), "BTC-USDT-SWAP.csv.gz")), CompressionMode.Decompress));
        text.ReadLine();
        List<string[]> rows = [];
        while (text.ReadLine() is { } line) rows.Add(line.Split(','));
        var body = $$"""{"code":"0","msg":"","data":[{{string.Join(',', rows.AsEnumerable().Reverse().Select(r => $"[\"{r[0]}\",\"{r[1]}\",\"{r[2]}\",\"{r[3]}\",\"{r[4]}\",\"{r[5]}\",\"0\",\"0\",\"1\"]"))}}]}""";

        var (candles, skipped, _) = _bench.Parser.Candles(System.Text.Encoding.UTF8.GetBytes(body), TimeSpan.FromMinutes(30), Now);

        (candles.Count, skipped).ShouldBe((rows.Count, 0));
        candles.Reverse().Select(c => c.Close).ShouldBe(rows.Select(r => decimal.Parse(r[4], NumberStyles.Float, CultureInfo.InvariantCulture)));
    }

    private static byte[] Body(string file) => File.ReadAllBytes(Path.Combine(SharedData.Folder("wire", "okx", "fixtures_nautilus"), file));

    /// <summary>The fixtures are of the pair against USDT, which is not read.</summary>
    private static byte[] Usd(byte[] body) => System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(body).Replace("BTC-USDT", "BTC-USD", StringComparison.Ordinal));
}
