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
    private readonly ConcurrentDictionary<string, Perpetual> _listed = new(StringComparer.Ordinal);
    private volatile string? _failure;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isFed;

    /// <summary>Completes when the venue has answered, or failed to, for the first time.</summary>
    public Task Opened => _opened.Task;

    /// <summary>The venue.</summary>
    public IDerivativesClient Client => client;

    /// <summary>Time of the newest tickers.</summary>
    public DateTimeOffset Newest { get; private set; } = DateTimeOffset.MinValue;

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
            foreach (var (symbol, points) in await store.ReadAsync(client.Venue, DerivativesWindow.From(now), now, knownAt, CancellationToken.None)) _listed[symbol] = new Perpetual(points);
        },
        cancellationToken);

    private async Task ReadAsync(CandleLedger ledger, FeedSymbols symbols, CancellationToken cancellationToken)
    {
        var answer = await client.GetTickersAsync(cancellationToken);
        _failure = answer.Failure is { } failure ? $"{client.Venue}: funding and open interest are as of an earlier hour. {failure.Message}" : null;
        if (answer.Value is not { } tickers) return;

        var count = 0;
        foreach (var batch in tickers.Where(t => symbols.Find(t.Symbol) is not null).Chunk(Batch))
        {
            // At once: the venue's token bucket paces the calls.
            var learnt = await Task.WhenAll(batch.Select(ticker => LearnAsync(ticker, symbols.Find(ticker.Symbol)!, cancellationToken)));
            await ledger.StepAsync(knownAt => KeepAsync(batch, learnt, knownAt), cancellationToken);
            count += learnt.Sum(static p => p.Funding.Count + p.OpenInterest.Count);
        }

        foreach (var gone in _listed.Keys.Except(tickers.Select(static t => t.Symbol), StringComparer.Ordinal)) _listed[gone].Delist();
        if (tickers.Count > 0) Newest = tickers[^1].Mark.Time;
        _isFed = true;
        logger.DerivativesRead(client.Venue, tickers.Count, count);
    }

    private async Task KeepAsync(IReadOnlyList<PerpetualTicker> tickers, IReadOnlyList<PerpetualPoints> learnt, DateTimeOffset knownAt)
    {
        await store.WriteAsync(client.Venue, learnt, knownAt, CancellationToken.None);
        foreach (var points in learnt) _listed.GetOrAdd(points.Symbol, static _ => new Perpetual(null)).Add(points, DerivativesWindow.From(market.GetUtcNow()));
        foreach (var ticker in tickers) _listed[ticker.Symbol].Put(ticker.Mark);
    }

    /// <summary>What is new of a perpetual: the ticker's own hour where the hour before is known, else the histories.</summary>
    private async Task<PerpetualPoints> LearnAsync(PerpetualTicker ticker, SymbolCandles candles, CancellationToken cancellationToken)
    {
        var known = _listed.GetValueOrDefault(ticker.Symbol);
        var hour = ScanWindow.To(ticker.Mark.Time);
        return new PerpetualPoints(
            ticker.Symbol,
            known?.LastFunding == hour ? [] : await FundingAsync(ticker, known?.LastFunding, hour, cancellationToken),
            known?.LastInterest == hour ? [] : await InterestAsync(ticker, candles, known?.LastInterest, hour, cancellationToken));
    }

    // The first reading of an hour stands for its beginning. Where the history before it cannot be had it is not taken either: after it nobody would ask for the gap again.
    private async Task<IReadOnlyList<FundingRate>> FundingAsync(PerpetualTicker ticker, DateTimeOffset? last, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        if (ticker.Funding is not { } rate) return [];
        if (last == hour - CandleSeries.BarWidth) return [rate];

        var history = (await client.GetFundingAsync(ticker.Symbol, last ?? DerivativesWindow.From(hour), cancellationToken)).Value;
        return history is null ? [] : [.. history.Where(f => f.Time < rate.Time), rate];
    }

    private async Task<IReadOnlyList<OpenInterest>> InterestAsync(
        PerpetualTicker ticker, SymbolCandles candles, DateTimeOffset? last, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var now = new OpenInterest(hour, Math.Round(ticker.Contracts.Count * ticker.Mark.Price, 2));
        if (last == hour - CandleSeries.BarWidth) return [now];

        var history = (await client.GetOpenInterestAsync(ticker.Symbol, last ?? DerivativesWindow.From(hour), cancellationToken)).Value;
        if (history is null) return [];

        List<OpenInterest> hours = [];
        foreach (var past in history)
        {
            if (past.Time < hour && CloseAt(candles, past.Time) is { } close) hours.Add(new OpenInterest(past.Time, Math.Round(past.Count * close, 2)));
        }

        return [.. hours, now];
    }

    /// <summary>The coin's price at a full hour of the past: the venue's history counts contracts alone.</summary>
    private static decimal? CloseAt(SymbolCandles candles, DateTimeOffset hour)
    {
        if (candles.Closed is not { } closed) return null;
        var bar = ((hour - closed.Start) / CandleSeries.BarWidth) - 1;
        return bar >= 0 && bar < closed.Count ? (decimal)closed.Close[(int)bar] : null;
    }

    /// <summary>One perpetual in memory. Written and read within steps of the ledger alone.</summary>
    private sealed class Perpetual(PerpetualPoints? stored)
    {
        private FundingRate[] _funding = [.. stored?.Funding ?? []];
        private OpenInterest[] _interest = [.. stored?.OpenInterest ?? []];
        private MarkPrice? _mark;
        private MarkPrice? _markBefore;
        private bool _isListed;

        public DateTimeOffset? LastFunding => _funding is [.., var last] ? last.Time : null;

        public DateTimeOffset? LastInterest => _interest is [.., var last] ? last.Time : null;

        public void Add(PerpetualPoints points, DateTimeOffset from)
        {
            // Arrays are replaced, never changed: a snapshot keeps the ones it was given.
            if (points.Funding.Count > 0) _funding = [.. _funding.Concat(points.Funding.Where(f => !(f.Time <= LastFunding))).Where(f => f.Time >= from)];
            if (points.OpenInterest.Count > 0) _interest = [.. _interest.Concat(points.OpenInterest.Where(o => !(o.Time <= LastInterest))).Where(o => o.Time >= from)];
        }

        public void Put(MarkPrice mark) => (_markBefore, _mark, _isListed) = (_mark, mark, true);

        public void Delist() => _isListed = false;

        public PerpetualFeed? At(string venue, DateTimeOffset at)
        {
            var from = DerivativesWindow.From(at);
            return _isListed
                ? new PerpetualFeed(venue, Array.FindAll(_funding, f => f.Time >= from && f.Time <= at), Array.FindAll(_interest, o => o.Time >= from && o.Time <= at), _mark?.Time <= at ? _mark : _markBefore)
                : null;
        }
    }
}
