using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Tests.Scanning;

/// <summary>A scan with events, sentiment and fund flows: what is stored of it gives the same hash and the same score again.</summary>
public sealed class EventsRoundTripTests : IDisposable
{
    private readonly ScanBench _bench = new();

    [Fact]
    public async Task Scan_WithEventsSentimentAndFlows_IsVerifiedFromWhatIsStored()
    {
        _bench.Feeds = Feeds;
        var scan = await RunAsync();

        scan.Result.Candidates.Count.ShouldBe(14);
        foreach (var candidate in scan.Result.Candidates)
            (await _bench.Verifier.VerifyAsync(candidate.Symbol, scan.Result.ScanId, CancellationToken.None))!.Problem.ShouldBeNull(candidate.Symbol);
        var stored = (await _bench.Scans.FindAsync(scan.Result.ScanId, CancellationToken.None))!.Inputs.ToDictionary(i => i.Symbol, i => i.Feeds!);
        stored["C03-USD"].Events.ShouldBe(Feeds("C03-USD").Events);
        stored["C03-USD"].Sentiment.ShouldBe(Feeds("C03-USD").Sentiment);
        stored["C03-USD"].EtfFlow.ShouldBe(Feeds("C03-USD").EtfFlow);
        (stored["C00-USD"].Events!.Count, stored["C00-USD"].Books, stored["C02-USD"].EtfFlow).ShouldBe((0, null, null));
        scan.Result.Candidates.ShouldContain(c => c.Boost > 0);
    }

    [Fact]
    public async Task Scan_WithOneEventMore_HasAnotherHash()
    {
        var without = (await RunAsync()).Result.InputHash;
        _bench.Feeds = symbol => SymbolFeeds.None with { Events = [] };
        var connected = (await RunAsync()).Result.InputHash;
        _bench.Feeds = Feeds;
        new[] { without, connected, (await RunAsync()).Result.InputHash }.Distinct().Count().ShouldBe(3);
    }

    public void Dispose() => _bench.Dispose();

    private static SymbolFeeds Feeds(string symbol)
    {
        var number = int.Parse(symbol.AsSpan(1, 2));
        List<CatalystEvent> events =
        [
            .. Enumerable.Range(0, number % 4).Select(i => new CatalystEvent(
                ScanBench.At.AddDays(3 + (i * 30)).AddTicks(i), ScanBench.At.AddDays(-i).AddTicks(-1234567), $"Unlock \"{i}\" =1+1; ünïcode ☂", (EventTier)(i % 3), "calendar")),
        ];
        return SymbolFeeds.None with
        {
            Events = events,
            Sentiment = number % 3 == 0 ? new SentimentReading(ScanBench.At.AddMinutes(-7 - number), (number - 7) / 9.0m, "sentiment") : null,
            EtfFlow = number % 2 == 1 ? new EtfFlow(ScanBench.At.AddHours(-9), 1_234_567_890.10m * (number - 5), "etf") : null,
        };
    }

    private async Task<StoredScan> RunAsync()
    {
        await _bench.FillAsync();
        return await _bench.Runner.RunAsync(ScanBench.At, "run1", "scan.hot", _bench.Report(CancellationToken.None), CancellationToken.None);
    }
}
