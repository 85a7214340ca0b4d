using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Markets;

/// <summary>A feed over a venue and a store that tests control. Market time = wall time = manual.</summary>
internal sealed class FeedBench : IAsyncDisposable
{
    public const int LookBack = 100;

    public FeedBench(DateTimeOffset? now = null, Func<FeedBench, SideSources>? sources = null)
    {
        Wall = new ManualTime(now ?? Noon.AddMinutes(30));
        Market = new MarketClock(Wall, null, 1);
        Client = new FakeClient(Market);
        Feed = new CandleFeed(
            Client, Stream, Store, Quotes, Market, Wall, new UniverseLists(), new FeedOptions { RetryDelay = TimeSpan.FromSeconds(15) },
            new ScanOptions { LookBackHours = LookBack }, Books, new TradeTape(), sources?.Invoke(this) ?? SideSources.None, NullLogger<CandleFeed>.Instance);
    }

    public static DateTimeOffset Noon { get; } = new(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);

    public ManualTime Wall { get; }

    public MarketClock Market { get; }

    public FakeClient Client { get; }

    public FakeStream Stream { get; } = new();

    public MemoryCandleStore Store { get; } = new();

    public QuoteBook Quotes { get; } = new();

    public OrderBookKeeper Books { get; } = new();

    public CandleFeed Feed { get; }

    /// <summary>Ascending flat-ish candles of the hours [from, to).</summary>
    public static List<Candle> Hours(DateTimeOffset from, DateTimeOffset to)
    {
        List<Candle> candles = [];
        for (var t = from; t < to; t += CandleSeries.BarWidth) candles.Add(Candle(t));
        return candles;
    }

    public static Candle Candle(DateTimeOffset open, decimal close = 0, decimal volume = 10) =>
        new(open, 100, 200, 50, close == 0 ? 100 + (open.Hour * 0.5m) : close, volume, volume * 100, 5);

    /// <summary>Waits for something that other threads are about to do.</summary>
    public static async Task Until(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        for (var i = 0; i < 5000; i++)
        {
            if (condition()) return;
            await Task.Delay(1);
        }

        throw new TimeoutException($"Never came true: {what}");
    }

    /// <summary>Starts, backfills and connects.</summary>
    public async Task StartAsync(bool connect = true)
    {
        await Feed.StartAsync(CancellationToken.None);
        await Feed.Ready.WaitAsync(TimeSpan.FromSeconds(10));
        if (connect) await ConnectAsync(1);
    }

    public async Task ConnectAsync(int number)
    {
        await Stream.SendAsync(new StreamConnected(Market.GetUtcNow(), number));
    }

    public Task CandleAsync(string symbol, Candle candle) => Stream.SendAsync(new CandleUpdate(Market.GetUtcNow(), symbol, CandleSeries.BarWidth, candle));

    public Task<FeedSnapshot> SnapshotAsync(params string[] without) => Feed.SnapshotAsync(Market.GetUtcNow(), without, CancellationToken.None);

    /// <summary>The series that a recomputation reads from the store.</summary>
    public async Task<CandleSeries> FromStoreAsync(FeedSnapshot snapshot, DateTimeOffset at, string symbol) => CandleSeries.FromHourly(
        symbol,
        snapshot.Venue,
        await Store.ReadAsync(snapshot.Venue, symbol, CandleSeries.BarWidth, ScanWindow.From(at, LookBack), ScanWindow.To(at), snapshot.KnownAt, CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await Feed.StopAsync(CancellationToken.None);
        Feed.Dispose();
    }
}

/// <summary>REST that answers from lists.</summary>
internal sealed class FakeClient(MarketClock market) : IMarketDataClient
{
    public string Venue { get; init; } = "kraken";

    public List<Instrument> Instruments { get; } = [];

    public ConcurrentDictionary<string, List<Candle>> Candles { get; } = new();

    public ConcurrentQueue<(string Symbol, DateTimeOffset? Since)> CandleCalls { get; } = new();

    public VenueFailure? Failure { get; set; }

    /// <summary>The answer to a call for a book, by symbol.</summary>
    public Func<string, VenueResult<ExchangeNativeBook>> Book { get; set; } =
        static symbol => new VenueResult<ExchangeNativeBook>(null, new VenueFailure(VenueFailureKind.Unreachable, $"kraken book of {symbol}: no answer within 10 s."));

    public int BookCalls { get; private set; }

    /// <summary>Called before an answer, for what happens meanwhile.</summary>
    public Func<string, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    public void List(string symbol, IEnumerable<Candle> candles, bool online = true)
    {
        Instruments.Add(new Instrument(symbol, Venue, symbol.Split('-')[0], "USD", online, online ? "online" : "cancel_only"));
        Candles[symbol] = [.. candles];
    }

