using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Configuring;
using CryptoRun.Worker.Events;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CryptoRun.Worker;

/// <summary>All options, read from the configuration and checked once at start-up.</summary>
/// <param name="Market">Section <c>Market</c>.</param>
/// <param name="Feed">Section <c>Market:Feed</c>.</param>
/// <param name="Universe">Section <c>Market:Universe</c>.</param>
/// <param name="Venues">Sections <c>Venues:*</c>.</param>
/// <param name="Events">Section <c>Events</c>.</param>
/// <param name="Sentiment">Section <c>Sentiment</c>.</param>
/// <param name="EtfFlow">Section <c>EtfFlow</c>.</param>
/// <param name="VenueHealth">Section <c>VenueHealth</c>.</param>
/// <param name="Store">Section <c>Store</c>.</param>
/// <param name="Jobs">Section <c>Jobs</c>.</param>
/// <param name="Scan">Section <c>Scan</c>.</param>
/// <param name="Regime">Section <c>Regime</c>.</param>
/// <param name="Cache">Section <c>Cache</c>.</param>
/// <param name="Alerts">Section <c>Alerts</c>.</param>
public sealed record WorkerSettings(
    MarketOptions Market,
    FeedOptions Feed,
    UniverseLists Universe,
    VenueSettings Venues,
    EventsOptions Events,
    SentimentOptions Sentiment,
    EtfFlowOptions EtfFlow,
    VenueHealthOptions VenueHealth,
    StoreOptions Store,
    JobsOptions Jobs,
    ScanOptions Scan,
    RegimeOptions Regime,
    CacheOptions Cache,
    AlertsOptions Alerts)
{
    /// <summary>Section <c>Premove</c>.</summary>
    public PremoveOptions Premove { get; init; } = new();

    /// <summary>Section <c>Node</c>.</summary>
    public NodeOptions Node { get; init; } = new();

    /// <summary>Source of every number.</summary>
    public MarketSource Source => Market.Source;

    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="OptionsValidationException">Anything wrong: one line each with key, value and what is allowed.</exception>
    public static WorkerSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = new WorkerSettings(
            reader.Read<MarketOptions>("Market"),
            reader.Read<FeedOptions>(FeedOptions.Section),
            reader.Read<UniverseLists>(UniverseLists.Section),
            VenueSettings.Read(reader),
            reader.Read<EventsOptions>(EventsOptions.Section),
            reader.Read<SentimentOptions>(SentimentOptions.Section),
            reader.Read<EtfFlowOptions>(EtfFlowOptions.Section),
            reader.Read<VenueHealthOptions>("VenueHealth"),
            reader.Read<StoreOptions>("Store"),
            reader.Read<JobsOptions>("Jobs"),
            reader.Read<ScanOptions>("Scan"),
            reader.Read<RegimeOptions>("Regime"),
            reader.Read<CacheOptions>(CacheOptions.Section),
            reader.Read<AlertsOptions>(AlertsOptions.Section))
        { Premove = reader.Read<PremoveOptions>("Premove"), Node = reader.Read<NodeOptions>("Node") };
        reader.Check(settings.Feed.Problems());
        reader.Check(settings.Venues.All.SelectMany(static v => v.Problems()));
        reader.Check([.. settings.Events.Problems(), .. settings.Sentiment.Problems(), .. settings.EtfFlow.Problems()]);
        reader.Check(settings.VenueHealth.Validate());
        reader.Check(settings.Cache.Problems());
        reader.Check(settings.Alerts.Problems());
        reader.Check(settings.Store.Problems());
        reader.Check(settings.Node.Problems(settings.Store, settings.Cache, settings.Market));
        reader.Check(settings.Jobs.Validate());
        reader.Check(() => settings.Scan.Validate());
        reader.Check(settings.Regime.Validate());
        reader.Check(() => settings.Premove.Validate());
        reader.Instant("Market:Replay:From");
        reader.Instant("Market:Replay:To");
        if (settings.Source == MarketSource.Replay) reader.Check(ReplayProblems(settings.Market.Replay));
        return reader.Problems.Count == 0 ? settings : throw new OptionsValidationException("CryptoRun", typeof(WorkerSettings), reader.Problems);
    }

    /// <summary>Reads the options of a stand-alone worker: <c>appsettings.json</c> beside the program and in the working directory, environment, command line; later ones win.</summary>
    /// <param name="arguments"><c>Section:Key=value</c>.</param>
    public static WorkerSettings Load(IReadOnlyList<string> arguments) => Read(Configuration(arguments));

    /// <summary>The configuration of a stand-alone worker.</summary>
    public static IConfigurationRoot Configuration(IReadOnlyList<string> arguments) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .Add(new ArgumentsSource(arguments))
        .Build();

    private static IEnumerable<string> ReplayProblems(ReplayOptions replay)
    {
        if (replay.Candles.Length == 0) yield return "Market:Replay:Candles is empty; a replay needs a folder of SYMBOL.csv or SYMBOL.csv.gz.";
        else if (!Directory.Exists(replay.Candles)) yield return $"Market:Replay:Candles is \"{replay.Candles}\"; there is no such folder.";
        if (replay.From is { } from && replay.To is { } to && from >= to) yield return $"Market:Replay:To is {to:u}; it must be later than Market:Replay:From, {from:u}.";
    }
}
