using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Exchanges.DerivativesContract;

/// <summary>What the derivatives feed knows over every venue: all hours, whatever happened meanwhile, and in the store exactly what it was given out.</summary>
public abstract class PerpetualFeedContract
{
    private static readonly DateTimeOffset Start = new(2025, 11, 6, 6, 30, 0, TimeSpan.Zero);

    private protected abstract PerpetualVenue Venue { get; }

    [Fact]
    public async Task Start_EmptyStore_TheWindowIsThere()
    {
        await using var bench = new PerpetualFeedBench(Venue, Start);
        await bench.StartAsync();
        await bench.UntilAsync(() => bench.Feed.Opened.IsCompleted);

        bench.Feed.Warning.ShouldBeNull();
        bench.Listed.Count.ShouldBeGreaterThan(3);
        foreach (var symbol in bench.Listed) ShouldBeComplete(bench, symbol, (await bench.SealAsync(symbol)).Feed);
        bench.Feed.At(bench.Market.GetUtcNow(), "NOPE-USD").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(VenueFault.ServerError)]
    [InlineData(VenueFault.TooManyRequests)]
    [InlineData(VenueFault.LimitCode)]
    [InlineData(VenueFault.WrongJson)]
    public async Task Outage_OfElevenHours_TheHoursAreRepairedAndTheWarningGoes(object fault)
    {
        await using var bench = new PerpetualFeedBench(Venue, Start);
        await bench.StartAsync();
        await bench.UntilAsync(() => bench.Feed.Opened.IsCompleted);
        var before = (await bench.SealAsync("BTC-USD")).Feed;

        bench.Loopback.Faults.Switch((VenueFault)fault, on: true);
        bench.Time.Advance(TimeSpan.FromHours(11));
        await bench.UntilAsync(() => bench.Feed.Warning is not null);
        var meanwhile = (await bench.SealAsync("BTC-USD")).Feed;
        meanwhile.Funding.ShouldBe(before.Funding.Where(f => f.Time >= meanwhile.Funding[0].Time), "an outage adds nothing and loses nothing but what leaves the window");

        bench.Candles();
        bench.Loopback.Faults.Switch((VenueFault)fault, on: false);
        await bench.UntilAsync(() => bench.Feed.Warning is null);
        foreach (var symbol in bench.Listed) ShouldBeComplete(bench, symbol, (await bench.SealAsync(symbol)).Feed);
    }

    [Fact]
    public async Task Settlement_ClockPassesIt_TheRateComesAndTheStoreKnewItThenAlone()
    {
        await using var bench = new PerpetualFeedBench(Venue, Start.AddMinutes(80));
        await bench.StartAsync();
        await bench.UntilAsync(() => bench.Feed.Opened.IsCompleted);
        var (early, knownEarly) = await bench.SealAsync("BTC-USD");
        var settlement = Start.AddMinutes(90);
        early.Funding[^1].Time.ShouldBeLessThan(settlement);

        bench.Time.Advance(TimeSpan.FromMinutes(9.9));
        bench.Candles();
        await bench.UntilAsync(() => Newest(bench, "BTC-USD").Funding[^1].Time == settlement && Newest(bench, "BTC-USD").OpenInterest[^1].Time == settlement);
        (settlement - bench.Market.GetUtcNow()).ShouldBeLessThan(TimeSpan.FromMinutes(3));

        var (late, knownLate) = await bench.SealAsync("BTC-USD");
        ShouldBeComplete(bench, "BTC-USD", late);
        foreach (var (feed, knownAt) in ((PerpetualFeed, DateTimeOffset)[])[(early, knownEarly), (late, knownLate)])
        {
            var from = feed.Funding[0].Time < feed.OpenInterest[0].Time ? feed.Funding[0].Time : feed.OpenInterest[0].Time;
            var stored = (await bench.Store.ReadAsync(feed.Venue, from, settlement, knownAt, CancellationToken.None))["BTC-USD"];
            stored.Funding.ShouldBe(feed.Funding);
            stored.OpenInterest.ShouldBe(feed.OpenInterest);
        }
    }

    private static PerpetualFeed Newest(PerpetualFeedBench bench, string symbol) => bench.Feed.At(bench.Market.GetUtcNow(), symbol)![0];

    private void ShouldBeComplete(PerpetualFeedBench bench, string symbol, PerpetualFeed feed)
    {
        var now = bench.Market.GetUtcNow();
        List<(DateTimeOffset, decimal?)> settled = [];
        for (var hour = DerivativesWindow.From(now); hour <= now; hour = hour.AddHours(1))
        {
            if (Venue.Settlement(bench.Tape, symbol, hour) is { } rate) settled.Add((hour, rate));
        }

        feed.Funding.Select(f => (f.Time, (decimal?)f.Rate)).ShouldBe(settled, symbol);
        feed.OpenInterest[^1].Time.ShouldBe(ScanWindow.To(now), symbol);
        feed.OpenInterest.Count.ShouldBeGreaterThan(380, symbol);
        feed.OpenInterest.Skip(1).Zip(feed.OpenInterest).ShouldAllBe(p => p.First.Time - p.Second.Time == CandleSeries.BarWidth);
        feed.Mark!.Value.Price.ShouldBeGreaterThan(0);
        foreach (var reading in feed.OpenInterest)
        {
            // The first reading of an hour may come any minute of it, at another price than the hour's.
            var usd = bench.Tape.PerpetualHours(reading.Time, symbol, reading.Time)[0].Contracts * bench.Tape.PriceAt(reading.Time, symbol)!.Value.Last;
            reading.Usd.ShouldBeInRange(usd * 0.9m, usd * 1.1m, $"{symbol} {reading.Time:u}");
        }
    }
}
