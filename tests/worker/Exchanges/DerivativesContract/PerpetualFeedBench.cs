using System.Runtime.CompilerServices;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Tests.Storage;
using CryptoRun.Worker.Tests.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.DerivativesContract;

/// <summary>A derivatives feed over a loopback venue and a database. Market time is the test's own, and so is the time in which the adapter waits.</summary>
internal sealed class PerpetualFeedBench : IAsyncDisposable
{
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(60);
    private static readonly string[] Symbols = ["BTC-USD", "ETH-USD", "SOL-USD", "DOGE-USD", "BONK-USD"];

    private readonly SqliteTestDatabase _database = new();
    private readonly IOpenedStores _stores;
    private readonly ManualTime _network = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly FeedSymbols _symbols = new("kraken", new Universe(new UniverseLists()));
    private readonly PerpetualVenue _venue;
    private Task _run = Task.CompletedTask;

    public PerpetualFeedBench(PerpetualVenue venue, DateTimeOffset start)
    {
        (_venue, Time, _stores) = (venue, new ManualTime(start), _database.Open());
        Market = new MarketClock(Time, null, 1);
        Tape = new SimulatedMarket(7, 40).Through(venue.Seen);
        Loopback = venue.Loopback(Tape, Market, TimeProvider.System);
        Ledger = new CandleLedger("kraken", _stores.Candles, Market, lookBackHours: 400);
        _symbols.Take(Symbols.Select(s => new Instrument(s, "kraken", s.Split('-')[0], "USD", true, "online")));
    }

    public ManualTime Time { get; }

    public MarketClock Market { get; }

    public SimulatedMarket Tape { get; }

    public LoopbackVenue Loopback { get; }

    public CandleLedger Ledger { get; }

    public IDerivativesStore Store => _stores.Derivatives;

    public DerivativesFeed Feed { get; private set; } = null!;

    public IReadOnlyList<string> Listed => [.. Symbols.Where(s => Tape.PerpetualAt(Market.GetUtcNow(), s) is not null)];

    public async Task StartAsync()
    {
        await Loopback.StartAsync();
        Candles();
        var client = _venue.Client(new PerpetualAddress(Loopback.RestBaseAddress, TimeSpan.FromMinutes(2)), Market, _network, new VenueMonitors(_network));
        Feed = new DerivativesFeed(client, Store, Market, Time, Poll, NullLogger<DerivativesFeed>.Instance);
        _run = Feed.RunAsync(Ledger, _symbols, _stop.Token);
    }

    /// <summary>Closes of all hours that are over: what the candle feed does beside.</summary>
    public void Candles()
    {
        var now = Market.GetUtcNow();
        foreach (var symbol in _symbols.All) symbol.Load([.. Tape.CandlesAt(now, symbol.Symbol, now.AddDays(-20), now).Select(c => c.Candle)]);
    }

    /// <summary>Market time runs by seconds until something is so.</summary>
    public async Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        for (var i = 0; i < 3000; i++)
        {
            if (condition()) return;
            Time.Advance(TimeSpan.FromSeconds(1));
            _network.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(4);
        }

        throw new TimeoutException($"Never came true: {what}. {Feed.Warning}");
    }

    /// <summary>A perpetual as a scan of now sees it, with the instant of knowledge.</summary>
    public async Task<(PerpetualFeed Feed, DateTimeOffset KnownAt)> SealAsync(string symbol)
    {
        var (feed, knownAt) = await Ledger.SealAsync(() => Feed.At(Market.GetUtcNow(), symbol), CancellationToken.None);
        return (feed.ShouldNotBeNull().ShouldHaveSingleItem(), knownAt);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Loopback.DisposeAsync();
        Ledger.Dispose();
        _stores.Dispose();
        _database.Dispose();
        _stop.Dispose();
    }
}
