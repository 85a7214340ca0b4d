using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Scheduling;

public sealed class JobRunsTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);
    private readonly ManualTime _time = new(At);
    private readonly Runs _store = new();
    private readonly MarketPace _pace;
    private readonly JobRuns _runs;

    public JobRunsTests()
    {
        _pace = new MarketPace(new MarketClock(_time, At, 1), holds: false);
        _runs = new JobRuns(_store, _pace.Clock, _time, _pace, NullLogger<JobRuns>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _runs.Dispose();
        _pace.Dispose();
    }

    [Fact]
    public async Task ExecuteAsync_Work_IsARowWithItsDurationCountsAndWarnings()
    {
        var outcome = await _runs.ExecuteAsync(Slot(), (notes, _) =>
        {
            _store.Rows[notes.RunId].Outcome.ShouldBe("running");
            _time.Advance(TimeSpan.FromMilliseconds(250));
            notes.Counts["scored"] = 58;
            notes.Warnings.Add("one symbol late");
            return Task.CompletedTask;
        }, Token);

        outcome.ShouldBe("succeeded");
        var row = _store.Rows.Values.ShouldHaveSingleItem();
        (row.Outcome, row.DurationMs, row.Job, row.ScheduledFor, row.Error).ShouldBe(("succeeded", 250, JobNames.Scan, At, null));
        row.EndedAt.ShouldBe(At.AddMilliseconds(250));
        row.Counts["scored"].ShouldBe(58);
        row.Warnings.ShouldBe(["one symbol late"]);
    }

    [Fact]
    public async Task ExecuteAsync_SlotTaken_DoesNoWork()
    {
        await _runs.ExecuteAsync(Slot(), (_, _) => Task.CompletedTask, Token);
        var worked = false;
        (await _runs.ExecuteAsync(Slot(), (_, _) => Task.FromResult(worked = true), Token)).ShouldBe("skipped");
        worked.ShouldBeFalse();
        _store.Rows.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ExecuteAsync_WorkFails_IsAFailedRowAndTheSlotIsFreeAgain()
    {
        (await _runs.ExecuteAsync(Slot(), (_, _) => throw new InvalidOperationException("first line\nsecond"), Token)).ShouldBe("failed");
        _store.Rows.Values.Single().Error.ShouldBe("InvalidOperationException: first line");
        (await _runs.ExecuteAsync(Slot(), (_, _) => Task.CompletedTask, Token)).ShouldBe("succeeded");
    }

    [Fact]
    public async Task CancelAsync_RunAtWork_EndsItAsCancelled()
    {
        var begun = new TaskCompletionSource<string>();
        var run = _runs.ExecuteAsync(Slot(), async (notes, token) =>
        {
            begun.SetResult(notes.RunId);
            await Task.Delay(Timeout.Infinite, token);
        }, Token);
        (await _runs.CancelAsync("no such run")).ShouldBeFalse();
        (await _runs.CancelAsync(await begun.Task)).ShouldBeTrue();
        (await run).ShouldBe("cancelled");
        _store.Rows.Values.Single().Outcome.ShouldBe("cancelled");
        _runs.Active.ShouldBeEmpty();
    }

    [Fact]
    public async Task ExecuteAsync_BeganLate_SaysSo()
    {
        _time.Advance(TimeSpan.FromMinutes(7));
        await _runs.ExecuteAsync(Slot(), (_, _) => Task.CompletedTask, Token);
        _store.Rows.Values.Single().Warnings.ShouldBe(["late: the slot of 15:00 began 00:07:00 after its time"]);
    }

    [Fact]
    public async Task ExecuteAsync_StoreFails_IsNotAnExceptionForTheScheduler()
    {
        _store.FailsToStart = true;
        (await _runs.ExecuteAsync(Slot(), (_, _) => Task.CompletedTask, Token)).ShouldBe("failed");
    }

    [Fact]
    public async Task PassedAsync_DetectionOfTheInstantStillDue_WaitsForIt()
    {
        _pace.Expect(JobNames.Regime, JobNames.BySchedule, At);
        var passed = _pace.PassedAsync(JobNames.Regime, At, Token);
        passed.IsCompleted.ShouldBeFalse();
        _pace.PassedAsync(JobNames.Regime, At.AddMinutes(-15), Token).IsCompleted.ShouldBeTrue();
        _pace.Expect(JobNames.Regime, JobNames.BySchedule, At.AddHours(4));
        await passed;
    }

    [Fact]
    public void Expect_HeldClock_StopsAMinutePastTheSlotUntilItIsDone()
    {
        using var pace = new MarketPace(new MarketClock(_time, At, 3600), holds: true);
        _time.Advance(TimeSpan.FromSeconds(1));
        pace.Clock.GetUtcNow().ShouldBe(At);
        pace.Expect(JobNames.Scan, JobNames.BySchedule, At.AddMinutes(15));
        pace.Begin();
        _time.Advance(TimeSpan.FromSeconds(1));
        pace.Clock.GetUtcNow().ShouldBe(At.AddMinutes(16));
        pace.Expect(JobNames.Scan, JobNames.BySchedule, At.AddMinutes(30));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        pace.Clock.GetUtcNow().ShouldBe(At.AddMinutes(16).AddSeconds(3.6));
    }

    private static JobSlot Slot() => new(JobNames.Scan, JobNames.BySchedule, At, At.AddMinutes(15));
}
