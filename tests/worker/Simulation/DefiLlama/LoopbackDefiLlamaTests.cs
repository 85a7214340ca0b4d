using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.DefiLlama;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.DefiLlama;
using CryptoRun.Worker.Tests.Exchanges;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Simulation.DefiLlama;

/// <summary>The real adapter against the loopback aggregator.</summary>
public sealed class LoopbackDefiLlamaTests : IAsyncDisposable
{
    private static readonly SimulatedMarket Tape = new(42, 12);
    private readonly ManualTime _wall = new(new DateTimeOffset(2025, 11, 6, 15, 20, 30, TimeSpan.Zero));
    private readonly MarketClock _clock;
    private readonly VenueMonitors _monitors;
    private LoopbackDefiLlama? _venue;
    private HttpClient? _http;
    private DefiLlamaClient? _client;

    public LoopbackDefiLlamaTests() => (_clock, _monitors) = (new MarketClock(_wall, null, 1), new VenueMonitors(_wall));

    private DateTimeOffset Now => _clock.GetUtcNow();

    [Fact]
    public async Task ReadAsync_Simulated_GivesTheDetectorItsInputs()
    {
        var feed = await StartAsync();
        await ReadAsync(feed);

        feed.Warning.ShouldBeNull();
        var coins = Tape.InstrumentsAt(Now).Where(i => i is { Quote: "USD", Status: TapeInstrument.Online } && i.Base != "WBTC").ToList();
        foreach (var coin in coins)
        {
            var signals = feed.SignalsAt(Now, coin.Symbol);
            signals.ReservesChange7d!.Value.ShouldBeInRange(-0.6, 0.9, coin.Symbol);
            signals.ReservesChange7d.Stamp.ExchangeTime.ShouldBe(new DateTimeOffset(2025, 11, 6, 15, 0, 0, TimeSpan.Zero));
            signals.WithdrawalsUsd24h!.Value.ShouldBeGreaterThanOrEqualTo(0);
            feed.ReservesAt(Now, coin.Symbol).Count.ShouldBe(5);
        }

        feed.StablecoinsAt(Now)!.Sum(s => s.Usd).ShouldBeInRange(1e11m, 1e12m);
        feed.StablecoinDaysAt(Now)!.Count.ShouldBe(63);
        feed.ChainsAt(Now)!.Select(c => c.Symbol).ShouldContain("ETH-USD");
        feed.ProtocolsAt(Now)!.Count(p => p.Category == "CEX").ShouldBe(5);
        feed.ExchangeChainsAt(Now)!.Select(c => c.Protocol).Distinct().Count().ShouldBe(5);
        _monitors.Of("defillama").Report(new()).Anomalies.ShouldBeEmpty();
    }

    [Fact]
    public void Amount_CoinRunsUp_Falls()
    {
        var reserves = new TapeReserves(Tape);
        List<(double Move, double Change)> weeks = [];
        foreach (var coin in Tape.InstrumentsAt(Now).Where(i => i is { Quote: "USD", Status: TapeInstrument.Online }))
        {
            for (var week = 1; week < 30; week++)
            {
                var (from, to) = (SimulatedMarket.Epoch.AddDays(60 + (week * 14)), SimulatedMarket.Epoch.AddDays(67 + (week * 14)));
                weeks.Add((
                    (double)(reserves.PriceAt(to, coin.Symbol)! / reserves.PriceAt(from, coin.Symbol)!)!.Value - 1,
                    (double)(reserves.Amount("okx", 0.2, coin.Symbol, to)! / reserves.Amount("okx", 0.2, coin.Symbol, from)!)!.Value - 1));
            }
        }

        weeks.Where(w => w.Move > 0.1).Average(w => w.Change).ShouldBeLessThan(-0.02);
        weeks.Where(w => w.Move < -0.1).Average(w => w.Change).ShouldBeGreaterThan(0.02);
    }

    [Fact]
    public void Amount_AskedAgainOrOfAnotherCopy_IsTheSameAndOfTheInstantAlone()
    {
        var (at, first, second) = (Now, new TapeReserves(Tape), new TapeReserves(new SimulatedMarket(42, 12)));
        _ = second.Amount("okx", 0.2, "ETH-USD", at.AddDays(30));
        first.Amount("okx", 0.2, "ETH-USD", at).ShouldBe(second.Amount("okx", 0.2, "ETH-USD", at));
        first.Amount("okx", 0.2, "ETH-USD", at).ShouldNotBe(new TapeReserves(new SimulatedMarket(43, 12)).Amount("okx", 0.2, "ETH-USD", at));
    }

