using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Quartz;

namespace CryptoRun.Worker.Tests.Scheduling;

/// <summary>What is planned after a run that failed, and what is kept of what it said.</summary>
public sealed class RetryTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);
    private readonly ManualTime _time = new(At);
    private readonly Runs _store = new();
    private readonly CurrentSchedules _schedules = new();
    private readonly IScheduler _scheduler = Substitute.For<IScheduler>();
    private readonly MarketPace _pace;
    private readonly JobRuns _runs;

    public RetryTests()
    {
        _pace = new MarketPace(new MarketClock(_time, At, 1), holds: false);
        _runs = new JobRuns(_store, _pace.Clock, _time, _pace, NullLogger<JobRuns>.Instance, _schedules);
        _schedules.Set(new JobSchedule(JobNames.Scan, 4, "0 0/15 * * * ?", Paused: false, At, "mia") { Retry = new Worker.Scheduling.RetryPolicy { Attempts = 3, DelaySeconds = 30, Backoff = 2, Jitter = 0 } });
    }

    public void Dispose()
    {
        _runs.Dispose();
        _pace.Dispose();
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    public async Task ExecuteAsync_Failed_PlansTheNextAttemptAtTheSameSlotAfterTheDelay(int attempt, int seconds)
    {
        (await FailAsync(Firing(attempt), "no answer")).ShouldBe("failed");

        var planned = Planned().ShouldHaveSingleItem();
        planned.StartTimeUtc.ShouldBe(At.AddSeconds(seconds));
        planned.JobKey.Name.ShouldBe(JobNames.Scan);
        planned.JobDataMap[JobSlot.AttemptKey].ShouldBe(attempt + 1);
        planned.JobDataMap[JobSlot.AtKey].ShouldBe(At);
        planned.JobDataMap.GetString(JobSlot.TriggerKey).ShouldBe(JobNames.ByRetry);
        planned.JobDataMap.GetString(JobSlot.AskedByKey).ShouldBe("mia");
        var row = _store.Rows.Values.ShouldHaveSingleItem();
        (row.Attempt, row.Attempts, row.OptionsVersion, row.Outcome).ShouldBe((attempt, 3, 4, "failed"));
    }

    [Fact]
    public async Task ExecuteAsync_LastAttemptFailed_PlansNothing()
    {
        await FailAsync(Firing(3), "no answer");
        Planned().ShouldBeEmpty();
    }

    [Fact]
    public async Task ExecuteAsync_Succeeded_PlansNothing()
    {
        (await _runs.ExecuteAsync(Firing(1), static (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken)).ShouldBe("succeeded");
        Planned().ShouldBeEmpty();
    }

    [Fact]
    public async Task ExecuteAsync_NextSlotComesBeforeTheDelayIsOver_PlansNothing()
    {
        var firing = Firing(1);
        var cron = Substitute.For<ICronTrigger>();
        cron.CronExpressionString.Returns("0/15 * * * * ?");
        firing.Trigger.Returns(cron);
        firing.ScheduledFireTimeUtc.Returns(At);
        firing.NextFireTimeUtc.Returns(At.AddSeconds(15));

        (await FailAsync(firing, "no answer")).ShouldBe("failed");
        Planned().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task ExecuteAsync_ProgramStopsMeanwhile_LeavesTheRunToOthersWhereThereAreAnyAndThePolicyWantsIt(bool isShared, bool afterLoss, bool isLeft)
    {
        _schedules.Set(_schedules.Find(JobNames.Scan)! with { Version = 5, Retry = new Worker.Scheduling.RetryPolicy { AfterLoss = afterLoss } });
        using var runs = new JobRuns(_store, _pace.Clock, _time, _pace, NullLogger<JobRuns>.Instance, _schedules, new StoreSharing(isShared));
        using var stopping = new CancellationTokenSource();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = runs.ExecuteAsync(Firing(1), (_, token) => WaitAsync(began, token), stopping.Token);
        await began.Task;
        await stopping.CancelAsync();

        (await run).ShouldBe("cancelled");
        _store.Requests.Select(static r => (r.Job, r.By)).ShouldBe(isLeft ? [(JobNames.Scan, "mia")] : []);
        _store.Rows.Values.ShouldHaveSingleItem().Error.ShouldBe(isLeft ? $"the program was stopping; run {_store.Requests.Single().RunId} of another worker goes on with it" : "the program was stopping");
    }

    [Fact]
    public async Task ExecuteAsync_CancelledBySomebody_IsLeftToNobody()
    {
        using var runs = new JobRuns(_store, _pace.Clock, _time, _pace, NullLogger<JobRuns>.Instance, _schedules, new StoreSharing(true));
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = runs.ExecuteAsync(Firing(1), (_, token) => WaitAsync(began, token), TestContext.Current.CancellationToken);
        await began.Task;
        (await runs.CancelAsync(_store.Rows.Keys.Single())).ShouldBeTrue();

        (await run).ShouldBe("cancelled");
        _store.Requests.ShouldBeEmpty();
        _store.Logs.Values.SelectMany(static l => l).ShouldContain(static l => l.Text == "Asked to stop");
    }

    private static Task WaitAsync(TaskCompletionSource began, CancellationToken token)
    {
        began.SetResult();
        return Task.Delay(Timeout.Infinite, token);
    }

    [Theory]
    [InlineData("Host=db;Username=app;Password=canary1;Timeout=5")]
    [InlineData("Authorization: Bearer canary1")]
    [InlineData("{\"apiKey\":\"canary1\"}")]
    [InlineData("redis://app:canary1@cache:6379 is gone")]
    [InlineData("POST https://api.telegram.org/bot4711:canary1canary1/sendMessage")]
    [InlineData("key cr_canary1canary1 was refused")]
    [InlineData("token canary1")]
    public async Task ExecuteAsync_SecretInWhatARunSays_IsNeitherInItsLogNorInItsRow(string text)
    {
        await FailAsync(Firing(1), text, said: text);

        _store.Logs.Values.SelectMany(static l => l).ShouldAllBe(static l => !l.Text.Contains("canary1", StringComparison.Ordinal));
        _store.Logs.Values.SelectMany(static l => l).ShouldContain(static l => l.Text.Contains("***", StringComparison.Ordinal));
        _store.Rows.Values.ShouldHaveSingleItem().Error!.ShouldNotContain("canary1");
    }

    private Task<string> FailAsync(IJobExecutionContext firing, string why, string? said = null) => _runs.ExecuteAsync(
        firing,
        (_, _) =>
        {
            if (said is not null) RunLog.Current!.Add("information", said);
            throw new IOException(why);
        },
        TestContext.Current.CancellationToken);

    private List<ITrigger> Planned() => [.. _scheduler.ReceivedCalls().Where(static c => c.GetMethodInfo().Name == nameof(IScheduler.ScheduleJob)).SelectMany(static c => c.GetArguments().OfType<ITrigger>())];

    private IJobExecutionContext Firing(int attempt)
    {
        var (detail, firing) = (Substitute.For<IJobDetail>(), Substitute.For<IJobExecutionContext>());
        detail.Key.Returns(new JobKey(JobNames.Scan));
        firing.JobDetail.Returns(detail);
        firing.Trigger.Returns(Substitute.For<ITrigger>());
        firing.Scheduler.Returns(_scheduler);
        firing.MergedJobDataMap.Returns(new JobDataMap { [JobSlot.TriggerKey] = attempt == 1 ? JobNames.ByCommand : JobNames.ByRetry, [JobSlot.AtKey] = At, [JobSlot.AttemptKey] = attempt, [JobSlot.AskedByKey] = "mia" });
        return firing;
    }
}
