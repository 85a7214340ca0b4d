using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Exchanges.DerivativesContract;

/// <summary>What every adapter of a derivatives venue does, shown against the venue's loopback. Market time stands still.</summary>
public abstract class PerpetualVenueContract : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 10, 20, 30, TimeSpan.Zero);
    private readonly ManualTime _venueTime = new();
    private readonly VenueMonitors _monitors = new(TimeProvider.System);
    private readonly MarketClock _clock = new(new ManualTime(At), null, 1);
    private SimulatedMarket _tape = null!;
    private LoopbackVenue _loopback = null!;
    private IDerivativesClient _client = null!;

    private protected abstract PerpetualVenue Venue { get; }

    private IReadOnlyList<string> Listed => [.. _tape.InstrumentsAt(At).Select(i => i.Symbol).Where(s => _tape.PerpetualAt(At, s) is not null)];

    /// <summary>A coin of which some venues' contracts are a thousand.</summary>
    private string Cheap => Listed.First(s => s is "PEPE-USD" or "BONK-USD" or "SHIB-USD");

    public async ValueTask InitializeAsync()
    {
        _tape = new SimulatedMarket(7, 40).Through(Venue.Seen);
        _loopback = Venue.Loopback(_tape, _clock, _venueTime);
        await _loopback.StartAsync();
        _client = Client(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await _loopback.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task GetTickers_All_AreTheTapesPerpetualsInSingleCoins()
    {
        var answer = await _client.GetTickersAsync(CancellationToken.None);

        var tickers = answer.Value.ShouldNotBeNull(answer.Failure?.Message);
        tickers.Select(t => t.Symbol).Order().ShouldBe(Listed.Order());
        tickers.Count.ShouldBeGreaterThan(15);
        foreach (var ticker in tickers)
        {
            var tape = _tape.PerpetualAt(At, ticker.Symbol)!.Value;
            ticker.Mark.Price.ShouldBe(tape.Mark, ticker.Symbol);
            ticker.Mark.Time.ShouldBeInRange(At.AddSeconds(-1), At);
            if (ticker.Contracts is { } open) (open.Count, open.Unit).ShouldBe((tape.Hour.Contracts, OpenInterestUnit.Coins), ticker.Symbol);

            var running = ticker.Funding.ShouldNotBeNull(ticker.Symbol);
            running.Begin.ShouldBeInRange(At.AddHours(-running.IntervalHours), At);
            (running.Begin.Hour % running.IntervalHours, running.Begin.Minute).ShouldBe((0, 0), ticker.Symbol);
            if (running.Known is { } known) known.ShouldBe(new FundingRate(running.Begin, Venue.Settlement(_tape, ticker.Symbol, running.Begin)!.Value, running.IntervalHours));
        }

        (answer.Skipped, _monitors.Of(_client.Venue).Report(new()).Anomalies.Count).ShouldBe((0, 0), "the loopback says nothing that the adapter cannot use");
        _monitors.Of(_client.Venue).Rhythm.ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task GetFunding_SixteenDays_IsEverySettlementOfTheTapeOldestFirst()
    {
        foreach (var symbol in (string[])["BTC-USD", Cheap, .. Listed.Where(s => FundingSettlements.IntervalHours(s) == 4).Take(2)])
        {
            var since = At.AddDays(-16);
            var answer = await _client.GetFundingAsync(symbol, since, CancellationToken.None);

            var expected = Hours(since).Select(h => (Time: h, Rate: Venue.Settlement(_tape, symbol, h))).Where(s => s.Rate is not null).ToList();
            var rates = answer.Value.ShouldNotBeNull(answer.Failure?.Message);

            // The hour that runs is in the ticker where its rate is fixed.
            var settled = rates.Count == expected.Count - 1 ? expected[..^1] : expected;
            rates.Select(r => (r.Time, (decimal?)r.Rate)).ShouldBe(settled, symbol);
            rates.Skip(1).Zip(rates).ShouldAllBe(p => p.First.Time - p.Second.Time == TimeSpan.FromHours(p.First.IntervalHours));
            rates[0].IntervalHours.ShouldBe(rates[1].IntervalHours);
            rates[^1].Time.ShouldBeLessThanOrEqualTo(At);
            answer.Skipped.ShouldBe(0);
        }
    }

    [Fact]
    public async Task GetOpenInterest_SixteenDays_IsTheTapesHoursOldestFirst()
    {
        foreach (var symbol in (string[])["BTC-USD", Cheap])
        {
            var since = ScanWindow.To(At).AddDays(-16);
            var closes = _tape.CandlesAt(At, symbol, since.AddHours(-1), At).ToDictionary(c => c.Candle.OpenTime.AddHours(1), c => c.Candle.Close);
            var answer = await _client.GetOpenInterestAsync(symbol, since, CancellationToken.None);

            var readings = answer.Value.ShouldNotBeNull(answer.Failure?.Message);
            readings.Skip(1).Zip(readings).ShouldAllBe(p => p.First.Time > p.Second.Time);
            readings[^1].Time.ShouldBeLessThanOrEqualTo(At);
            readings.Count(r => r.Time == ScanWindow.To(r.Time)).ShouldBeGreaterThanOrEqualTo(16 * 24 - 1);
            foreach (var reading in readings)
            {
                var coins = _tape.PerpetualHours(At, symbol, ScanWindow.To(reading.Time))[0].Contracts;
                reading.Count.ShouldBe(reading.Unit == OpenInterestUnit.Coins ? coins : coins * closes[reading.Time]);
            }
        }
    }

    [Fact]
    public async Task Histories_UnknownSymbol_AreAFailureThatSaysSo()
    {
        var funding = (await _client.GetFundingAsync("NOPE-USD", At.AddDays(-1), CancellationToken.None)).Failure.ShouldNotBeNull();
        var interest = (await _client.GetOpenInterestAsync("NOPE-USD", At.AddDays(-1), CancellationToken.None)).Failure.ShouldNotBeNull();

        funding.Kind.ShouldBe(VenueFailureKind.UnknownSymbol);
        interest.Kind.ShouldBeOneOf(VenueFailureKind.UnknownSymbol, VenueFailureKind.Refused);
        funding.Message.ShouldStartWith($"{_client.Venue} funding rates of NOPE-USD: ");
    }

    [Theory]
    [InlineData(VenueFault.TooManyRequests)]
    [InlineData(VenueFault.LimitCode)]
    [InlineData(VenueFault.ServerError)]
    public async Task Fault_Once_IsOvercomeByAskingAgain(object fault)
    {
        _loopback.Faults.FailNext((VenueFault)fault, calls: 2, TimeSpan.Zero);
        (await _client.GetTickersAsync(CancellationToken.None)).Value.ShouldNotBeNull();

        _loopback.Faults.FailNext((VenueFault)fault, calls: 2, TimeSpan.Zero);
        (await _client.GetFundingAsync("BTC-USD", At.AddDays(-1), CancellationToken.None)).Value.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(VenueFault.TooManyRequests, VenueFailureKind.RateLimited)]
    [InlineData(VenueFault.LimitCode, VenueFailureKind.RateLimited)]
    [InlineData(VenueFault.ServerError, VenueFailureKind.ServerError)]
    [InlineData(VenueFault.WrongJson, VenueFailureKind.Malformed)]
    [InlineData(VenueFault.Hang, VenueFailureKind.Unreachable)]
    public async Task Fault_Standing_IsAFailureOfItsKindAndPasses(object fault, object kind)
    {
        (await _client.GetTickersAsync(CancellationToken.None)).Value.ShouldNotBeNull();
        var impatient = Client((VenueFault)fault == VenueFault.Hang ? TimeSpan.FromSeconds(0.3) : TimeSpan.FromSeconds(30), attempts: 1);
        _loopback.Faults.Switch((VenueFault)fault, on: true);

        (await impatient.GetTickersAsync(CancellationToken.None)).Failure.ShouldNotBeNull().Kind.ShouldBe((VenueFailureKind)kind);
        _loopback.Faults.Switch((VenueFault)fault, on: false);
        (await Client(TimeSpan.FromSeconds(30)).GetTickersAsync(CancellationToken.None)).Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task Slow_AnAnswer_IsWaitedFor()
    {
        _loopback.Faults.FailNext(VenueFault.Slow);
        (await _client.GetTickersAsync(CancellationToken.None).WithTime(_venueTime)).Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task ClockSkew_OfTheVenue_PutsNothingIntoTheFuture()
    {
        _loopback.Faults.Switch(VenueFault.ClockSkew, on: true);

        var tickers = (await _client.GetTickersAsync(CancellationToken.None)).Value.ShouldNotBeNull();
        tickers.Max(t => t.Mark.Time).ShouldBeLessThanOrEqualTo(At);
        tickers.Max(t => t.Contracts?.Time ?? At).ShouldBeLessThanOrEqualTo(At);
        (await _client.GetFundingAsync("BTC-USD", At.AddDays(-2), CancellationToken.None)).Value.ShouldNotBeNull().ShouldAllBe(r => r.Time <= At);
        (await _client.GetOpenInterestAsync("BTC-USD", At.AddDays(-2), CancellationToken.None)).Value.ShouldNotBeNull().ShouldAllBe(r => r.Time <= At);
    }

    [Fact]
    public async Task GetTickers_Cancelled_Throws()
    {
        _loopback.Faults.Switch(VenueFault.Hang, on: true);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Should.ThrowAsync<OperationCanceledException>(() => _client.GetTickersAsync(cancel.Token));
    }

    private static IEnumerable<DateTimeOffset> Hours(DateTimeOffset since)
    {
        for (var hour = ScanWindow.To(since); hour <= At; hour = hour.AddHours(1))
        {
            if (hour >= since) yield return hour;
        }
    }

    private IDerivativesClient Client(TimeSpan readTimeout, int attempts = 3) =>
        Venue.Client(new PerpetualAddress(_loopback.RestBaseAddress, readTimeout, attempts), _clock, TimeProvider.System, _monitors);
}
