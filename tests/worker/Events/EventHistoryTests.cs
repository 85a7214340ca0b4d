using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Events;
using static CryptoRun.Worker.Tests.Events.DocumentBench<CryptoRun.Domain.Markets.CatalystEvent>;

namespace CryptoRun.Worker.Tests.Events;

/// <summary>What was known when.</summary>
public class EventHistoryTests
{
    private const string Csv = "id,symbol,time,title,tier,known_at,status\n";
    private const string Row = "e,BTC,2026-12-01T14:00:00Z,Fork,minor,,\n";
    private readonly DocumentBench<CatalystEvent> _bench = DocumentBench.Events();

    [Fact]
    public async Task KnownAt_WithoutAWordOfTheDocument_IsWhenItWasFirstRead()
    {
        await _bench.ReadAsync(Csv + Row);
        await _bench.ReadAsync(Csv + "f,BTC,2026-12-02T14:00:00Z,Other,info,,\n" + Row);
        _bench.Now()!.Select(e => (e.Title, e.KnownAt)).ShouldBe([("Fork", Start.AddMilliseconds(1)), ("Other", Start.AddMinutes(1).AddMilliseconds(1))]);
    }

    [Fact]
    public async Task KnownAt_OfTheDocument_IsTakenFromThePast()
    {
        await _bench.ReadAsync(Csv + "e,BTC,2026-12-01T14:00:00Z,Fork,minor,2026-11-01T00:00:00Z,\n");
        _bench.Now().ShouldHaveSingleItem().KnownAt.ShouldBe(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        _bench.Feed.At(Start.AddMinutes(-1), "BTC-USD").ShouldBeNull();
    }

    [Fact]
    public async Task KnownAt_OfTheDocumentInTheFuture_HidesTheEventUntilThen()
    {
        await _bench.ReadAsync(Csv + "e,BTC,2026-12-01T14:00:00Z,Fork,minor,2026-11-22T12:30:00Z,\n");
        _bench.Now()!.ShouldBeEmpty();
        _bench.Wall.Advance(TimeSpan.FromMinutes(30));
        _bench.Now().ShouldHaveSingleItem().KnownAt.ShouldBe(Start.AddMinutes(30));
    }

    [Fact]
    public async Task Corrections_AndWithdrawals_KeepWhatWasKnownBefore()
    {
        await _bench.ReadAsync(Csv + Row);
        await _bench.ReadAsync(Csv + "e,BTC,2026-12-05T14:00:00Z,Fork,major,,\n");
        await _bench.ReadAsync(Csv);
        await _bench.ReadAsync(Csv + Row);
        await _bench.ReadAsync(Csv + "e,ETH,2026-12-01T14:00:00Z,Fork,minor,,\n");
        await _bench.ReadAsync(Csv + "e,ETH,2026-12-01T14:00:00Z,Fork,minor,,withdrawn\n");

        Enumerable.Range(1, 6).Select(m => string.Join(',', _bench.Feed.At(Start.AddMinutes(m), "BTC-USD")!.Select(e => $"{e.Time.Day} {e.Tier}"))).ShouldBe(["1 Minor", "5 Major", "", "1 Minor", "", ""]);
        Enumerable.Range(1, 6).Select(m => _bench.Feed.At(Start.AddMinutes(m), "ETH-USD")!.Count).ShouldBe([0, 0, 0, 0, 1, 0]);
    }

    [Fact]
    public async Task Absence_OfWhatHasHappenedOrOfABrokenRow_IsNoWithdrawal()
    {
        await _bench.ReadAsync(Csv + Row + "past,BTC,2026-11-22T11:00:00Z,Listed,major,,\nbroken,BTC,2026-12-03T14:00:00Z,Vote,info,,\nlost,BTC,2026-12-04T14:00:00Z,Call,info,,\n");
        await _bench.ReadAsync(Csv + Row + "broken,BTC,2026-12-03T14:00:00,Vote,info,,\n");
        _bench.Now()!.Select(e => e.Title).ShouldBe(["Listed", "Fork", "Vote"]);

        // A row without even an id may be any one's.
        await _bench.ReadAsync(Csv + ",BTC,,,,,\n" + "new,BTC,2026-12-09T14:00:00Z,New,info,,\n");
        _bench.Now()!.Select(e => e.Title).ShouldBe(["Listed", "Fork", "Vote", "New"]);
    }

    [Fact]
    public async Task At_LaterDocumentsArrive_NeverChanges()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var (random, bench) = (new Random(seed), DocumentBench.Events());
            List<(DateTimeOffset At, string Said)> answers = [];
            for (var i = 0; i < 25; i++)
            {
                await bench.ReadAsync(random.Next(6) == 0 ? "broken" : Document(random));
                answers.Add((bench.Market.GetUtcNow(), Said(bench, bench.Market.GetUtcNow())));
                bench.Wall.Advance(TimeSpan.FromMinutes(random.Next(0, 90)));
            }

            foreach (var (at, said) in answers) Said(bench, at).ShouldBe(said, $"seed {seed}");
            answers.Select(a => a.Said).Distinct().Count().ShouldBeGreaterThan(5);
        }
    }

    [Fact]
    public async Task At_MonthsOfDocuments_ForgetsWhatIsLongPast()
    {
        for (var day = 0; day < 90; day++)
        {
            await _bench.ReadAsync(Csv + $"e{day},BTC,{Start.AddDays(day + 1):yyyy-MM-ddTHH:mm:ssZ},Daily,info,,\n");
            _bench.Wall.Advance(TimeSpan.FromDays(1));
        }

        _bench.Now()!.Count.ShouldBeInRange(29, 33);
    }

    [Fact]
    public async Task Newest_OfSentimentAndFlows_IsByTheirOwnTimeAndCorrectable()
    {
        var sentiment = new DocumentBench<SentimentReading>(DocumentKinds.Sentiment);
        await sentiment.ReadAsync("""[{"symbol":"BTC","time":"2026-11-22T10:00:00Z","value":0.25},{"symbol":"BTC","time":"2026-11-22T11:00:00Z","value":"-1e-1","source":"mood"},{"symbol":"BTC","time":"2026-11-22T09:00:00Z","value":1.5},{"symbol":"BTC","time":"2026-11-22T09:00:00Z","value":1e400}]""");
        await sentiment.ReadAsync("""[{"symbol":"BTC","time":"2026-11-22T11:00:00Z","value":0.75,"source":"mood"}]""");
        sentiment.Now()!.ShouldBe([new SentimentReading(Start.AddHours(-2), 0.25m, "sentiment"), new SentimentReading(Start.AddHours(-1), 0.75m, "mood")]);
        sentiment.Feed.At(Start.AddMinutes(1), "BTC-USD")![^1].Value.ShouldBe(-0.1m);
        sentiment.Feed.Refused["value"].ShouldBe(2);

        var flows = new DocumentBench<EtfFlow>(DocumentKinds.EtfFlow);
        await flows.ReadAsync("symbol,time,net_usd,source\nBTC,2026-11-21T22:00:00Z,-123456789.10,funds\nETH,2026-11-21T22:00:00Z,1e13,funds\n");
        flows.Now().ShouldBe([new EtfFlow(new DateTimeOffset(2026, 11, 21, 22, 0, 0, TimeSpan.Zero), -123456789.10m, "funds")]);
        flows.Feed.Warning!.ShouldEndWith("line 3: net_usd is \"1e13\"; allowed is a number from -1000000000000 to 1000000000000.");
    }

    private static string Said(DocumentBench<CatalystEvent> bench, DateTimeOffset at) =>
        string.Join('|', ((string[])["BTC-USD", "ETH-USD"]).SelectMany(s => bench.Feed.At(at, s) ?? []).Select(e => e.ToString()));

    private static string Document(Random random) => Csv + string.Concat(Enumerable.Range(0, random.Next(0, 7)).Select(_ =>
    {
        var time = Start.AddHours(random.Next(-30, 60));
        var known = random.Next(3) == 0 ? $"{Start.AddHours(random.Next(-50, 40)):yyyy-MM-ddTHH:mm:ssZ}" : "";
        return $"e{random.Next(5)},{(random.Next(2) == 0 ? "BTC" : "ETH")},{time:yyyy-MM-ddTHH:mm:ssZ},T{random.Next(3)},{(random.Next(9) == 0 ? "bad" : "info")},{known},{(random.Next(7) == 0 ? "withdrawn" : "")}\n";
    }));
}
