using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker;

/// <summary>Where the venues are: the configured addresses, or those of the loopback once it has started.</summary>
/// <param name="settings">Options.</param>
internal sealed class VenueAddresses(WorkerSettings settings)
{
    /// <summary>Kraken.</summary>
    public KrakenEndpoints Kraken { get; private set; } = settings.Kraken;

    /// <summary>From now on the venues are our own: their addresses, and no limit but the largest that the options allow.</summary>
    public void Use(LoopbackVenues venues) => Kraken = Kraken with
    {
        RestBaseAddress = venues.KrakenRestBaseAddress,
        WebSocketAddress = venues.KrakenWebSocketAddress,
        RequestsPerSecond = 1000,
        Burst = 1000,
    };
}

/// <summary>Starts the market: resumes its time, brings a replay's history into the store, starts loopback venues and the feed. Stops them in the opposite order.</summary>
/// <param name="services">The feed is made only when the addresses are known.</param>
/// <param name="settings">Options.</param>
/// <param name="store">The opened store.</param>
/// <param name="clock">Market time.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="addresses">Addresses of the venues.</param>
/// <param name="board">Receives the progress of the backfill.</param>
/// <param name="loggers">Logs of the loopback venues.</param>
internal sealed class MarketHost(
    IServiceProvider services, WorkerSettings settings, SqliteStore store, MarketClock clock, TimeProvider wall, VenueAddresses addresses, LiveBoard board, ILoggerFactory loggers)
    : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private LoopbackVenues? _venues;
    private CandleFeed? _feed;
    private Task _watch = Task.CompletedTask;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Source != MarketSource.Live)
        {
            if (await store.LatestKnownAtAsync(cancellationToken) is { } latest) clock.AdvanceTo(latest);
            var recording = services.GetService<ReplayRecording>();
            if (recording is not null) await ImportAsync(recording, cancellationToken);
            _venues = await LoopbackVenues.StartAsync(settings.Market, clock, wall, recording, loggers, cancellationToken);
            addresses.Use(_venues);
        }

        _feed = services.GetRequiredService<CandleFeed>();
        await _feed.StartAsync(cancellationToken);
        _watch = WatchAsync(_feed);
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        if (_feed is not null) await _feed.StopAsync(cancellationToken);
        await _watch;
        if (_venues is not null) await _venues.DisposeAsync();
        _venues = null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_venues is not null) await _venues.DisposeAsync();
        _stopping.Dispose();
    }

    /// <summary>What closed before the replay begins is known from its beginning.</summary>
    private async Task ImportAsync(ReplayRecording recording, CancellationToken cancellationToken)
    {
        var candles = services.GetRequiredService<ICandleStore>();
        foreach (var symbol in recording.Symbols)
            await candles.WriteAsync(KrakenParser.Venue, symbol, CandleSeries.BarWidth, recording.History(symbol), recording.From, cancellationToken);
    }

    /// <summary>Shows the backfill as progress, since the first scan waits for it.</summary>
    private async Task WatchAsync(CandleFeed feed)
    {
        var began = wall.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), wall);
        try
        {
            while (!feed.Ready.IsCompleted)
            {
                Report(feed.Progress, null);
                await timer.WaitForNextTickAsync(_stopping.Token);
            }

            Report(feed.Progress, feed.Ready.IsCompletedSuccessfully ? "succeeded" : "cancelled");
        }
        catch (OperationCanceledException)
        {
            // The program ends before the market was ready.
        }

        void Report(FeedProgress progress, string? outcome) => board.Report(new ProgressEvent(
            "start-up", "market", ScanStage.Candles, progress.Done, progress.Total, null, wall.GetElapsedTime(began).TotalSeconds, null, outcome is not null, outcome, []));
    }
}
