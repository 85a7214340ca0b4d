using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class DerivativesStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task ReadAsync_Written_TheSamePointsOldestFirst()
    {
        await Stores.Derivatives.WriteAsync("krakenfutures", [Points("BTC-USD", 3, 0.000012345678901m), Points("ETH-USD", 1, -0.0025m)], T0, None);

        var read = await Stores.Derivatives.ReadAsync("krakenfutures", T0.AddHours(-9), T0, T0, None);

        read.Keys.ShouldBe(["BTC-USD", "ETH-USD"], ignoreOrder: true);
        read["BTC-USD"].Funding.ShouldBe(Points("BTC-USD", 3, 0.000012345678901m).Funding);
        read["BTC-USD"].OpenInterest.ShouldBe(Points("BTC-USD", 3, 0).OpenInterest);
        read["ETH-USD"].Funding.ShouldHaveSingleItem().Rate.ShouldBe(-0.0025m);
        (await Stores.Derivatives.ReadAsync("okx", T0.AddHours(-9), T0, T0, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_AsOf_GivesWhatWasKnownThenAndTheSpanAsked()
    {
        await Stores.Derivatives.WriteAsync("v", [Points("BTC-USD", 3, 0.1m)], T0, None);
        await Stores.Derivatives.WriteAsync("v", [new PerpetualPoints("BTC-USD", [new FundingRate(T0, 0.5m, 8)], [])], T0.AddMinutes(1), None);

        (await Stores.Derivatives.ReadAsync("v", T0.AddHours(-9), T0, T0.AddTicks(-1), None)).ShouldBeEmpty();
        (await Stores.Derivatives.ReadAsync("v", T0.AddHours(-9), T0, T0, None))["BTC-USD"].Funding.Count.ShouldBe(3);
        (await Stores.Derivatives.ReadAsync("v", T0.AddHours(-9), T0, T0.AddMinutes(1), None))["BTC-USD"].Funding[^1].ShouldBe(new FundingRate(T0, 0.5m, 8));
        (await Stores.Derivatives.ReadAsync("v", T0.AddHours(-2), T0.AddHours(-2), T0.AddMinutes(1), None))["BTC-USD"].OpenInterest.Count.ShouldBe(1);
        (await Stores.LatestKnownAtAsync()).ShouldBe(T0.AddMinutes(1));
    }

    [Fact]
    public async Task WriteAsync_HourThatIsThere_StaysAsItWasFirstKnown()
    {
        await Stores.Derivatives.WriteAsync("v", [Points("BTC-USD", 2, 0.1m)], T0, None);
        await Stores.Derivatives.WriteAsync("v", [Points("BTC-USD", 2, 0.2m)], T0.AddHours(1), None);

        (await Stores.Derivatives.ReadAsync("v", T0.AddHours(-9), T0, T0.AddHours(2), None))["BTC-USD"].Funding.ShouldAllBe(f => f.Rate == 0.1m);
    }

    [Fact]
    public async Task WriteAsync_Cancelled_LeavesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Stores.Derivatives.WriteAsync("v", [Points("BTC-USD", 2, 0.1m)], T0, cancelled.Token));
        (await Stores.Derivatives.ReadAsync("v", T0.AddHours(-9), T0, T0, None)).ShouldBeEmpty();
    }

    private static PerpetualPoints Points(string symbol, int hours, decimal rate) => new(
        symbol,
        [.. Enumerable.Range(0, hours).Select(h => new FundingRate(T0.AddHours(h - hours), rate, 1))],
        [.. Enumerable.Range(0, hours).Select(h => new OpenInterest(T0.AddHours(h - hours), 123_456_789.25m + h))]);
}
