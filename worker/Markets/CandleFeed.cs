using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Markets;

/// <summary>
/// Keeps every scanned symbol's closed hourly candles: instruments, then the store, then REST for what is missing, then the stream. A venue that fails is retried for ever and
/// never stops a scan: a snapshot gives what is there and says what is not.
/// </summary>
/// <param name="client">The venue's REST.</param>
/// <param name="stream">The venue's stream.</param>
/// <param name="store">Candles.</param>
/// <param name="quotes">Quotes.</param>
/// <param name="market">Market time: what is closed, what is known.</param>
/// <param name="wall">Wall time: waiting for networks.</param>
/// <param name="universe">Who is scanned.</param>
/// <param name="options">Options.</param>
/// <param name="scan">For the look-back.</param>
/// <param name="logger">Log.</param>
/// <param name="trades">Receives trades.</param>
/// <param name="books">Order books of all venues.</param>
/// <param name="sources">What is read beside the venue.</param>
internal sealed class CandleFeed(
    IMarketDataClient client,
    IMarketDataStream stream,
    ICandleStore store,
    QuoteBook quotes,
    MarketClock market,
    TimeProvider wall,
    UniverseLists universe,
    FeedOptions options,
    ScanOptions scan,
    OrderBookKeeper books,
    TradeTape trades,
    SideSources sources,
    ILogger<CandleFeed> logger) : BackgroundService
{
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromMinutes(5);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FeedSymbols _symbols = new(client.Venue, new Universe(universe));
    private readonly CandleLedger _ledger = new(client.Venue, store, market, scan.LookBackHours);
    private readonly FeedLink _link = new();
    private readonly Pulse _universeChanged = new();
    private Parts? _parts;
    private volatile FeedProgress _progress = new(0, 0);
    private volatile string? _universeFailure;

    /// <summary>Completes when every symbol has been backfilled, or tried.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Who is scanned, with the candles in memory.</summary>
    public FeedSymbols Symbols => _symbols;

    /// <summary>The order books.</summary>
    public OrderBookKeeper Books => books;

    /// <summary>State of the stream.</summary>
    public FeedLink Link => _link;

    /// <summary>What is read beside the venue.</summary>
    public SideSources Sources => sources;

    /// <summary>The venue's REST.</summary>
    public IMarketDataClient Client => client;

    /// <summary>Progress of the backfill.</summary>
    public FeedProgress Progress => _progress;

    private Parts Work => LazyInitializer.EnsureInitialized(ref _parts, () => new Parts(
        new CandleRepair(client, _ledger, market, options.Concurrency, logger),
        new StreamIntake(client.Venue, _symbols, _ledger, quotes, books, trades, _link, market, options.CloseGrace, logger),
        new FeedSnapshots(client.Venue, _symbols, _ledger, quotes, books, sources, _link, wall, options.SnapshotWait, scan.LookBackHours),
        new GapSearch(client.Venue, _symbols, _ledger, store, wall, scan.LookBackHours)));

    /// <summary>What is known, for a scan at <paramref name="at"/>. Waits at most <see cref="FeedOptions.SnapshotWait"/> for candles that are due.</summary>
    /// <param name="at">Scan instant, market time, not in the future.</param>
    /// <param name="without">Venues beside the scanned one that are not looked at, as if they were not configured.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<FeedSnapshot> SnapshotAsync(DateTimeOffset at, IReadOnlyCollection<string> without, CancellationToken cancellationToken)
    {
        List<string> known = [];
        if (!Ready.IsCompleted) known.Add($"{client.Venue}: the backfill is at {_progress.Done} of {_progress.Total} symbols.");
        if (_universeFailure is { } failure) known.Add($"{client.Venue}: the list of instruments is an old one. {failure}");
        var snapshot = await Work.Snapshots.TakeAsync(at, Work.Repair.VenueAnswers, known, without, cancellationToken);
        logger.SnapshotTaken(at, snapshot.Symbols.Count, snapshot.Tier, snapshot.Warnings.Count);
        return snapshot;
    }

    /// <summary>Looks for missing hours of every scanned symbol in the store and asks the venue for them.</summary>
    public Task<FoundGaps> BackfillAsync(DateTimeOffset at, CancellationToken cancellationToken) => Work.Gaps.FillAsync(at, Work.Intake.RepairWanted, cancellationToken);

    /// <summary>Completes when a scan finds a market: the backfill is done and the stream has opened, or has had its time to.</summary>
    public async Task OpenedAsync(CancellationToken cancellationToken)
    {
        await Ready.WaitAsync(cancellationToken);
        await Work.Snapshots.OpenAsync(stream.HasBooks, cancellationToken);
        await Pulse.WaitAsync(Task.WhenAll(sources.Derivatives.Select(static d => d.Opened).Append(sources.Events?.Opened ?? Task.CompletedTask)), options.SnapshotWait, wall, cancellationToken);

        // Scans are of whole seconds; one of this second may be older than what has just come.
        var newest = sources.Derivatives.Select(static d => d.Newest).Append(books.Newest).Max();
        var into = newest.UtcTicks % TimeSpan.TicksPerSecond;
        if (into > 0) await market.ReachAsync(newest.AddTicks(TimeSpan.TicksPerSecond - into), cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _ledger.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A replay does not run on before its history is there.
            using (market.Speed > 1 ? market.Hold(market.GetUtcNow()) : null)
                await LoopAsync("backfill", BackfillAsync, once: true, stoppingToken);

            await Task.WhenAll(
                LoopAsync("stream", StreamAsync, once: false, stoppingToken),
                LoopAsync("hours", HoursAsync, once: false, stoppingToken),
                LoopAsync("repair", RepairAsync, once: false, stoppingToken),
                LoopAsync("universe", RefreshAsync, once: false, stoppingToken),
                Task.WhenAll(sources.Spot.Select(venue => LoopAsync(venue.Venue, token => venue.RunAsync(_symbols, () => _universeChanged.Next, token), once: false, stoppingToken))),
                sources.Events is { } events ? LoopAsync("events", events.RunAsync, once: false, stoppingToken) : Task.CompletedTask,
                sources.Reserves is { } reserves ? LoopAsync("reserves", reserves.RunAsync, once: false, stoppingToken) : Task.CompletedTask,
                Task.WhenAll(sources.Derivatives.Select(venue => LoopAsync(venue.Client.Venue, token => venue.RunAsync(_ledger, _symbols, token), once: false, stoppingToken))));
        }
        finally
        {
            _ready.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task LoopAsync(string name, Func<CancellationToken, Task> body, bool once, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await body(cancellationToken);
                if (once) return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LoopFailed(e, client.Venue, name, options.RetryDelay.TotalSeconds);
                await Task.Delay(options.RetryDelay, wall, cancellationToken);
            }
        }
    }

    private async Task BackfillAsync(CancellationToken cancellationToken)
    {
        await ReadUniverseAsync(cancellationToken);
        await RepairOnceAsync(cancellationToken);
    }

    /// <summary>Repairs what is wanted; the first time over all symbols, that is the backfill. Returns how many symbols failed.</summary>
    private async Task<int> RepairOnceAsync(CancellationToken cancellationToken)
    {
        if (Ready.IsCompleted) return await Work.Repair.RunAsync(_symbols.Active, static _ => { }, cancellationToken);

        var (done, total) = (0, _symbols.Scanned.Count);
        _progress = new FeedProgress(0, total);
        var failed = await Work.Repair.RunAsync(_symbols.Active, _ => _progress = new FeedProgress(Interlocked.Increment(ref done), total), cancellationToken);
        _progress = new FeedProgress(total, total);

        // Without a venue and without a store there is nothing that could be ready.
        if (total == 0) return failed;
        logger.BackfillDone(client.Venue, total, failed);
        _link.Opening();
        _ready.TrySetResult();
        return failed;
    }

    /// <summary>Reads instruments; falls back on the store's symbols when none were ever read. Returns whether other symbols are scanned than before.</summary>
    private async Task<bool> ReadUniverseAsync(CancellationToken cancellationToken)
    {
        var answer = await client.GetInstrumentsAsync(cancellationToken);
        _universeFailure = answer.Failure?.Message;
        Work.Repair.Asked(answer.Failure);
        if (answer.Value is { } instruments)
        {
            var changed = _symbols.Take(instruments);
            logger.UniverseRead(client.Venue, _symbols.Scanned.Count, _symbols.Excluded.Count);
            return changed;
        }

        if (_symbols.Scanned.Count > 0) return false;

        var stored = await store.SymbolsAsync(client.Venue, CandleSeries.BarWidth, cancellationToken);
        logger.UniverseFromStore(_universeFailure ?? "", stored.Count);
        return _symbols.Take(stored.Select(s => new Instrument(s, client.Venue, s.Split('-')[0], s.Split('-')[^1], IsOnline: true, "unknown")));
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var delay = options.RetryDelay;
        while (true)
        {
            await Task.Delay(_universeFailure is null ? options.UniverseRefresh : delay, wall, cancellationToken);
            var changed = await ReadUniverseAsync(cancellationToken);
            delay = _universeFailure is null ? options.RetryDelay : Longer(delay);
            if (!changed) continue;

            Work.Intake.RepairWanted.Beat();
            _universeChanged.Beat();
        }
    }

    private async Task StreamAsync(CancellationToken cancellationToken)
    {
        var changed = _universeChanged.Next;
        using var session = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = _symbols.Scanned.Count == 0 ? Task.Delay(Timeout.Infinite, session.Token) : TakeAllAsync(_symbols.Scanned, session.Token);
        var first = await Task.WhenAny(reading, changed);
        await session.CancelAsync();
        try
        {
            await reading;
        }
        catch (OperationCanceledException) when (first == changed && !cancellationToken.IsCancellationRequested)
        {
            _link.Down(new StreamLost(market.GetUtcNow(), "other symbols are subscribed."));
        }
    }

    private async Task TakeAllAsync(IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var marketEvent in stream.ReadAsync(wanted, StreamChannels.Quotes | StreamChannels.Candles | StreamChannels.Books | StreamChannels.Trades, cancellationToken)) await Work.Intake.TakeAsync(marketEvent, cancellationToken);
            throw new InvalidOperationException($"The stream of {client.Venue} has ended, which it never does by itself.");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _link.Down(new StreamLost(market.GetUtcNow(), e.Message));
            throw;
        }
    }

    private async Task HoursAsync(CancellationToken cancellationToken)
    {
        var hour = ScanWindow.To(market.GetUtcNow());
        while (true)
        {
            var passed = ScanWindow.To(market.GetUtcNow());
            hour = passed > hour ? passed : hour + CandleSeries.BarWidth;
            await market.DelayUntilAsync(hour, cancellationToken);
            await Task.Delay(options.CloseGrace, wall, cancellationToken);
            await Work.Intake.HourOverAsync(hour, cancellationToken);
            if (_link.IsConnected) continue;

            var answer = await client.GetQuotesAsync(_symbols.Scanned, cancellationToken);
            Work.Repair.Asked(answer.Failure);
            foreach (var quote in answer.Value ?? []) Work.Intake.Take(quote, quote.ExchangeTime);
        }
    }

    private async Task RepairAsync(CancellationToken cancellationToken)
    {
        var delay = options.RetryDelay;
        while (true)
        {
            var wanted = Work.Intake.RepairWanted.Next;
            var failed = await RepairOnceAsync(cancellationToken);
            delay = failed == 0 ? options.RetryDelay : Longer(delay);
            if (failed == 0) await wanted.WaitAsync(cancellationToken);
            else await Pulse.WaitAsync(wanted, delay, wall, cancellationToken);
        }
    }

    private static TimeSpan Longer(TimeSpan delay) => delay * 2 < LongestRetryDelay ? delay * 2 : LongestRetryDelay;

    /// <summary>The feed's parts; apart because they need each other.</summary>
    private sealed record Parts(CandleRepair Repair, StreamIntake Intake, FeedSnapshots Snapshots, GapSearch Gaps);
}
