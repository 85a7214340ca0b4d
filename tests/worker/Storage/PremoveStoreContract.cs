using System.Text.Json;
using CryptoRun.Domain.Premove;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Storage;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class PremoveStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task FindAtAsync_Appended_TheSameSweep()
    {
        var sweep = PremoveExamples.Sweep(T0);

        (await Stores.Sweeps.AppendAsync(sweep, None)).ShouldBeTrue();

        Text(await Stores.Sweeps.FindAtAsync(T0, None)).ShouldBe(Text(sweep));
        (await Stores.LatestKnownAtAsync()).ShouldBe(T0);
    }

    [Fact]
    public async Task AppendAsync_SameInstant_TheFirstStays()
    {
        await Stores.Sweeps.AppendAsync(PremoveExamples.Sweep(T0), None);

        (await Stores.Sweeps.AppendAsync(PremoveExamples.Sweep(T0, heat: 0.5) with { RunId = "other" }, None)).ShouldBeFalse();

        (await Stores.Sweeps.ListAsync(T0, T0, 9, None)).ShouldHaveSingleItem().RunId.ShouldBe(PremoveExamples.Sweep(T0).RunId);
        (await Stores.Sweeps.HistoryAsync("BTC-USD", T0, T0, None)).ShouldHaveSingleItem().Score.ShouldBe(PremoveExamples.Sweep(T0).Coins.Single(c => c.Symbol == "BTC-USD").Score.Value);
    }

    [Fact]
    public async Task FindAtAsync_Instant_NewestAtOrBefore()
    {
        foreach (var hour in new[] { 2, 0, 1 }) await Stores.Sweeps.AppendAsync(PremoveExamples.Sweep(T0.AddHours(hour)), None);

        (await Stores.Sweeps.FindAtAsync(T0.AddTicks(-1), None)).ShouldBeNull();
        (await Stores.Sweeps.FindAtAsync(T0.AddHours(1.9), None))!.At.ShouldBe(T0.AddHours(1));
        (await Stores.Sweeps.ListAsync(T0, T0.AddHours(9), 2, None)).Select(s => s.At).ShouldBe([T0.AddHours(2), T0.AddHours(1)]);
    }

    [Fact]
    public async Task HistoryAsync_Coin_PointsOfEverySweepAbsentOnesNull()
    {
        foreach (var hour in new[] { 1, 0, 2 }) await Stores.Sweeps.AppendAsync(PremoveExamples.Sweep(T0.AddHours(hour), heat: hour / 2.0), None);

        var points = await Stores.Sweeps.HistoryAsync("SOL-USD", T0, T0.AddHours(1), None);

        points.Select(p => p.At).ShouldBe([T0, T0.AddHours(1)]);
        points.ShouldAllBe(p => p.Score == null && p.State == null && p.Verdict == PremoveVerdict.Blocked && p.PointsAvailable == 7 && p.Met == 1);
        points[0].Points.ShouldBe([7 * (2.5 / 3), null, null, null, null, null, null, null, null, null, null]);
        (await Stores.Sweeps.HistoryAsync("NEW-USD", T0, T0.AddHours(9), None)).ShouldBeEmpty();
        (await Stores.Sweeps.ListAsync(T0, T0, 9, None)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            s => s.Coins.ShouldBe(4), s => s.Scored.ShouldBe(2), s => s.Confirmed.ShouldBe(2), s => s.Best.ShouldBe("BTC-USD"));
    }

    [Fact]
    public async Task AlertsAsync_Span_WhatWentOutAfterItsBeginningUpToItsEnd()
    {
        foreach (var hour in new[] { 0, 1, 2, 3 }) await Stores.Sweeps.AppendAsync(PremoveExamples.Sweep(T0.AddHours(hour)), None);

        var alerts = await Stores.Sweeps.AlertsAsync(T0, T0.AddHours(2), None);

        alerts.ShouldBe([new AlertSent(T0.AddHours(1), "BTC-USD"), new AlertSent(T0.AddHours(2), "BTC-USD")]);
    }

    [Fact]
    public async Task AppendAsync_Cancelled_LeavesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Stores.Sweeps.AppendAsync(PremoveExamples.Sweep(T0), cancelled.Token));

        (await Stores.Sweeps.ListAsync(T0, T0, 9, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AppendAsync_TwoProcessesAtOnce_OneOfThem()
    {
        using var other = Database.Open();

        var appended = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? Stores : other).Sweeps.AppendAsync(PremoveExamples.Sweep(T0), None)));

        appended.Count(isNew => isNew).ShouldBe(1);
        (await Stores.Sweeps.HistoryAsync("BTC-USD", T0, T0, None)).ShouldHaveSingleItem();
    }

    private static string Text(StoredSweep? sweep) => JsonSerializer.Serialize(sweep, Json.Options);
}
