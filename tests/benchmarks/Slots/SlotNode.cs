using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Postgres;
using CryptoRun.Worker.Storage.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Quartz;

namespace CryptoRun.Benchmarks.Slots;

/// <summary>A node with the real schedules, claims and watch over one PostgreSQL, whose scan does nothing but take its time.</summary>
internal static class SlotNode
{
    private const string Never = "0 0 0 1 1 ? 2098";

    /// <summary>How fast nodes find each other dead, for a drill of seconds.</summary>
    public static JobsOptions Options { get; } = new()
    {
        ScanCron = "* * * * * ?",
        RegimeCron = Never,
        PremoveCron = Never,
        HealthCron = Never,
        BackfillCron = Never,
        RetentionCron = Never,
        EvidenceCron = Never,
        NodeBeat = TimeSpan.FromSeconds(0.25),
        NodeLostAfter = TimeSpan.FromSeconds(2),
        MissedAfter = TimeSpan.FromSeconds(6),
    };

    /// <summary>Runs until it is killed or its input ends.</summary>
    /// <param name="connection">The server.</param>
    /// <param name="schema">First part of the schema's name.</param>
    public static async Task<int> RunAsync(string connection, string schema)
    {
        using var store = Open(connection, schema);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<SqlStore>(store);
        services.AddSingleton(new MarketPace(new MarketClock(TimeProvider.System, null, 1), holds: false));
        services.AddSingleton(p => p.GetRequiredService<MarketPace>().Clock);
        services.AddSingleton(p => new SqlAuditTrail(store, JobRuns.Node, TimeProvider.System));
        services.AddSingleton<IAuditTrail>(p => p.GetRequiredService<SqlAuditTrail>());
        services.AddSingleton<IRunStore, SqlRunStore>();
        services.AddSingleton<IScheduleStore, SqlScheduleStore>();
        services.AddSingleton<INodeStore, SqlNodeStore>();
        services.AddSingleton<JobRuns>();
        services.AddSingleton<CurrentSchedules>();
        services.AddSingleton<JobTimer>();
        services.AddSingleton<TakeOver>();
        services.AddSingleton<MissedSlots>();
        services.AddSingleton<RunRequests>();
        services.AddSingleton(Options);
        services.AddSingleton(new StoreSharing(true));
        services.AddSingleton(new MarketReady(static _ => Task.CompletedTask));
        services.AddSingleton(p => new JobBook(
            p.GetRequiredService<IScheduleStore>(), p.GetRequiredService<JobTimer>(), p.GetRequiredService<JobRuns>(), p.GetRequiredService<IRunStore>(), p.GetRequiredService<CurrentSchedules>(), Options, p.GetRequiredService<IAuditTrail>(),
            p.GetRequiredService<MarketClock>(), TimeProvider.System));
        services.AddLogging();
        MarketSchedule.Add(services, static quartz =>
        {
            foreach (var kind in JobCatalogue.All) MarketSchedule.Know<SlotJob>(quartz, kind.Name);
        });
        services.AddHostedService<JobsStart>();
        services.AddHostedService(p => ActivatorUtilities.CreateInstance<NodeWatch>(p, JobRuns.Node));
        using var host = builder.Build();
        await host.StartAsync();
        while (await Console.In.ReadLineAsync() is not null) await Task.Yield();
        await host.StopAsync();
        return 0;
    }

    /// <summary>The store of the drill.</summary>
    public static PostgresStore Open(string connection, string schema) => PostgresStore.Open(new PostgresAddress(connection, schema, MarketSource.Simulated), MarketSource.Simulated, NullLogger.Instance);

    [DisallowConcurrentExecution]
    private sealed class SlotJob(JobRuns runs) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            await runs.ExecuteAsync(context, static (notes, token) => Task.Delay(notes.Slot.At.Second % 3 * 150, token), cancellationToken);
    }
}
