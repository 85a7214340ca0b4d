using System.Collections.Concurrent;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.DefiLlama;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Regimes;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CryptoRun.Worker.Tests.Faults;

/// <summary>The worker as it is registered in the program, over its loopback venues, on a wall clock that runs fast; scanned as often as a test asks.</summary>
internal sealed class FaultStage : IAsyncDisposable
{
    /// <summary>Seconds of the wall clock per second: a loopback answers in milliseconds, what is waited for is our own patience.</summary>
    public const int Speed = 5;

    private const int Coins = 14;

    /// <summary>Longest that anything is waited for, in real time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(15);

    private static readonly SimulatedMarket Market = new(42, Coins);

    private static readonly Dictionary<string, IMarketTape> Tapes = new(StringComparer.Ordinal)
    {
        ["kraken"] = Market,
        ["krakenfutures"] = Market,
        ["okx"] = Market.Through(SimulatedVenue.Okx),
        ["okxderivatives"] = Market.Through(SimulatedVenue.Okx),
        ["coinbase"] = Market.Through(SimulatedVenue.Coinbase),
        ["binance"] = Market.Through(SimulatedVenue.Binance),
        ["bybit"] = Market.Through(SimulatedVenue.Bybit),
    };

    private readonly ConcurrentDictionary<string, long> _skewed = new(StringComparer.Ordinal);
    private readonly string _directory = Directory.CreateTempSubdirectory("cryptorun-faults").FullName;
    private readonly IHost _host;
    private readonly ScanRunner _runner;
    private readonly SemaphoreSlim _oneByOne = new(1);
    private FeedSnapshot? _snapshot;

    private FaultStage(DateTimeOffset start, Action<FaultSwitches>? before)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Market:Simulation:Coins", $"{Coins}"), new("Store:Directory", _directory)]).Build();
        var settings = Hurried(WorkerSettings.Read(configuration));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddCryptoRunOnce(settings, _directory);
        builder.Services.AddSingleton<TimeProvider>(new SpedWall(start, Speed));

        // Asked for when the venues have started and the feed is about to.
        if (before is not null)
        {
            builder.Services.AddSingleton(p =>
            {
                before(p.GetRequiredService<FaultSwitches>());
                return settings.Universe;
            });
        }

        _host = builder.Build();
        var services = _host.Services;
        _runner = new ScanRunner(
            new SnapshotSource(async (at, without, token) => _snapshot = await Feed.SnapshotAsync(at, without, token)),
            services.GetRequiredService<RegimeKeeper>(), services.GetRequiredService<IScanStore>(), services.GetRequiredService<LiveBoard>(), Clock, MarketSource.Simulated, settings.Scan);
    }

    public FaultSwitches Switches => _host.Services.GetRequiredService<FaultSwitches>();

    public MarketClock Clock => _host.Services.GetRequiredService<MarketClock>();

    public CandleFeed Feed { get; private set; } = null!;

    /// <summary>A market with a scan of it that lacks nothing.</summary>
    /// <param name="start">Market time.</param>
    /// <param name="before">Called when the venues have started and the feed has not.</param>
    public static async Task<FaultStage> StartAsync(DateTimeOffset? start = null, Action<FaultSwitches>? before = null)
    {
        var stage = new FaultStage(start ?? new DateTimeOffset(2025, 11, 6, 15, 10, 0, TimeSpan.Zero), before);
        await stage._host.StartAsync();
        stage.Feed = await stage._host.Services.GetRequiredService<MarketHost>().Feed.WaitAsync(Patience);
        await stage.Feed.OpenedAsync(CancellationToken.None).WaitAsync(Patience);
        return stage;
    }

    /// <summary>The market as a venue sees it when it behaves.</summary>
    public static IMarketTape Tape(string venue) => Tapes[venue];

    /// <summary>What a venue has done so far.</summary>
    public VenueTotals Totals(string venue) => Statuses()[venue].Report.Totals;

    /// <summary>Whether a venue's clock is wrong, or was a moment ago: a book that it stamped then is there until the next one comes.</summary>
    public bool IsSkewed(string venue)
    {
        if (Switches.Standing[venue].Contains(VenueFault.ClockSkew)) _skewed[venue] = TimeProvider.System.GetTimestamp();
        return _skewed.TryGetValue(venue, out var last) && TimeProvider.System.GetElapsedTime(last) < AMoment;
    }

    /// <summary>Scans now, through the runner of the program, and judges every number that a gate was shown.</summary>
    public async Task<SeenScan> ScanAsync()
    {
        await _oneByOne.WaitAsync();
        try
        {
            var seen = await ScanNowAsync();
            ScanTrust.Check(seen, this);
            return seen;
        }
        finally
        {
            _oneByOne.Release();
        }
    }

    /// <summary>Scans until one is as expected.</summary>
    public async Task<SeenScan> UntilAsync(Func<SeenScan, bool> isSo, string what)
    {
        SeenScan seen;
        var began = TimeProvider.System.GetTimestamp();
        do
        {
            if (isSo(seen = await ScanAsync())) return seen;
            await Task.Delay(50);
        }
        while (TimeProvider.System.GetElapsedTime(began) < Patience);
        throw new TimeoutException($"{what}: not within {Patience.TotalSeconds:0} s. {seen}");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _oneByOne.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<SeenScan> ScanNowAsync()
    {
        var at = JobSlot.WholeSecond(Clock.GetUtcNow());
        var report = new ScanReport("run", "scan", new StageTimes(), TimeProvider.System, static _ => { }, CancellationToken.None);
        var scan = await _runner.RunAsync(at, "run", "scan", report, CancellationToken.None);
        return new SeenScan(at, _snapshot!, scan.Result, report.Warnings, Statuses());
    }

    private Dictionary<string, VenueStatus> Statuses() => _host.Services.GetRequiredService<VenueStatuses>().Now().ToDictionary(static s => s.Report.Venue, StringComparer.Ordinal);

    /// <summary>The program's own settings with little patience, and bounds of health that a clock which runs fast does not break by itself.</summary>
    private static WorkerSettings Hurried(WorkerSettings settings) => settings with
    {
        Feed = settings.Feed with { RetryDelay = TimeSpan.FromSeconds(1), UniverseRefresh = TimeSpan.FromSeconds(15) },
        Venues = new VenueSettings([.. settings.Venues.All.Select(Hurried)]),
        VenueHealth = new VenueHealthOptions { GreenP99Milliseconds = 2800, RedP99Milliseconds = 2900, GreenHeartbeatSeconds = 7, RedHeartbeatSeconds = 8 },
    };

    private static RestEndpoints Hurried(RestEndpoints endpoints)
    {
        var hurried = endpoints with { ConnectTimeout = TimeSpan.FromSeconds(6), ReadTimeout = TimeSpan.FromSeconds(8), Attempts = 2, RetryDelay = TimeSpan.FromMilliseconds(100) };
        return hurried switch
        {
            StreamEndpoints stream => stream with
            {
                HeartbeatTimeout = TimeSpan.FromSeconds(8),
                PingEvery = stream.PingEvery is null ? null : TimeSpan.FromSeconds(3),
                ReconnectDelay = TimeSpan.FromMilliseconds(100),
                LongestReconnectDelay = TimeSpan.FromSeconds(2),
            },
            DerivativesEndpoints derivatives => derivatives with { Poll = TimeSpan.FromSeconds(2) },
            DefiLlamaEndpoints llama => llama with { Poll = TimeSpan.FromSeconds(5), ReservesEvery = TimeSpan.FromSeconds(20) },
            _ => hurried,
        };
    }
}
