using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Tests.Exchanges.Contract;

/// <summary>
/// What the adapter of every spot venue must do, shown over its loopback: it says what the tape says, digit by digit, and lives through every fault that a venue can be told to have.
/// REST here; its books, the stream, and the faults, in the other parts.
/// </summary>
public abstract partial class SpotVenueContract : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset Begin = new(2025, 11, 6, 15, 59, 30, TimeSpan.Zero);
    private static readonly string[] Pairs = ["BTC-USD", "DOGE-USD", "SOL-USD"];

    private SpotStage _stage = null!;

    /// <summary>The venue.</summary>
    private protected abstract SpotVenue Venue { get; }

    public async ValueTask InitializeAsync() => _stage = await SpotStage.StartAsync(Venue, Begin);

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instruments_Listed_AreCanonicalAgainstDollarsWithTheirState()
    {
        var instruments = (await _stage.Client.GetInstrumentsAsync(Cancel)).Value.ShouldNotBeNull();

        var listed = _stage.Tape.InstrumentsAt(_stage.Now).Where(i => i.Quote == "USD").ToList();
        instruments.Select(i => (i.Symbol, i.Base, i.Quote, i.Venue, i.IsOnline))
            .ShouldBe(listed.Select(i => (i.Symbol, i.Base, "USD", _stage.Loopback.Name, i.Status == "online")), ignoreOrder: true);
        Pairs.ShouldBeSubsetOf(instruments.Where(i => i.IsOnline).Select(i => i.Symbol));
    }

    [Fact]
    public async Task Quotes_Asked_AreTheTapesNotOfTheFutureAndNotCrossed()
    {
        var quotes = (await _stage.Client.GetQuotesAsync([.. Pairs, "NOPE-USD"], Cancel)).Value.ShouldNotBeNull();

        quotes.Select(q => q.Symbol).ShouldBe(Pairs, ignoreOrder: true);
        foreach (var quote in quotes)
        {
            var price = _stage.Tape.PriceAt(_stage.Now, quote.Symbol)!.Value;
            (quote.Last, quote.Bid, quote.Ask, quote.Venue).ShouldBe((price.Last, price.Bid, price.Ask, _stage.Loopback.Name));
            quote.Bid!.Value.ShouldBeLessThanOrEqualTo(quote.Ask!.Value);
            quote.ExchangeTime.ShouldBeInRange(price.Time, _stage.Now);
        }
    }

    [Fact]
    public async Task Candles_NoInstantNamed_AreTheTapesToTheDigitFormingLast()
    {
        var (candles, forming) = (await CandlesAsync("BTC-USD", null), _stage.Tape.FormingAt(_stage.Now, "BTC-USD")!.Value.Candle);

        candles.Count.ShouldBe(Venue.Candles);
        candles.ShouldBe([.. Closed("BTC-USD", Venue.Candles - 1), Venue.AsTold(forming)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(250)]
    public async Task Candles_SinceAnHour_BeginWithIt(int hours)
    {
        var since = new DateTimeOffset(2025, 11, 6, 15, 0, 0, TimeSpan.Zero).AddHours(-hours);

        var candles = await CandlesAsync("DOGE-USD", since);

        candles[0].OpenTime.ShouldBe(since);
        candles.SkipLast(1).ShouldBe(Closed("DOGE-USD", hours));
    }

    [Fact]
    public async Task Candles_SinceTheNextHour_AreNone() => (await CandlesAsync("BTC-USD", Begin.AddHours(1))).ShouldBeEmpty();

    [Fact]
    public async Task Candles_UnknownSymbol_SaySo()
    {
        var answer = await _stage.Client.GetCandlesAsync("NOPE-USD", Hour, null, Cancel);

        answer.Value.ShouldBeNull();
        answer.Failure.ShouldNotBeNull().Kind.ShouldBe(VenueFailureKind.UnknownSymbol);
        answer.Failure.Message.ShouldContain("NOPE-USD");
        _stage.Totals.Errors.ShouldBe(0);
    }

    [Fact]
    public async Task Trades_SinceAnInstant_AddUpToTheTapes()
    {
        var since = Begin.AddMinutes(-12);
        List<Trade> trades = [];
        while (true)
        {
            var answer = await _stage.Client.GetTradesAsync("SOL-USD", trades.Count == 0 ? since : trades[^1].Time, Cancel);
            if (answer.Failure is { Kind: VenueFailureKind.Refused }) Assert.Skip(answer.Failure.Message);
            List<Trade> more = [.. answer.Value.ShouldNotBeNull().Where(t => !trades.Contains(t))];
            if (more.Count == 0) break;
            trades.AddRange(more);
        }

        trades.Select(Venue.AsTold).ShouldBe(_stage.Tape.TradesAfter(since.AddTicks(-1), _stage.Now, "SOL-USD").Select(Venue.AsTold));
        trades.Count.ShouldBeGreaterThan(50);
        (await _stage.Client.GetTradesAsync("NOPE-USD", since, Cancel)).Failure!.Kind.ShouldBe(VenueFailureKind.UnknownSymbol);
    }

    private async Task<IReadOnlyList<Candle>> CandlesAsync(string symbol, DateTimeOffset? since)
    {
        var answer = await _stage.Client.GetCandlesAsync(symbol, Hour, since, Cancel);
        answer.Skipped.ShouldBe(0);
        return answer.Value.ShouldNotBeNull();
    }

    private IEnumerable<Candle> Closed(string symbol, int hours) =>
        _stage.Tape.CandlesAt(_stage.Now, symbol, Begin.AddHours(-hours - 1), Begin).Select(c => Venue.AsTold(c.Candle)).TakeLast(hours);
}