    [Theory]
    [InlineData(VenueFault.TooManyRequests)]
    [InlineData(VenueFault.LimitCode)]
    [InlineData(VenueFault.ServerError)]
    [InlineData(VenueFault.WrongJson)]
    [InlineData(VenueFault.Slow)]
    [InlineData(VenueFault.Hang)]
    public async Task ReadAsync_RestFault_StaysAtWhatIsKnownSaysSoAndHeals(object fault)
    {
        var feed = await StartAsync();
        await ReadAsync(feed);
        var (known, at) = (feed.SignalsAt(Now, "ETH-USD"), Now);

        _venue!.Faults.Switch((VenueFault)fault, on: true);
        _wall.Advance(TimeSpan.FromMinutes(61));
        await ReadAsync(feed);
        var isLate = (VenueFault)fault != VenueFault.Slow;
        (feed.Warning is not null).ShouldBe(isLate);
        feed.SignalsAt(at, "ETH-USD").ShouldBe(known);
        if (isLate) feed.SignalsAt(Now, "ETH-USD").ReservesChange7d!.Stamp.ShouldBe(known.ReservesChange7d!.Stamp);

        _venue.Faults.Clear();
        _wall.Advance(TimeSpan.FromMinutes(10));
        await ReadAsync(feed);
        feed.Warning.ShouldBeNull();
        feed.SignalsAt(Now, "ETH-USD").ReservesChange7d!.Stamp.ExchangeTime.ShouldBeGreaterThan(known.ReservesChange7d!.Stamp.ExchangeTime);
        feed.SignalsAt(at, "ETH-USD").ShouldBe(known);
    }

    [Fact]
    public async Task ReadAsync_AggregatorDownForHours_BecomesUnknownNotWrong()
    {
        var feed = await StartAsync();
        await ReadAsync(feed);
        _wall.Advance(TimeSpan.FromHours(5));
        feed.SignalsAt(Now, "ETH-USD").ShouldBe(ReserveSignals.None);
    }

    [Fact]
    public async Task Answers_OfAReplay_AreEmpty()
    {
        var start = new DateTimeOffset(2025, 11, 6, 0, 0, 0, TimeSpan.Zero);
        var candles = Enumerable.Range(0, 20).Select(h => new Candle(start.AddHours(h), 1, 1, 1, 1, 1)).ToList();
        var feed = await StartAsync(new ReplayMarket(new Dictionary<string, IReadOnlyList<Candle>> { ["BTC-USD"] = candles }));
        await ReadAsync(feed);
        (feed.Warning, feed.ProtocolsAt(Now)!.Count, feed.StablecoinsAt(Now)!.Count).ShouldBe((null, 0, 0));
        feed.SignalsAt(Now, "BTC-USD").ShouldBe(ReserveSignals.None);
        (await _client!.GetHoldingsAsync("okx", start, TestContext.Current.CancellationToken).WithTime(_wall)).Failure!.Kind.ShouldBe(VenueFailureKind.Refused);
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_venue is not null) await _venue.DisposeAsync();
    }

    private async Task<ReservesFeed> StartAsync(IMarketTape? tape = null)
    {
        _venue = new LoopbackDefiLlama(tape ?? Tape, _clock, _wall);
        await _venue.StartAsync(TestContext.Current.CancellationToken);
        var endpoints = new DefiLlamaEndpoints { RestBaseAddress = _venue.RestBaseAddress, StablecoinsBaseAddress = _venue.RestBaseAddress, RequestsPerSecond = 500, Burst = 100, ReadTimeout = TimeSpan.FromSeconds(20), Attempts = 2 };
        _client = new DefiLlamaClient(_http = endpoints.CreateHttp(), endpoints, _clock, _wall, _monitors, NullLogger<DefiLlamaClient>.Instance);
        return new ReservesFeed(_client, endpoints, _clock, NullLogger<ReservesFeed>.Instance);
    }

    private async Task ReadAsync(ReservesFeed feed)
    {
        await ReadOnceAsync(feed).WithTime(_wall, TimeSpan.FromMilliseconds(20));
        _wall.Advance(TimeSpan.FromSeconds(1));
    }

    private static async Task<bool> ReadOnceAsync(ReservesFeed feed)
    {
        await feed.ReadAsync(TestContext.Current.CancellationToken);
        return true;
    }
}
