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

    /// <summary>Registers the scheduler; it is started by <see cref="JobsStart"/>.</summary>
    /// <param name="services">Services.</param>
    /// <param name="schedule">Schedules the jobs, see <see cref="Schedule"/>.</param>
    public static void Add(IServiceCollection services, Action<IQuartzBuilder> schedule)
    {
        services.AddKeyedSingleton<TimeProvider>(Name, (provider, _) => provider.GetRequiredService<MarketClock>());
        services.AddQuartz(Name, quartz =>
        {
            quartz.ConfigureScheduler(s => s.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            quartz.UseInMemoryStore(s => s.MisfireThreshold = MisfireThreshold);
            quartz.UseDefaultThreadPool(maxConcurrency: 4);
            schedule(quartz);
        });
        services.AddQuartzHostedService(Name, hosted => (hosted.AutoStart, hosted.WaitForJobsToComplete, hosted.AwaitApplicationStarted) = (false, true, false));
    }

    /// <summary>Schedules one job.</summary>
    /// <param name="quartz">The scheduler.</param>
    /// <param name="job">Name.</param>
    /// <param name="cron">Six fields, seconds first, UTC.</param>
    /// <param name="priority">At a shared instant the higher one starts first; whoever needs more than that waits, see <see cref="MarketPace.PassedAsync"/>.</param>
    public static void Schedule<TJob>(IQuartzBuilder quartz, string job, string cron, int priority)
        where TJob : class, IJob
    {
        quartz.AddJob<TJob>(j => j.WithIdentity(job).StoreDurably());
        quartz.AddTrigger<TJob>(t => t.ForJob(job).WithIdentity(job).WithPriority(priority)
            .WithCronSchedule(cron, c => c.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
    }
}
