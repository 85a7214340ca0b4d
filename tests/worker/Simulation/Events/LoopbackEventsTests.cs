using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Events;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.Events;
using CryptoRun.Worker.Tests.Exchanges;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Simulation.Events;

/// <summary>The real feeds against the loopback host.</summary>
public sealed class LoopbackEventsTests : IAsyncDisposable
{
    private static readonly SimulatedMarket Tape = new(42, 20);
    private readonly ManualTime _wall = new(new DateTimeOffset(2025, 11, 6, 15, 20, 30, TimeSpan.Zero));
    private readonly MarketClock _clock;
    private LoopbackEvents? _host;
    private EventFeeds? _feeds;

    public LoopbackEventsTests() => _clock = new MarketClock(_wall, null, 1);

    private DateTimeOffset Now => _clock.GetUtcNow();

    [Fact]
    public async Task With_Simulated_IsWhatTheTapeAnnounced()
    {
        await StartAsync();
        await ReadAsync();

        _feeds!.Warnings.ShouldBeEmpty();
        var announced = new TapeEvents(Tape).At(Now).ToLookup(e => e.Symbol);
        announced.Count.ShouldBeGreaterThan(8);
        foreach (var symbol in Tape.InstrumentsAt(Now).Where(i => i.Quote == "USD").Select(i => i.Symbol))
        {
            var feeds = _feeds.With(SymbolFeeds.None, Now, symbol);
            feeds.Events!.Select(e => (e.Time, e.KnownAt, e.Title, e.Tier)).ShouldBe(announced[symbol].OrderBy(e => e.Time).Select(e => (e.Time, e.KnownAt, e.Title, e.Tier)));
            (feeds.EtfFlow is not null).ShouldBe(symbol is "BTC-USD" or "ETH-USD" or "SOL-USD");
        }

        var bitcoin = _feeds.With(SymbolFeeds.None, Now, "BTC-USD");
        bitcoin.Sentiment!.Time.ShouldBe(new DateTimeOffset(2025, 11, 6, 15, 0, 0, TimeSpan.Zero));
        bitcoin.EtfFlow!.Time.ShouldBe(new DateTimeOffset(2025, 11, 6, 4, 0, 0, TimeSpan.Zero));
        _feeds.With(SymbolFeeds.None, Now.AddDays(-1), "BTC-USD").ShouldBe(SymbolFeeds.None);
    }

    [Theory]
    [InlineData(VenueFault.TooManyRequests)]
    [InlineData(VenueFault.LimitCode)]
    [InlineData(VenueFault.ServerError)]
    [InlineData(VenueFault.WrongJson)]
    [InlineData(VenueFault.Hang)]
    public async Task With_RestFault_StaysAtWhatIsKnownSaysSoAndHeals(object fault)
    {
        await StartAsync();
        await ReadAsync();
        var (known, at) = (_feeds!.With(SymbolFeeds.None, Now, "ETH-USD"), Now);

        _host!.Faults.Switch((VenueFault)fault, on: true);
        await UntilAsync(() => _feeds.Warnings.Count() == 3);
        _feeds.Warnings.ShouldAllBe(w => w.Contains("what was read before stays in force"));
        _feeds.EventsAt(Now, "ETH-USD").ShouldBe(known.Events);

        _host.Faults.Clear();
        await UntilAsync(() => !_feeds.Warnings.Any());
        _feeds.With(SymbolFeeds.None, at, "ETH-USD").Sentiment.ShouldBe(known.Sentiment);
        _feeds.EventsAt(at, "ETH-USD").ShouldBe(known.Events);
    }

    [Fact]
    public void At_AsTimePasses_RevealsNothingEarlierAndChangesNothing()
    {
        var (events, seen) = (new TapeEvents(Tape), new Dictionary<string, TapeEvent>());
        for (var at = Now; at < Now.AddDays(60); at = at.AddHours(13))
        {
            var shown = events.At(at);
            shown.ShouldAllBe(e => e.KnownAt <= at);
            foreach (var occasion in shown)
            {
                if (!seen.TryAdd(occasion.Id, occasion)) seen[occasion.Id].ShouldBe(occasion);
            }
        }

        new TapeEvents(new SimulatedMarket(42, 20)).At(Now).ShouldBe(new TapeEvents(Tape).At(Now));
        new TapeEvents(new SimulatedMarket(43, 20)).At(Now).ShouldNotBe(new TapeEvents(Tape).At(Now));
    }

    [Fact]
    public void At_ManyMonths_SomeOccasionsMoveTheMarketAndSomeLeadNowhere()
    {
        var events = new TapeEvents(Tape);
        Dictionary<string, TapeEvent> all = [];
        for (var at = Now.AddDays(-300); at < Now; at = at.AddDays(2))
        {
            foreach (var occasion in events.At(at)) all[occasion.Id] = occasion;
        }

        var past = all.Values.Where(e => e.Time < Now).ToList();
        var busy = past.Count(e =>
        {
            var day = Tape.CandlesAt(Now, e.Symbol, e.Time.AddDays(-7), e.Time).Average(c => c.Candle.Volume);
            return Tape.CandlesAt(Now, e.Symbol, e.Time.AddHours(-1), e.Time.AddHours(2)).Max(c => c.Candle.Volume) > 4 * day;
        });
        past.Count.ShouldBeGreaterThan(100);
        ((double)busy / past.Count).ShouldBeInRange(0.15, 0.7);
        TestContext.Current.TestOutputHelper?.WriteLine($"{past.Count} occasions in 300 days of {Tape.InstrumentsAt(Now).Count} pairs, {busy} with a busy hour");
    }

    [Fact]
    public async Task With_AReplay_IsNoFeedAtAll()
    {
        await StartAsync(new ReplayMarket(new Dictionary<string, IReadOnlyList<Candle>> { ["BTC-USD"] = [new Candle(new DateTimeOffset(2025, 11, 6, 13, 0, 0, TimeSpan.Zero), 1, 1, 1, 1, 1)] }));
        await UntilAsync(() => _feeds!.Warnings.Count() == 3);
        _feeds!.With(SymbolFeeds.None, Now, "BTC-USD").ShouldBe(SymbolFeeds.None);
    }

    public async ValueTask DisposeAsync()
    {
        _feeds?.Dispose();
        if (_host is not null) await _host.DisposeAsync();
    }

    private async Task StartAsync(IMarketTape? tape = null)
    {
        _host = new LoopbackEvents(tape ?? Tape, _clock, _wall);
        await _host.StartAsync(TestContext.Current.CancellationToken);
        string At(string name) => new Uri(_host.RestBaseAddress, name).ToString();
        _feeds = new EventFeeds(
            new EventsOptions { Source = At("events.json"), Poll = TimeSpan.FromSeconds(30) }, new SentimentOptions { Source = At("sentiment.json"), Poll = TimeSpan.FromSeconds(30) },
            new EtfFlowOptions { Source = At("etf-flow.json"), Poll = TimeSpan.FromSeconds(30) }, _clock, _wall, NullLogger<EventFeeds>.Instance);
        _ = _feeds.RunAsync(TestContext.Current.CancellationToken);
    }

    private Task ReadAsync() => UntilAsync(() => _feeds!.With(SymbolFeeds.None, Now, "BTC-USD") is { Events: not null, Sentiment: not null, EtfFlow: not null });

    private async Task UntilAsync(Func<bool> condition)
    {
        async Task<bool> WaitAsync()
        {
            while (!condition()) await Task.Delay(1, TestContext.Current.CancellationToken);
            return true;
        }

        await WaitAsync().WithTime(_wall, TimeSpan.FromMilliseconds(50));
    }
}
