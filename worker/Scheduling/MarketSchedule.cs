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
    /// <param name="jobs">Makes the jobs known, see <see cref="Know"/>.</param>
    public static void Add(IServiceCollection services, Action<IQuartzBuilder> jobs)
    {
        services.AddKeyedSingleton<TimeProvider>(Name, (provider, _) => provider.GetRequiredService<MarketClock>());
        services.AddQuartz(Name, quartz =>
        {
            quartz.ConfigureScheduler(s => s.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            quartz.UseInMemoryStore(s => s.MisfireThreshold = MisfireThreshold);
            quartz.UseDefaultThreadPool(maxConcurrency: 4);
            jobs(quartz);
        });
        services.AddQuartzHostedService(Name, hosted => (hosted.AutoStart, hosted.WaitForJobsToComplete, hosted.AwaitApplicationStarted) = (false, true, false));
    }

    /// <summary>Makes a job known; when it runs, <see cref="JobTimer"/> says.</summary>
    /// <param name="quartz">The scheduler.</param>
    /// <param name="job">Name.</param>
    public static void Know<TJob>(IQuartzBuilder quartz, string job)
        where TJob : class, IJob => quartz.AddJob<TJob>(j => j.WithIdentity(job).StoreDurably());
}
