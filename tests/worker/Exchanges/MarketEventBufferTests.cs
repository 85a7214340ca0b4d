using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Tests.Exchanges;

public class MarketEventBufferTests
{
    private static readonly DateTimeOffset Noon = new(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Write_ManyQuotes_NewestOfEachSymbolRemains()
    {
        var buffer = new MarketEventBuffer(10);
        for (var i = 1; i <= 1000; i++)
        {
            await buffer.WriteAsync(Quote("BTC-USD", i), CancellationToken.None);
            await buffer.WriteAsync(Quote("ETH-USD", -i), CancellationToken.None);
        }

        (await ReadAllAsync(buffer)).Cast<QuoteUpdate>().Select(q => (q.Quote.Symbol, q.Quote.Last)).ShouldBe([("BTC-USD", 1000m), ("ETH-USD", -1000m)]);
    }

    [Fact]
    public async Task Write_Candles_EveryHourKeepsItsLastStateInOrder()
    {
        var buffer = new MarketEventBuffer(10);
        foreach (var (hour, close) in ((int, decimal)[])[(0, 1), (0, 2), (1, 3), (0, 4), (1, 5), (2, 6)]) await buffer.WriteAsync(Candle(hour, close), CancellationToken.None);

        (await ReadAllAsync(buffer)).Cast<CandleUpdate>().Select(c => (c.Candle.OpenTime.Hour, c.Candle.Close)).ShouldBe([(12, 4m), (13, 5m), (14, 6m)]);
    }

    [Fact]
    public async Task Write_Full_WaitsForTheReaderAndLosesNothing()
    {
        var buffer = new MarketEventBuffer(3);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++) await buffer.WriteAsync(Candle(i, i), CancellationToken.None);
            buffer.Complete(null);
        });
        List<decimal> closes = [];
        await foreach (var marketEvent in buffer.ReadAsync(CancellationToken.None)) closes.Add(((CandleUpdate)marketEvent).Candle.Close);

        await writing;
        closes.ShouldBe(Enumerable.Range(0, 100).Select(i => (decimal)i));
    }

    [Fact]
    public async Task Write_ConnectionEvents_AreAllKept()
    {
        var buffer = new MarketEventBuffer(10);
        await buffer.WriteAsync(new StreamLost(Noon, "a"), CancellationToken.None);
        await buffer.WriteAsync(new StreamLost(Noon, "b"), CancellationToken.None);

        (await ReadAllAsync(buffer)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Write_Trades_AreAllKeptInOrder()
    {
        var buffer = new MarketEventBuffer(10);
        for (var i = 1; i <= 5; i++)
        {
            await buffer.WriteAsync(new TradeUpdate(Noon, "BTC-USD", [new Trade(Noon, i, 1, TradeSide.Buy, i)]), CancellationToken.None);
            await buffer.WriteAsync(Quote("BTC-USD", i), CancellationToken.None);
        }

        var events = await ReadAllAsync(buffer);

        events.OfType<TradeUpdate>().Select(t => t.Trades[0].Id).ShouldBe([1, 2, 3, 4, 5]);
        events.OfType<QuoteUpdate>().Single().Quote.Last.ShouldBe(5);
    }

    [Fact]
    public async Task Write_QuotesThatReplaceEachOther_MakeNothing()
    {
        var buffer = new MarketEventBuffer(10);
        var quote = Quote("BTC-USD", 1);
        await buffer.WriteAsync(quote, CancellationToken.None);
        await buffer.WriteAsync(quote, CancellationToken.None);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) await buffer.WriteAsync(quote, CancellationToken.None);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000);
    }

    private static QuoteUpdate Quote(string symbol, decimal last) => new(Noon, new Quote(Noon, symbol, "kraken", last, null, null));

    private static CandleUpdate Candle(int hour, decimal close) => new(Noon, "BTC-USD", TimeSpan.FromHours(1), new Candle(Noon.AddHours(hour), 1, 1, 1, close, 1));

    private static async Task<List<MarketEvent>> ReadAllAsync(MarketEventBuffer buffer)
    {
        buffer.Complete(null);
        List<MarketEvent> events = [];
        await foreach (var marketEvent in buffer.ReadAsync(CancellationToken.None)) events.Add(marketEvent);
        return events;
    }
}
