using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker;

/// <summary>
/// Starts the market behind the pages, which can be seen meanwhile: resumes its time, brings a replay's history into the store, starts loopback venues and then the
/// feed. Stops them in the opposite order.
/// </summary>
/// <param name="services">The feed is made only when the addresses are known.</param>
/// <param name="settings">Options.</param>
/// <param name="store">The opened store.</param>
/// <param name="clock">Market time.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="addresses">Addresses of the venues.</param>
/// <param name="board">Receives the progress of the backfill.</param>
/// <param name="lifetime">Ends the program when there is no market.</param>
/// <param name="loggers">Logs.</param>
internal sealed class MarketHost(
    IServiceProvider services,
    WorkerSettings settings,
    SqlStore store,
    MarketClock clock,
    TimeProvider wall,
    VenueAddresses addresses,
    LiveBoard board,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggers) : BackgroundService
{
    private readonly TaskCompletionSource<CandleFeed> _feed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoopbackVenues? _venues;

    /// <summary>The feed, once the venues have addresses.</summary>
    public Task<CandleFeed> Feed => _feed.Task;

    /// <summary>The loopback venues; null for a live market and before they have started.</summary>
    public LoopbackVenues? Venues => _venues;

    /// <summary>Whether the market could not be started; the program ends then.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Completes when the feed has its history and its stream.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken) => await (await Feed.WaitAsync(cancellationToken)).OpenedAsync(cancellationToken);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (Feed.IsCompletedSuccessfully) await (await Feed).StopAsync(cancellationToken);

        // A host may be stopped twice at once: by whoever asked and by its own end.
        if (Interlocked.Exchange(ref _venues, null) is { } venues) await venues.DisposeAsync();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (!settings.Node.Works) return;
        try
        {
            if (settings.Source != MarketSource.Live) await StartVenuesAsync(stoppingToken);
            var feed = services.GetRequiredService<CandleFeed>();
            await feed.StartAsync(stoppingToken);
            _feed.SetResult(feed);
            await WatchAsync(feed, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _feed.TrySetCanceled(stoppingToken);
        }
        catch (Exception e)
        {
            WorkerLog.MarketNotStarted(loggers.CreateLogger<MarketHost>(), settings.Source, e);
            HasFailed = true;
            _feed.TrySetCanceled(CancellationToken.None);
            lifetime.StopApplication();
        }
    }

    private async Task StartVenuesAsync(CancellationToken cancellationToken)
    {
        if (await store.LatestKnownAtAsync(cancellationToken) is { } latest) clock.AdvanceTo(latest);
        var recording = services.GetService<ReplayRecording>();
        if (recording is not null) await ImportAsync(recording, cancellationToken);
        _venues = await LoopbackVenues.StartAsync(settings.Market, clock, wall, recording, loggers, IsWanted, cancellationToken);
        addresses.Use(_venues);
    }

    private bool IsWanted(string name) => name == "events" || settings.Venues.All.Any(v => v.Enabled && v.Host == name);

    /// <summary>What closed before the replay begins is known from its beginning.</summary>
    private async Task ImportAsync(ReplayRecording recording, CancellationToken cancellationToken)
    {
        var candles = services.GetRequiredService<ICandleStore>();
        var symbols = recording.Symbols;
        for (var i = 0; i < symbols.Count; i++)
        {
            Report("replay", i, symbols.Count, symbols[i], null);
            await candles.WriteAsync(KrakenParser.Venue, symbols[i], CandleSeries.BarWidth, recording.History(symbols[i]), recording.From, cancellationToken);
        }
    }

    /// <summary>Shows the backfill as progress, since the first scan waits for it.</summary>
    private async Task WatchAsync(CandleFeed feed, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), wall);
        while (!feed.Ready.IsCompleted)
        {
            Report("backfill", feed.Progress.Done, feed.Progress.Total, null, null);
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        Report("backfill", feed.Progress.Done, feed.Progress.Total, null, feed.Ready.IsCompletedSuccessfully ? "succeeded" : "cancelled");
    }

    private void Report(string what, int done, int total, string? symbol, string? outcome) =>
        board.Report(new ProgressEvent(ProgressEvent.StartUp, what, ScanStage.Candles, done, total, symbol, 0, null, outcome is not null, outcome, []));
}
