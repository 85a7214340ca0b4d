using CryptoRun.Worker.Markets;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Quartz on market time. The scheduler has a name of its own, so that its clock is its own too: everything else in the container keeps the wall clock.</summary>
internal static class MarketSchedule
{
    /// <summary>Name of the scheduler, and key of its clock.</summary>
    public const string Name = "market";

    /// <summary>A firing later than this counts as missed: it runs once, late, for the last slot before. Market time.</summary>
    public static readonly TimeSpan MisfireThreshold = MarketPace.Margin * 2;

    /// <summary>Registers the scheduler with the two jobs; it is started by <see cref="JobsStart"/>.</summary>
    public static void Add<TScan, TRegime>(IServiceCollection services, JobsOptions options)
        where TScan : class, IJob
        where TRegime : class, IJob
    {
        services.AddKeyedSingleton<TimeProvider>(Name, (provider, _) => provider.GetRequiredService<MarketClock>());
        services.AddQuartz(Name, quartz =>
        {
            quartz.ConfigureScheduler(s => s.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            quartz.UseInMemoryStore(s => s.MisfireThreshold = MisfireThreshold);
            quartz.UseDefaultThreadPool(maxConcurrency: 4);

            // At a shared instant the detection goes first. That is only the order of starting: the scan then waits for its end, see MarketPace.PassedAsync.
            Schedule<TRegime>(quartz, JobNames.Regime, options.RegimeCron, priority: 10);
            Schedule<TScan>(quartz, JobNames.Scan, options.ScanCron, priority: 5);
        });
        services.AddQuartzHostedService(Name, hosted => (hosted.AutoStart, hosted.WaitForJobsToComplete, hosted.AwaitApplicationStarted) = (false, true, false));
    }

    private static void Schedule<TJob>(IQuartzBuilder quartz, string job, string cron, int priority)
        where TJob : class, IJob
    {
        quartz.AddJob<TJob>(j => j.WithIdentity(job).StoreDurably());
        quartz.AddTrigger<TJob>(t => t.ForJob(job).WithIdentity(job).WithPriority(priority)
            .WithCronSchedule(cron, c => c.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
    }
}
