using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Evidence;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Markets.Tiers;
using CryptoRun.Worker.Premove;
using CryptoRun.Worker.Regimes;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Postgres;
using CryptoRun.Worker.Storage.Sql;
using CryptoRun.Worker.Storage.Sqlite;
using CryptoRun.Worker.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CryptoRun.Worker;

/// <summary>
/// Puts the worker together. The only file that names concrete adapters: whatever else is exchanged, it is exchanged here.
/// Hosted services start in this order: store (when it is first asked for) -> replay history -> loopback venues -> feed -> last scan -> prices -> jobs.
/// </summary>
public static partial class WorkerServices
{
    /// <summary>Seconds that the store's own longest write, the first filling with history, may take on a slow disk; whoever writes beside it waits so long.</summary>
    private const int LongestStoreWrite = 60;

    /// <summary>Longest time that services have to end after Ctrl-C; the process promises to be gone within 5 s.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(4);

    /// <summary>Registers everything, with jobs.</summary>
    /// <param name="services">Services.</param>
    /// <param name="configuration">Configuration; it is read and checked here, once.</param>
    /// <param name="contentRoot">What a relative store directory is relative to.</param>
    /// <returns>The options in force.</returns>
    /// <exception cref="OptionsValidationException">Anything wrong in the configuration; see <see cref="StartUpFailure"/> for how to say so.</exception>
    public static WorkerSettings AddCryptoRun(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var settings = WorkerSettings.Read(configuration);
        services.Configure<HostOptions>(o => o.ShutdownTimeout = ShutdownTimeout);
        services.AddMarket(settings, contentRoot);
        services.AddScanning(settings);
        if (settings.Cache.Redis.Length > 0)
        {
            services.AddHostedService(p => ActivatorUtilities.CreateInstance<BoardFanOut>(p, p.GetRequiredService<RedisLink>().Connected));
            services.AddHostedService(p => ActivatorUtilities.CreateInstance<ProgressFanOut>(p, JobRuns.Node, p.GetRequiredService<RedisLink>().Connected));
        }

        services.AddHostedService<LastScan>();
        if (settings.Node.Works)
        {
            services.AddHostedService<LivePrices>();
            services.AddHostedService<BookMinutes>();
        }
        else
        {
            services.AddHostedService<BoardAgeing>();
        }

        services.AddSingleton(p => new Gauges(p.GetRequiredService<VenueStatuses>(), p.GetRequiredService<CacheStatus>(), p.GetRequiredService<LiveBoard>(), p.GetRequiredService<MarketClock>(), p.GetRequiredService<Alerts.Channels.AlertPost>()));
        services.AddAlerts(settings, contentRoot);
        services.AddPremove(settings);
        services.AddBacktests(settings);
        services.AddJobs(settings);
        return settings;
    }

    /// <summary>Opens the store and reads the recording before anything starts, so that what a person has to mend is said in a line and nothing has begun.</summary>
    /// <returns>To be asked when all has ended: 1 when the market could not be started, else 0.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be opened, or another process serves it.</exception>
    /// <exception cref="CandleFileException">The recording cannot be read.</exception>
    public static Func<int> OpenMarket(this IServiceProvider services)
    {
        services.GetRequiredService<SqlStore>();
        services.GetService<ReplayRecording>();
        var market = services.GetRequiredService<MarketHost>();
        return () => market.HasFailed ? 1 : 0;
    }

    /// <summary>Registers market, store and scan without any job, for a verb that scans once.</summary>
    internal static void AddCryptoRunOnce(this IServiceCollection services, WorkerSettings settings, string contentRoot)
    {
        services.AddMarket(settings, contentRoot);
        services.AddScanning(settings);
    }

    /// <summary>Opens the store of a source.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="source">The source.</param>
    /// <param name="contentRoot">What a relative directory is relative to.</param>
    /// <param name="logger">Log.</param>
    /// <param name="servedBy">Machine and process that will be the store's only server; null for verbs beside it.</param>
    internal static SqlStore OpenStore(StoreOptions options, MarketSource source, string contentRoot, ILogger logger, string? servedBy = null) => options.Provider == StoreProvider.Postgres
        ? PostgresStore.Open(new PostgresAddress(options.ConnectionString, options.Schema, source), source, logger, options.Exclusive ? servedBy : null)
        : SqliteStore.Open(options.PathOf(source, contentRoot), source, logger, options.BusyTimeoutSeconds);

    /// <summary>The stores over an opened database.</summary>
    internal static (IScanStore Scans, ICandleStore Candles, IDerivativesStore Derivatives) Stores(SqlStore store) =>
        (new SqlScanStore(store), store.Candles, new SqlDerivativesStore(store));

