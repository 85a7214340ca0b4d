using System.Collections.Concurrent;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NSubstitute;
using Quartz;

namespace CryptoRun.Worker.Tests.Scheduling;

/// <summary>The real scheduler at 3600x: an hour a second.</summary>
public sealed class MarketScheduleTests
{
    private static readonly DateTimeOffset Start = new(2025, 11, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Schedule_At3600x_LosesNoSlotAndDetectsBeforeItScans()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var record = new Record(until: Start.AddHours(3));
        using var host = Build(record);
        await host.StartAsync(cancellationToken);
        await record.Done.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        await host.StopAsync(cancellationToken);

        // Every quarter of an hour from the start itself, each at its slot, and none twice.
        var scans = record.Ended.Where(e => e.Job == JobNames.Scan).Select(e => e.Slot.At).ToList();
        scans.ShouldBe(Enumerable.Range(0, 13).Select(i => Start.AddMinutes(15 * i)));

        // The detection of 04:00 had ended before the scan of 04:00 began its work.
        var order = record.Ended.Where(e => e.Slot.At == Start.AddHours(2)).Select(e => e.Job);
        order.Where(static j => j != JobNames.Premove).ShouldBe([JobNames.Regime, JobNames.Scan]);

        // Time stood still at the margin while they ran.
        record.Ended.ShouldAllBe(e => e.ClockAtEnd - e.Slot.At <= MarketPace.Margin);
        var rows = host.Services.GetRequiredService<IRunStore>() as Runs;
        rows!.Rows.Values.Where(r => r.Job == JobNames.Scan && r.ScheduledFor > Start).ShouldAllBe(r => r.Trigger == JobNames.BySchedule && r.Outcome == "succeeded" && r.Warnings.Count == 0);
    }

    [Fact]
    public async Task Services_BesideTheScheduler_KeepTheWallClock()
    {
        using var host = Build(new Record(Start));
        host.Services.GetRequiredService<TimeProvider>().ShouldBeSameAs(TimeProvider.System);
        await host.Services.GetRequiredService<JobBook>().OpenAsync(TestContext.Current.CancellationToken);
        (await host.Services.GetRequiredService<JobTimer>().NextAsync(JobNames.Scan, TestContext.Current.CancellationToken))!.Value.ShouldBeInRange(Start, Start.AddMinutes(15));
    }

    private static IHost Build(Record record)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new MarketPace(new MarketClock(TimeProvider.System, Start.AddDays(-1), 3600), holds: true, Start));
        builder.Services.AddSingleton(p => p.GetRequiredService<MarketPace>().Clock);
        builder.Services.AddSingleton<IRunStore, Runs>();
        builder.Services.AddSingleton<JobRuns>();
        builder.Services.AddSingleton<IScheduleStore, Schedules>();
        builder.Services.AddSingleton<CurrentSchedules>();
        builder.Services.AddSingleton<JobTimer>();
        builder.Services.AddSingleton<TakeOver>();
        builder.Services.AddSingleton(new StoreSharing(false));
        builder.Services.AddSingleton(static p => new JobBook(
            p.GetRequiredService<IScheduleStore>(), p.GetRequiredService<JobTimer>(), p.GetRequiredService<JobRuns>(), p.GetRequiredService<IRunStore>(), p.GetRequiredService<CurrentSchedules>(), new JobsOptions(), Substitute.For<IAuditTrail>(), p.GetRequiredService<MarketClock>(), TimeProvider.System));
        builder.Services.AddSingleton(record);
        builder.Services.AddSingleton(new MarketReady(_ => Task.CompletedTask));
        builder.Services.AddLogging();
        MarketSchedule.Add(builder.Services, static quartz =>
        {
            MarketSchedule.Know<FakeRegime>(quartz, JobNames.Regime);
            MarketSchedule.Know<FakeScan>(quartz, JobNames.Scan);
            MarketSchedule.Know<FakeSweep>(quartz, JobNames.Premove);
            MarketSchedule.Know<Nothing>(quartz, JobNames.Health);
            MarketSchedule.Know<Nothing>(quartz, JobNames.Backfill);
            MarketSchedule.Know<Nothing>(quartz, JobNames.Retention);
            MarketSchedule.Know<Nothing>(quartz, JobNames.Evidence);
        });
        builder.Services.AddHostedService<JobsStart>();
        return builder.Build();
    }

    private sealed record Entry(string Job, JobSlot Slot, DateTimeOffset ClockAtEnd);

    private sealed class Record(DateTimeOffset until)
    {
        public ConcurrentQueue<Entry> Ended { get; } = [];

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task WorkAsync(RunNotes notes, MarketClock clock, CancellationToken cancellationToken)
        {
            // Works until market time has reached the end of its leash, which it would pass within 17 ms if nothing held it.
            while (clock.GetUtcNow() < notes.Slot.At + MarketPace.Margin) await Task.Delay(1, cancellationToken);
            Ended.Enqueue(new Entry(notes.Slot.Job, notes.Slot, clock.GetUtcNow()));
            if (notes.Slot.Job == JobNames.Scan && notes.Slot.At >= until) Done.TrySetResult();
        }
    }

    [DisallowConcurrentExecution]
    private sealed class FakeScan(JobRuns runs, Record record, MarketPace pace) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            await runs.ExecuteAsync(
                context,
                async (notes, token) =>
                {
                    await pace.PassedAsync(JobNames.Regime, notes.Slot.At, token);
                    await record.WorkAsync(notes, pace.Clock, token);
                },
                cancellationToken);
    }

    [DisallowConcurrentExecution]
    private sealed class FakeRegime(JobRuns runs, Record record, MarketClock clock) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            await runs.ExecuteAsync(context, (notes, token) => record.WorkAsync(notes, clock, token), cancellationToken);
    }

    [DisallowConcurrentExecution]
    private sealed class FakeSweep(JobRuns runs, Record record, MarketClock clock) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            await runs.ExecuteAsync(context, (notes, token) => record.WorkAsync(notes, clock, token), cancellationToken);
    }

    private sealed class Nothing(JobRuns runs) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await runs.ExecuteAsync(context, static (_, _) => Task.CompletedTask, cancellationToken);
    }
}
