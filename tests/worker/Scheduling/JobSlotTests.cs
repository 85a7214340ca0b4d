using CryptoRun.Worker.Scheduling;
using NSubstitute;
using Quartz;

namespace CryptoRun.Worker.Tests.Scheduling;

public sealed class JobSlotTests
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_FiringOnTime_IsItsScheduledInstant() => JobSlot.Of(Cron(At), At.AddSeconds(3)).ShouldBe(new JobSlot(JobNames.Scan, JobNames.BySchedule, At, At.AddMinutes(15)));

    [Fact]
    public void Of_MissedFiring_IsTheLastSlotBeforeIt() => JobSlot.Of(Cron(At.AddMinutes(7).AddSeconds(12)), At.AddMinutes(8)).At.ShouldBe(At);

    [Fact]
    public void Of_Command_IsThePresentSecond()
    {
        var firing = Firing(Substitute.For<ITrigger>(), []);
        JobSlot.Of(firing, At.AddMilliseconds(1234)).ShouldBe(new JobSlot(JobNames.Scan, JobNames.ByCommand, At.AddSeconds(1), null));
    }

    [Fact]
    public void Of_StartUp_IsTheInstantInItsData()
    {
        var firing = Firing(Substitute.For<ITrigger>(), new JobDataMap { [JobSlot.TriggerKey] = JobNames.AtStartUp, [JobSlot.AtKey] = At });
        JobSlot.Of(firing, At.AddMinutes(1)).ShouldBe(new JobSlot(JobNames.Scan, JobNames.AtStartUp, At, null));
    }

    private static IJobExecutionContext Cron(DateTimeOffset scheduled)
    {
        var trigger = Substitute.For<ICronTrigger>();
        trigger.CronExpressionString.Returns("0 0/15 * * * ?");
        var firing = Firing(trigger, []);
        firing.ScheduledFireTimeUtc.Returns(scheduled);
        firing.NextFireTimeUtc.Returns(At.AddMinutes(15));
        return firing;
    }

    private static IJobExecutionContext Firing(ITrigger trigger, JobDataMap data)
    {
        var firing = Substitute.For<IJobExecutionContext>();
        var detail = Substitute.For<IJobDetail>();
        detail.Key.Returns(new JobKey(JobNames.Scan));
        firing.JobDetail.Returns(detail);
        firing.Trigger.Returns(trigger);
        firing.MergedJobDataMap.Returns(data);
        return firing;
    }
}