    private static void AddMarket(this IServiceCollection services, WorkerSettings settings, string contentRoot)
    {
        services.AddSingleton(settings);
        services.AddSingleton(settings.Node);
        services.AddSingleton(TimeProvider.System);
        AddStore(services, settings, contentRoot);

        if (settings.Source == MarketSource.Replay) services.AddSingleton(_ => ReplayRecording.Load(settings.Market.Replay));
        services.AddSingleton(p => Pace(p.GetRequiredService<TimeProvider>(), p.GetService<ReplayRecording>()?.From, settings.Market));
        services.AddSingleton(p => p.GetRequiredService<MarketPace>().Clock);

        services.AddVenues(settings);
        services.AddSingleton(settings.Universe);
        services.AddSingleton(settings.Feed);
        services.AddSingleton<QuoteBook>();
        services.AddSingleton<CandleFeed>();
        services.AddSingleton<MarketHost>();
        services.AddHostedService(p => p.GetRequiredService<MarketHost>());
        services.AddTiers(settings);
    }

    /// <summary>What is known of a symbol now, through the cache. Sources exist only when the market has started.</summary>
    private static void AddTiers(this IServiceCollection services, WorkerSettings settings)
    {
        services.AddSingleton(settings.Cache);
        services.AddSingleton(p => new DegradedVenues(p.GetRequiredService<VenueMonitors>(), settings.VenueHealth, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new MarketCache(settings.Cache, p.GetRequiredService<MarketClock>(), p.GetRequiredService<DegradedVenues>().Has, p.GetService<SharedEntries>(), p.GetRequiredService<ILogger<MarketCache>>()));
        if (settings.Cache.Redis.Length > 0) services.AddRedis(settings);
        services.AddSingleton(p => new CacheStatus(p.GetRequiredService<MarketCache>().Report));
        services.AddSingleton(p => FeedSources.Of(
            p.GetRequiredService<CandleFeed>(), p.GetRequiredService<QuoteBook>(), p.GetRequiredService<TradeTape>(), p.GetRequiredService<MarketCache>(), p.GetRequiredService<ICandleStore>(), p.GetRequiredService<IDerivativesStore>(),
            p.GetRequiredService<MarketClock>()));
        services.AddSingleton(p => new MarketData(
            () => p.GetRequiredService<MarketHost>().Feed.IsCompletedSuccessfully ? p.GetRequiredService<MarketSources>() : null, p.GetRequiredService<MarketClock>()));
    }

    /// <summary>Redis as the cache's second level and as the place where nodes share the board.</summary>
    private static void AddRedis(this IServiceCollection services, WorkerSettings settings)
    {
        services.AddSingleton(p => new RedisLink(settings.Cache.Redis, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<RedisLink>>()));
        services.AddSingleton(p => new SecondLevel(
            p.GetRequiredService<RedisLink>().ReadAsync, p.GetRequiredService<RedisLink>().WriteAsync, settings.Cache.RedisWait, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<SecondLevel>>()));
        services.AddSingleton(p => new SharedEntries(p.GetRequiredService<SecondLevel>(), settings.Source, settings.Cache, p.GetRequiredService<MarketClock>(), p.GetRequiredService<ILogger<SharedEntries>>()));
        services.AddSingleton(p => new BoardChannel(p.GetRequiredService<RedisLink>(), SharedEntries.Prefix(settings.Cache, settings.Source)));
        services.AddSingleton(p => new ProgressChannel(p.GetRequiredService<RedisLink>(), SharedEntries.Prefix(settings.Cache, settings.Source)));
    }

    private static void AddStore(IServiceCollection services, WorkerSettings settings, string contentRoot)
    {
        if (settings.Store.Provider == StoreProvider.Sqlite) services.AddSingleton(_ => StoreOwnership.Take(settings.Store.PathOf(settings.Source, contentRoot), JobRuns.Node));
        services.AddSingleton(p =>
        {
            p.GetService<StoreOwnership>();
            return OpenStore(settings.Store, settings.Source, contentRoot, p.GetRequiredService<ILogger<SqlStore>>(), JobRuns.Node);
        });
        services.AddSingleton(p => Connection(p.GetRequiredService<SqlStore>(), settings, contentRoot));
        services.AddSingleton(p => p.GetRequiredService<SqlStore>().Candles);
        services.AddSingleton<IDerivativesStore, SqlDerivativesStore>();
        services.AddSingleton<IBookSummaryStore, SqlBookSummaryStore>();
        services.AddSingleton<IRetention, SqlRetention>();
        services.AddSingleton<IScanStore, SqlScanStore>();
        services.AddSingleton<IRegimeStore, SqlRegimeStore>();
        services.AddSingleton<IRunStore, SqlRunStore>();
        services.AddSingleton<IScheduleStore, SqlScheduleStore>();
        services.AddSingleton<IPremoveStore, SqlPremoveStore>();
        services.AddSingleton<IEvidenceStore, SqlEvidenceStore>();
        services.AddSingleton<ITradeBarStore, SqlTradeBarStore>();
        services.AddSingleton<IVenueHistoryStore, SqlVenueHistoryStore>();
        services.AddSingleton(p => new SqlAuditTrail(p.GetRequiredService<SqlStore>(), JobRuns.Node, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IAuditTrail>(p => p.GetRequiredService<SqlAuditTrail>());
    }

    /// <summary>Of an opened store: its tables are there.</summary>
    private static StoreConnection Connection(SqlStore store, WorkerSettings settings, string contentRoot) => new(
        settings.Store.Provider,
        settings.Store.Provider == StoreProvider.Postgres
            ? new PostgresAddress(settings.Store.ConnectionString, settings.Store.Schema, store.Source).ConnectionString
            : SqliteStore.ConnectionString(settings.Store.PathOf(settings.Source, contentRoot), Math.Max(settings.Store.BusyTimeoutSeconds, LongestStoreWrite)));

    private static void AddScanning(this IServiceCollection services, WorkerSettings settings)
    {
        services.AddSingleton(settings.Scan);
        services.AddSingleton(settings.Regime);
        services.AddSingleton<LiveBoard>();
        services.AddSingleton<StageTimes>();
        services.AddSingleton<RegimeKeeper>();
        services.AddSingleton<MarketDayKeeper>();
        services.AddSingleton<OpinionKeeper>();
        services.AddSingleton<ScanVerifier>();
        services.AddSingleton(p => new SnapshotSource(async (at, without, cancellationToken) => await (await p.GetRequiredService<MarketHost>().Feed.WaitAsync(cancellationToken)).SnapshotAsync(at, without, cancellationToken)));
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<ScanRunner>(p, settings.Source));
    }

    private static void AddPremove(this IServiceCollection services, WorkerSettings settings)
    {
        services.AddSingleton(settings.Premove);
        services.AddSingleton<LatestSweep>();
        services.AddSingleton(p => new SweepSchedule(settings.Jobs) { Current = p.GetRequiredService<CurrentSchedules>() });
        services.AddSingleton(p =>
        {
            var flow = new TradeFlow();
            p.GetRequiredService<TradeTape>().Listener = flow.Hear;
            return flow;
        });
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<TradeFlowKeeper>(p, KrakenParser.Venue));
        if (settings.Node.Works) services.AddHostedService(p => p.GetRequiredService<TradeFlowKeeper>());
        services.AddSingleton<SweepInputs>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<SweepRunner>(p, settings.Source));
        if (!settings.Store.Exclusive) services.AddHostedService<SweepFollower>();
    }