    public Task<VenueResult<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Failure is { } f ? new VenueResult<IReadOnlyList<Instrument>>(null, f) : new VenueResult<IReadOnlyList<Instrument>>([.. Instruments], null));

    public Task<VenueResult<IReadOnlyList<Quote>>> GetQuotesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken) =>
        Task.FromResult(Failure is { } f
            ? new VenueResult<IReadOnlyList<Quote>>(null, f)
            : new VenueResult<IReadOnlyList<Quote>>([.. symbols.Select(s => new Quote(market.GetUtcNow(), s, Venue, 123, null, null))], null));

    public async Task<VenueResult<IReadOnlyList<Candle>>> GetCandlesAsync(string symbol, TimeSpan interval, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        CandleCalls.Enqueue((symbol, since));
        await Meanwhile(symbol).WaitAsync(cancellationToken);
        if (Failure is { } f) return new VenueResult<IReadOnlyList<Candle>>(null, f);
        return new VenueResult<IReadOnlyList<Candle>>([.. Candles[symbol].Where(c => since is null || c.OpenTime >= since)], null);
    }

    public Task<VenueResult<ExchangeNativeBook>> GetBookAsync(string symbol, CancellationToken cancellationToken)
    {
        BookCalls++;
        return Task.FromResult(Book(symbol));
    }
}

/// <summary>A stream that says what a test says. <see cref="SendAsync"/> returns when the feed has taken the event.</summary>
internal sealed class FakeStream : IMarketDataStream
{
    private readonly Channel<(MarketEvent Event, TaskCompletionSource Taken)> _events = Channel.CreateUnbounded<(MarketEvent, TaskCompletionSource)>();

    public string Venue { get; init; } = "kraken";

    public bool HasBooks { get; init; }

    public ConcurrentQueue<IReadOnlyList<string>> Subscriptions { get; } = new();

    public Task SendAsync(MarketEvent marketEvent)
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _events.Writer.TryWrite((marketEvent, taken));
        return taken.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    public async IAsyncEnumerable<MarketEvent> ReadAsync(IReadOnlyList<string> symbols, StreamChannels channels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Subscriptions.Enqueue(symbols);
        await foreach (var (marketEvent, taken) in _events.Reader.ReadAllAsync(cancellationToken))
        {
            yield return marketEvent;
            taken.SetResult();
        }
    }
}

/// <summary>Candles in memory, every version with its known_at.</summary>
internal sealed class MemoryCandleStore : ICandleStore
{
    private readonly Lock _gate = new();
    private readonly List<(string Symbol, Candle Candle, DateTimeOffset KnownAt)> _rows = [];

    public Exception? FailNextWrite { get; set; }

    public IReadOnlyList<DateTimeOffset> KnownAts
    {
        get
        {
            lock (_gate) return [.. _rows.Select(r => r.KnownAt).Distinct()];
        }
    }

    public Task<CandleIngest> WriteAsync(string venue, string symbol, TimeSpan interval, IReadOnlyList<Candle> candles, DateTimeOffset knownAt, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (FailNextWrite is { } failure)
            {
                FailNextWrite = null;
                throw failure;
            }

            var (added, equal, corrected) = (0, 0, 0);
            foreach (var candle in candles)
            {
                var versions = _rows.Where(r => r.Symbol == symbol && r.Candle.OpenTime == candle.OpenTime).ToList();
                if (versions.Count == 0) added++;
                else if (versions.MaxBy(v => v.KnownAt).Candle == candle) equal++;
                else corrected++;
                if (versions.Count == 0 || versions.MaxBy(v => v.KnownAt).Candle != candle) _rows.Add((symbol, candle, knownAt));
            }

            return Task.FromResult(new CandleIngest(added, equal, corrected));
        }
    }

    public Task<IReadOnlyList<Candle>> ReadAsync(
        string venue, string symbol, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Candle>>(
            [
                .. _rows.Where(r => r.Symbol == symbol && r.KnownAt <= asOf && r.Candle.OpenTime >= from && r.Candle.OpenTime < to)
                    .GroupBy(r => r.Candle.OpenTime).OrderBy(g => g.Key).Select(g => g.MaxBy(r => r.KnownAt).Candle),
            ]);
        }
    }

    public Task<IReadOnlyList<string>> SymbolsAsync(string venue, TimeSpan interval, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<string>>([.. _rows.Select(r => r.Symbol).Distinct().Order(StringComparer.Ordinal)]);
    }
}
