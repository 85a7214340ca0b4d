using System.Text.Json;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Documents;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class RegimeStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task LatestAsync_Appended_TheSameRecord()
    {
        await Stores.Regimes.AppendAsync(Regime(T0), None);

        JsonSerializer.Serialize(await Stores.Regimes.LatestAsync(T0, None), Json.Options).ShouldBe(JsonSerializer.Serialize(Regime(T0), Json.Options));
    }

    [Fact]
    public async Task LatestAsync_Instant_NewestAtOrBefore()
    {
        foreach (var hour in new[] { 8, 0, 4 }) await Stores.Regimes.AppendAsync(Regime(T0.AddHours(hour)), None);

        (await Stores.Regimes.LatestAsync(T0.AddTicks(-1), None)).ShouldBeNull();
        (await Stores.Regimes.LatestAsync(T0.AddHours(7.9), None))!.At.ShouldBe(T0.AddHours(4));
        (await Stores.Regimes.LatestAsync(T0.AddHours(8), None))!.At.ShouldBe(T0.AddHours(8));
        (await Stores.LatestKnownAtAsync()).ShouldBe(T0.AddHours(8));
    }

    [Fact]
    public async Task AppendAsync_SameInstant_TheFirstStays()
    {
        await Stores.Regimes.AppendAsync(Regime(T0, RegimeState.Choppy), None);
        await Stores.Regimes.AppendAsync(Regime(T0, RegimeState.HighVolatility), None);

        (await Stores.Regimes.HistoryAsync(T0, T0, None)).ShouldHaveSingleItem().State.ShouldBe(RegimeState.Choppy);
    }

    [Fact]
    public async Task HistoryAsync_Span_BothEndsIncludedOldestFirst()
    {
        foreach (var hour in new[] { 12, 0, 8, 4, 16 }) await Stores.Regimes.AppendAsync(Regime(T0.AddHours(hour)), None);

        (await Stores.Regimes.HistoryAsync(T0.AddHours(4), T0.AddHours(12), None)).Select(r => r.At).ShouldBe([T0.AddHours(4), T0.AddHours(8), T0.AddHours(12)]);
    }

    [Fact]
    public async Task OpinionsAsync_Appended_TheSameOpinionsOldestFirst()
    {
        foreach (var hour in new[] { 8, 0, 4 }) await Stores.Regimes.AppendOpinionsAsync(Opinions(T0.AddHours(hour)), None);

        JsonSerializer.Serialize(await Stores.Regimes.OpinionsAsync(T0, T0.AddHours(4), None), Json.Options)
            .ShouldBe(JsonSerializer.Serialize(new[] { Opinions(T0), Opinions(T0.AddHours(4)) }, Json.Options));
        (await Stores.Regimes.OpinionsAsync(T0.AddHours(9), T0.AddHours(99), None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AppendOpinionsAsync_SameDetection_TheFirstStay()
    {
        await Stores.Regimes.AppendOpinionsAsync(Opinions(T0), None);
        await Stores.Regimes.AppendOpinionsAsync(Opinions(T0) with { Days = 1 }, None);

        (await Stores.Regimes.OpinionsAsync(T0, T0, None)).ShouldHaveSingleItem().Days.ShouldBe(730);
    }
}