    private static void AddJobs(this IServiceCollection services, WorkerSettings settings)
    {
        services.AddSingleton<JobRuns>();
        services.AddSingleton<CurrentSchedules>();
        services.AddSingleton<JobTimer>();
        services.AddSingleton(settings.Jobs);
        services.AddSingleton(new StoreSharing(!settings.Store.Exclusive) { Works = settings.Node.Works });
        services.AddSingleton<RunRequests>();
        services.AddSingleton<INodeStore, SqlNodeStore>();
        services.AddSingleton<TakeOver>();
        services.AddSingleton<MissedSlots>();
        services.AddSingleton<ILoggerProvider, RunLogProvider>();
        services.AddSingleton(p => new JobBook(
            p.GetRequiredService<IScheduleStore>(), p.GetRequiredService<JobTimer>(), p.GetRequiredService<JobRuns>(), p.GetRequiredService<IRunStore>(), p.GetRequiredService<CurrentSchedules>(), settings.Jobs, p.GetRequiredService<IAuditTrail>(), p.GetRequiredService<MarketClock>(),
            p.GetRequiredService<TimeProvider>(), settings.Node.Works));
        services.AddSingleton(p => new MarketReady(p.GetRequiredService<MarketHost>().ReadyAsync));
        MarketSchedule.Add(services, quartz =>
        {
            MarketSchedule.Know<RegimeJob>(quartz, JobNames.Regime);
            MarketSchedule.Know<ScanJob>(quartz, JobNames.Scan);
            MarketSchedule.Know<PremoveJob>(quartz, JobNames.Premove);
            MarketSchedule.Know<HealthJob>(quartz, JobNames.Health);
            MarketSchedule.Know<BackfillJob>(quartz, JobNames.Backfill);
            MarketSchedule.Know<RetentionJob>(quartz, JobNames.Retention);
            MarketSchedule.Know<EvidenceJob>(quartz, JobNames.Evidence);
        });
        if (settings.Source == MarketSource.Replay)
            services.AddSingleton<IHostedService>(p => new ReplayEnd(p.GetRequiredService<MarketClock>(), p.GetRequiredService<ReplayRecording>().Last, p.GetRequiredService<ILogger<ReplayEnd>>()));
        services.AddHostedService<JobsStart>();
        services.AddHostedService(p => ActivatorUtilities.CreateInstance<NodeWatch>(p, JobRuns.Node));
        if (!settings.Store.Exclusive && settings.Node.Works) services.AddHostedService(p => ActivatorUtilities.CreateInstance<RunStops>(p, JobRuns.Node));
    }

    private static MarketPace Pace(TimeProvider wall, DateTimeOffset? replayFrom, MarketOptions market) => market.Source switch
    {
        MarketSource.Replay => new MarketPace(new MarketClock(wall, replayFrom - TimeSpan.FromDays(1), market.Replay.Speed), holds: true, replayFrom),

        // At its natural speed a simulated market is like a live one, and its time is the wall clock's.
        MarketSource.Simulated => new MarketPace(new MarketClock(wall, null, market.Simulation.Speed), holds: market.Simulation.Speed > 1),
        _ => new MarketPace(new MarketClock(wall, null, 1), holds: false),
    };
}
