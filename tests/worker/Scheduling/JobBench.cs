using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Quartz;

namespace CryptoRun.Worker.Tests.Scheduling;

/// <summary>Executes a job as the scheduler does on command, and gives the row that it has left.</summary>
internal sealed class JobBench : IDisposable
{
    private readonly Runs _store = new();
    private readonly JobRuns _runs;

    public JobBench(ManualTime wall, CurrentSchedules? schedules = null)
    {
        Pace = new MarketPace(new MarketClock(wall, null, 1), holds: false);
        _runs = new JobRuns(_store, Pace.Clock, wall, Pace, NullLogger<JobRuns>.Instance, schedules);
    }

    public MarketPace Pace { get; }

    public async Task<JobRun> ExecuteAsync(string name, Func<JobRuns, IJob> job)
    {
        var (detail, firing) = (Substitute.For<IJobDetail>(), Substitute.For<IJobExecutionContext>());
        detail.Key.Returns(new JobKey(name));
        firing.JobDetail.Returns(detail);
        firing.Trigger.Returns(Substitute.For<ITrigger>());
        firing.MergedJobDataMap.Returns(new JobDataMap());
        await job(_runs).Execute(firing, TestContext.Current.CancellationToken);
        var run = _store.Rows.Values.ShouldHaveSingleItem();
        run.Outcome.ShouldBe("succeeded", run.Error);
        return run;
    }

    public void Dispose()
    {
        _runs.Dispose();
        Pace.Dispose();
    }
}
