using System.Collections.Concurrent;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Markets;

/// <summary>
/// What a derivatives venue says of the scanned coins: tickers every minute and after every full hour, histories where hours are missing. Rates and open interest go to the
/// store and to memory as one step of the ledger, like candles. Without an answer it stays at what it knows, and says so.
/// </summary>
/// <param name="client">The venue.</param>
/// <param name="store">Hourly points.</param>
/// <param name="market">Market time.</param>
/// <param name="wall">Wall time.</param>
/// <param name="poll">Wall time between two readings.</param>
/// <param name="logger">Log.</param>
internal sealed class DerivativesFeed(IDerivativesClient client, IDerivativesStore store, MarketClock market, TimeProvider wall, TimeSpan poll, ILogger<DerivativesFeed> logger)
{
    private const int Batch = 20;
    private static readonly TimeSpan AfterTheHour = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, KnownPerpetual> _listed = new(StringComparer.Ordinal);
    private readonly PerpetualRepair _repair = new(client);
    private volatile string? _failure;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isFed;
    private long _refused;

    /// <summary>Completes when the venue has answered, or failed to, for the first time.</summary>
    public Task Opened => _opened.Task;

    /// <summary>The venue.</summary>
    public IDerivativesClient Client => client;

    /// <summary>Time of the newest tickers.</summary>
    public DateTimeOffset Newest { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Tickers that were refused since start because their mark cannot be one of the coin.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>What is wrong at the moment, one sentence; null when nothing is.</summary>
    public string? Warning => _failure;

    /// <summary>A symbol's perpetuals at an instant: none when the venue lists none; null before the venue has said anything. Between two steps of the ledger.</summary>
    public IReadOnlyList<PerpetualFeed>? At(DateTimeOffset at, string symbol) =>
        !_isFed ? null : _listed.TryGetValue(symbol, out var perpetual) && perpetual.At(client.Venue, at) is { } feed ? [feed] : [];

    /// <summary>Reads the venue until it is cancelled.</summary>
    /// <param name="ledger">Makes store and memory one step.</param>
    /// <param name="symbols">Who is scanned, with their closes.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task RunAsync(CandleLedger ledger, FeedSymbols symbols, CancellationToken cancellationToken)
    {
        try
        {
            await LoadAsync(ledger, cancellationToken);
            while (true)
            {
                await ReadAsync(ledger, symbols, cancellationToken);
                _opened.TrySetResult();
                var now = market.GetUtcNow();
                var hour = ScanWindow.To(now) + CandleSeries.BarWidth;
                var next = now + (poll * market.Speed);
                await market.DelayUntilAsync(hour < next ? hour : next, cancellationToken);
                if (hour < next) await Task.Delay(AfterTheHour / market.Speed, wall, cancellationToken);
            }
        }
        finally
        {
            _opened.TrySetResult();
        }
    }

    private async Task LoadAsync(CandleLedger ledger, CancellationToken cancellationToken) => await ledger.StepAsync(
        async knownAt =>
        {
            var now = market.GetUtcNow();
            foreach (var (symbol, points) in await store.ReadAsync(client.Venue, DerivativesWindow.From(now), now, knownAt, CancellationToken.None)) _listed[symbol] = new KnownPerpetual(points);
        },
        cancellationToken);

    private async Task ReadAsync(CandleLedger ledger, FeedSymbols symbols, CancellationToken cancellationToken)
    {
        var answer = await client.GetTickersAsync(cancellationToken);
        if (answer.Value is not { } tickers)
        {
            _failure = $"{client.Venue}: funding and open interest are as of an earlier hour. {answer.Failure?.Message}";
            return;
        }

        var count = 0;
        List<VenueFailure> failures = [];
        List<PerpetualTicker> scanned = [.. tickers.Where(t => symbols.Find(t.Symbol) is not null)];
        var refused = Refuse(scanned, symbols);
        foreach (var batch in scanned.Except(refused).Chunk(Batch))
        {
            // At once: the venue's token bucket paces the calls.
            var now = market.GetUtcNow();
            var learnt = await Task.WhenAll(batch.Select(t => _repair.LearnAsync(t, _listed.GetValueOrDefault(t.Symbol), symbols.Find(t.Symbol)!, now, cancellationToken)));
            await ledger.StepAsync(knownAt => KeepAsync(batch, [.. learnt.Select(static l => l.Points)], knownAt), cancellationToken);
            count += learnt.Sum(static l => l.Points.Funding.Count + l.Points.OpenInterest.Count);
            failures.AddRange(learnt.Select(static l => l.Failure).OfType<VenueFailure>());
        }

        foreach (var gone in _listed.Keys.Except(tickers.Select(static t => t.Symbol), StringComparer.Ordinal)) _listed[gone].Delist();
        if (tickers.Count > 0) Newest = tickers[^1].Mark.Time;
        _isFed = true;
        _failure = refused.Count > 0 ? $"{client.Venue}: marks of {refused.Count} perpetuals are more than a factor of two from the coins' candles and are not used, {refused[0].Symbol} at {refused[0].Mark.Price}."
            : failures is [var first, ..] ? $"{client.Venue}: hours of funding or open interest are missing yet for {failures.Count} perpetuals. {first.Message}" : null;
        logger.DerivativesRead(client.Venue, tickers.Count, count);
    }

    /// <summary>Tickers whose mark has the point in the wrong place, or is another coin's: what is computed from it, open interest in USD, would be as wrong.</summary>
    private List<PerpetualTicker> Refuse(List<PerpetualTicker> tickers, FeedSymbols symbols)
    {
        var refused = tickers.FindAll(t => symbols.Find(t.Symbol)!.Refuses(t.Mark.Price));
        if (refused is [var first, ..] && Interlocked.Add(ref _refused, refused.Count) == refused.Count) logger.MarkRefused(client.Venue, first.Symbol, first.Mark.Price);
        return refused;
    }

    private async Task KeepAsync(IReadOnlyList<PerpetualTicker> tickers, IReadOnlyList<PerpetualPoints> learnt, DateTimeOffset knownAt)
    {
        await store.WriteAsync(client.Venue, learnt, knownAt, CancellationToken.None);
        foreach (var points in learnt) _listed.GetOrAdd(points.Symbol, static _ => new KnownPerpetual(null)).Add(points, DerivativesWindow.From(market.GetUtcNow()));
        foreach (var ticker in tickers) _listed[ticker.Symbol].Put(ticker.Mark);
    }
}
