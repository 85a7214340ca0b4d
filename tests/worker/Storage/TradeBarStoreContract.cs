using CryptoRun.Worker.Storage;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class TradeBarStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task ReadAsync_Written_TheSameBarsBySymbolOldestFirst()
    {
        TradeBar[] bars = [Bar(2), Bar(0, "ETH-USD"), Bar(0), Bar(1) with { PriceChange = -1.0 / 3 }];

        (await Stores.TradeBars.WriteAsync("kraken", bars, T0, None)).ShouldBe(4);

        var read = await ReadAsync(T0);
        read["BTC-USD"].ShouldBe([bars[2], bars[3], bars[0]]);
        read["ETH-USD"].ShouldBe([bars[1]]);
    }

    [Fact]
    public async Task WriteAsync_BarThatIsThere_StaysAsItWasFirstKnown()
    {
        await Stores.TradeBars.WriteAsync("kraken", [Bar(0)], T0, None);

        (await Stores.TradeBars.WriteAsync("kraken", [Bar(0) with { BuyUsd = 9 }, Bar(1)], T0.AddMinutes(1), None)).ShouldBe(1);

        (await ReadAsync(T0))["BTC-USD"].ShouldBe([Bar(0)]);
        (await ReadAsync(T0.AddMinutes(1)))["BTC-USD"].ShouldBe([Bar(0), Bar(1)]);
    }

    [Fact]
    public async Task ReadAsync_SpanAndVenue_HalfOpenAndKeptApart()
    {
        await Stores.TradeBars.WriteAsync("kraken", [.. Enumerable.Range(0, 9).Select(i => Bar(i))], T0, None);
        await Stores.TradeBars.WriteAsync("okx", [Bar(3) with { BuyUsd = 7 }], T0, None);

        (await Stores.TradeBars.ReadAsync("kraken", T0.AddMinutes(15), T0.AddMinutes(45), T0, None))["BTC-USD"].ShouldBe([Bar(1), Bar(2)]);
        (await Stores.TradeBars.ReadAsync("okx", T0, T0.AddDays(1), T0, None))["BTC-USD"].ShouldHaveSingleItem().BuyUsd.ShouldBe(7);
        (await Stores.TradeBars.ReadAsync("bybit", T0, T0.AddDays(1), T0, None)).ShouldBeEmpty();
    }

    private static TradeBar Bar(int quarter, string symbol = "BTC-USD") => new(T0.AddMinutes(15 * quarter), symbol, 1000.5, 200.25, 0.001, 12);

    private Task<IReadOnlyDictionary<string, IReadOnlyList<TradeBar>>> ReadAsync(DateTimeOffset asOf) => Stores.TradeBars.ReadAsync("kraken", T0, T0.AddDays(1), asOf, None);
}
