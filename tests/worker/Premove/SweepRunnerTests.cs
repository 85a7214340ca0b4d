using System.Text.Json;
using CryptoRun.Domain.Premove;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Premove;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Tests.Scheduling;
using CryptoRun.Worker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Premove;

public sealed class SweepRunnerTests : IDisposable
{
    private readonly SweepBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Run_FeedsOfManyKinds_ScoredOnWhatThereIsAndTheRestIsNamed()
    {
        await _bench.FillAsync();

        var sweep = await _bench.RunAsync();

        sweep.Coins.Count.ShouldBe(12);
        sweep.Coins.ShouldAllBe(c => c.Score.PointsAvailable == 7 + 4 + 5 + 5 + 20 + 15 + 10 && c.Score.Value >= 0);
        sweep.Feeds.Where(f => f.Coins == 0).Select(f => f.Feed).ShouldBe(["etfFlowShare", "reservesChange7d", "withdrawals24h", "stakingInflow24h", "whaleComposite", "heat", "sector"]);
        sweep.Feeds.ShouldAllBe(f => f.OutOf == 12 && (f.Absent == null) == (f.Coins > 0));
        sweep.GatesFrom.ShouldBeNull();
        sweep.Warnings.ShouldBe(["kraken: one thing is late.", "No scan of the last hour: no gate was asked."]);
        sweep.Coins.ShouldAllBe(c => c.Sector == null);
        _bench.Latest.Current.ShouldBe(sweep);
        Text((await _bench.Sweeps.FindAtAsync(SweepBench.At, CancellationToken.None))!).ShouldBe(Text(sweep));
    }

    [Fact]
    public async Task Run_StreamHeardForLessThanTheHour_SaysFromWhenLargePrintsCount()
    {
        await _bench.FillAsync();
        _bench.Flow.Hear(new StreamConnected(SweepBench.At.AddMinutes(-20), 2));

        var sweep = await _bench.RunAsync();

        sweep.Warnings.ShouldContain("Large prints count from 15:40 UTC: single trades are heard since 14:40, when this process or its connection began.");
        sweep.Feeds.Single(f => f.Feed == "largePrints").Coins.ShouldBe(0);
    }

    [Fact]
    public async Task Run_DataOfLaterInstantsIsThere_TheSameRecord()
    {
        await _bench.FillAsync();
        using var later = new SweepBench(TimeSpan.FromHours(3));
        await later.FillAsync();
        await later.Sweeps.AppendAsync(PremoveExamples.Sweep(SweepBench.At.AddHours(1)), CancellationToken.None);

        Text(await later.RunAsync()).ShouldBe(Text(await _bench.RunAsync()));
    }

    [Fact]
    public async Task Run_TwiceForAnInstant_TheFirstStays()
    {
        await _bench.FillAsync();
        var first = await _bench.RunAsync();

        var second = await _bench.RunAsync();

        second.InputHash.ShouldBe(first.InputHash);
        _bench.Latest.Current.ShouldBe(first);
        (await _bench.Sweeps.ListAsync(SweepBench.At, SweepBench.At, 9, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Run_Cancelled_LeavesNothing()
    {
        await _bench.FillAsync();
        using var cancelled = new CancellationTokenSource();
        var waits = new TaskCompletionSource();
        var run = _bench.Runner.RunAsync(SweepBench.At, "run1", waits.Task, cancelled.Token);
        await cancelled.CancelAsync();
        waits.SetResult();

        await Should.ThrowAsync<OperationCanceledException>(() => run);

        (await _bench.Sweeps.ListAsync(SweepBench.At.AddDays(-1), SweepBench.At.AddDays(1), 9, CancellationToken.None)).ShouldBeEmpty();
        _bench.Latest.Current.ShouldBeNull();
    }

    [Fact]
    public async Task Run_NothingButCandles_NoScoreAndSaysWhy()
    {
        var sweep = await _bench.RunAsync();

        sweep.Coins.ShouldAllBe(c => c.Score.Value == null && c.Score.PointsAvailable == 21 && c.Judgement.Verdict == PremoveVerdict.Blocked && !c.Alert.IsSent);
        sweep.Coins[0].Score.Sentence.ShouldBe("Scored on 21 of 100 points, under 50: no score");
    }

    [Fact]
    public async Task Run_LowThresholds_EveryCoinAlertsOnceAndTheBudgetOutlivesTheProcess()
    {
        var options = new PremoveOptions
        {
            States = new StateOptions { Watch = 0, Prepare = 0, Prime = 0, Unconfirmed = 0 },
            Alerts = new AlertOptions { PerHour = 1, PerHourHighVolatility = 1 },
        };
        using var bench = new SweepBench(options: options);
        await bench.FillAsync();
        var first = await bench.RunAsync();
        bench.Wall.Advance(TimeSpan.FromSeconds(1));

        // Nothing of the first sweep is in memory: what went out is read from the store.
        var second = await bench.RunAsync(SweepBench.At.AddMinutes(1));

        first.Coins.ShouldAllBe(c => c.Alert.IsSent);
        second.Coins.ShouldAllBe(c => !c.Alert.IsSent && c.Alert.InHour == 1);
    }

    [Fact]
    public async Task Execute_SameSlotTwice_IsSkipped()
    {
        await _bench.FillAsync();
        var rows = new Runs();
        using var pace = new MarketPace(_bench.Market, holds: false);
        using var runs = new JobRuns(rows, _bench.Market, _bench.Wall, pace, NullLogger<JobRuns>.Instance);
        var slot = new JobSlot(JobNames.Premove, JobNames.BySchedule, SweepBench.At, null);

        var outcomes = new List<string>();
        for (var i = 0; i < 2; i++) outcomes.Add(await runs.ExecuteAsync(slot, async (notes, token) => await _bench.Runner.RunAsync(notes.Slot.At, notes.RunId, Task.CompletedTask, token), CancellationToken.None));

        outcomes.ShouldBe(["succeeded", "skipped"]);
    }

    [Fact]
    public async Task Execute_Job_CountsWhatItFound()
    {
        using var bench = new JobBench(_bench.Wall);
        using var pace = new MarketPace(_bench.Market, holds: false);

        var run = await bench.ExecuteAsync(JobNames.Premove, runs => new PremoveJob(runs, _bench.Runner, pace));

        run.Counts.ShouldBe(new Dictionary<string, long> { ["coins"] = 12, ["scored"] = 0, ["confirmed"] = 0, ["candidates"] = 0, ["alerts"] = 0 }, ignoreOrder: true);
        run.Warnings.ShouldContain("No scan of the last hour: no gate was asked.");
    }

    private static string Text(StoredSweep sweep) => JsonSerializer.Serialize(sweep, Json.Options);
}
