using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Simulation;

/// <summary>The real adapter against the loopback: what it understands is what the tape holds.</summary>
public sealed class LoopbackVenuesTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ManualTime _time = new(new DateTimeOffset(2025, 11, 6, 15, 30, 0, TimeSpan.Zero));

    [Fact]
    public async Task StartAsync_Live_IsRefused() =>
        (await Should.ThrowAsync<ArgumentException>(() => LoopbackVenues.StartAsync(new MarketOptions { Source = MarketSource.Live }, new MarketClock(_time, null, 1), _time)))
            .Message.ShouldStartWith("Market:Source is Live;");

    [Fact]
    public async Task Client_Simulated_ReadsTheTape()
    {
        var clock = new MarketClock(_time, null, 1);
        await using var venues = await LoopbackVenues.StartAsync(new MarketOptions { Simulation = new SimulationOptions { Coins = 12 } }, clock, _time, cancellationToken: TestContext.Current.CancellationToken);
        var (client, _) = Adapter(venues, clock);

        var instruments = (await client.GetInstrumentsAsync(TestContext.Current.CancellationToken)).Value.ShouldNotBeNull();
        var candles = (await client.GetCandlesAsync("DOGE-USD", Hour, null, TestContext.Current.CancellationToken)).Value.ShouldNotBeNull();
        var quotes = (await client.GetQuotesAsync(["BTC-USD", "DOGE-USD"], TestContext.Current.CancellationToken)).Value.ShouldNotBeNull();
        var unknown = await client.GetCandlesAsync("NOPE-USD", Hour, null, TestContext.Current.CancellationToken);

        var now = clock.GetUtcNow();
        instruments.Select(i => i.Symbol).ShouldBe(venues.Tape.InstrumentsAt(now).Where(i => i.Quote == "USD").Select(i => i.Symbol), ignoreOrder: true);
        instruments.Where(i => !i.IsOnline).Select(i => i.Symbol).ShouldBe(["LUNA-USD"]);
        candles.Count.ShouldBe(720);
        candles.SkipLast(1).ShouldBe(venues.Tape.CandlesAt(now, "DOGE-USD", now.AddDays(-31), now).TakeLast(719).Select(c => c.Candle));
        candles[^1].ShouldBe(venues.Tape.FormingAt(now, "DOGE-USD")!.Value.Candle);
        foreach (var quote in quotes)
        {
            var price = venues.Tape.PriceAt(now, quote.Symbol)!.Value;
            (quote.Last, quote.Bid, quote.Ask).ShouldBe((price.Last, price.Bid, price.Ask));
        }

        unknown.Failure!.Kind.ShouldBe(VenueFailureKind.UnknownSymbol);
    }

    [Fact(Timeout = 120_000)]
    public async Task Stream_Replay_DeliversEveryRecordedHourExactly()
    {
        var start = new DateTimeOffset(2025, 9, 13, 8, 0, 0, TimeSpan.Zero);
        Candle[] recorded = [.. Enumerable.Range(0, 30).Select(h => new Candle(start.AddHours(h), 0.0123741m, 0.0124976m, 0.0122445m, 0.0123421m + (h * 0.0000001m), 9_640_532_257m + h, 119_156_209.7297331m, 7))];
        var recording = new ReplayRecording(new Dictionary<string, IReadOnlyList<Candle>> { ["1000PEPE-USD"] = recorded, ["BTC-USD"] = recorded }, start, start.AddHours(30), start.AddHours(4));
        var clock = new MarketClock(_time, recording.From, 3600);
        await using var venues = await LoopbackVenues.StartAsync(new MarketOptions { Source = MarketSource.Replay }, clock, _time, recording, cancellationToken: TestContext.Current.CancellationToken);
        var (_, stream) = Adapter(venues, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        List<Candle> closed = [];
        List<Quote> quotes = [];

        await foreach (var marketEvent in stream.ReadAsync(["1000PEPE-USD", "BTC-USD"], StreamChannels.Quotes | StreamChannels.Candles | StreamChannels.Books, end.Token))
        {
            // The forming candles of a replay have no volume.
            if (marketEvent is CandleUpdate { Symbol: "1000PEPE-USD", Candle.Volume: > 0 } update && !closed.Contains(update.Candle)) closed.Add(update.Candle);
            if (marketEvent is QuoteUpdate { Quote.Symbol: "BTC-USD" } quote) quotes.Add(quote.Quote);
            if (closed.Count >= 20 && quotes.Exists(q => q.ExchangeTime >= start.AddHours(20))) break;

            // The next hour comes when this one has arrived.
            var known = closed.Count == 0 ? DateTimeOffset.MinValue : closed[^1].OpenTime + Hour;
            if (marketEvent is StreamConnected || known + Hour > clock.GetUtcNow()) _time.Advance(TimeSpan.FromSeconds(1));
        }

        closed.ShouldBe(recorded[..closed.Count]);
        quotes.ShouldAllBe(q => q.Bid == null && q.Ask == null && q.ExchangeTime.Minute == 0 && q.Last == recorded[(int)(q.ExchangeTime - start).TotalHours - 1].Close);
    }

    private (KrakenClient Client, KrakenStream Stream) Adapter(LoopbackVenues venues, MarketClock clock)
    {
        var endpoints = new KrakenEndpoints { RestBaseAddress = venues.Kraken.RestBaseAddress, WebSocketAddress = venues.Kraken.WebSocketAddress, RequestsPerSecond = 1000, Burst = 1000 };
        var symbols = new KrakenSymbols();
        return (
            new KrakenClient(endpoints.CreateHttp(), endpoints, symbols, clock, _time, new VenueMonitors(_time), NullLogger<KrakenClient>.Instance),
            new KrakenStream(endpoints, symbols, clock, _time, new VenueMonitors(_time), NullLogger<KrakenStream>.Instance));
    }
}
