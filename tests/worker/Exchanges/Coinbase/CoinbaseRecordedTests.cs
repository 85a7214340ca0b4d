using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Coinbase;

namespace CryptoRun.Worker.Tests.Exchanges.Coinbase;

/// <summary>A minute of Coinbase's feed as it was on 2026-07-07: the whole book, its changes, the trades, the heartbeats.</summary>
public class CoinbaseRecordedTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 7, 22, 58, 17, TimeSpan.Zero);

    [Fact]
    public void Session_Recorded_IsReadWholeAndItsBookIsNeverCrossedNorDropped()
    {
        var bench = new CoinbaseBench(now: Start);
        var frames = Frames();
        List<Trade> trades = [];
        foreach (var (time, text) in frames)
        {
            bench.Wall.Advance(time - bench.Now);
            var (meaning, events) = bench.Take(text);
            meaning.ShouldNotBe(FrameMeaning.Unusable);
            trades.AddRange(events.OfType<TradeUpdate>().SelectMany(t => t.Trades));
            if (bench.Books.Count > 0) bench.Books["BTC-USD"].IsTrusted.ShouldBeTrue($"{time:O}");
        }

        bench.Anomalies.Counts.ShouldBeEmpty();
        (bench.Totals.BooksDropped, bench.Totals.Missed).ShouldBe((0, 0));
        trades.Count.ShouldBe(344);
        trades.Zip(trades.Skip(1)).ShouldAllBe(pair => pair.Second.Id == pair.First.Id + 1 && pair.Second.Time >= pair.First.Time);
        trades[0].ShouldBe(new Trade(Start.AddTicks(1648920), 63514.6m, 0.2m, TradeSide.Buy, 1052119289));
        bench.Book().Integrity.ShouldBe(BookIntegrity.Verified);
    }

    [Fact]
    public void Book_Recorded_IsWhatAPlainDictionaryHas()
    {
        var bench = new CoinbaseBench(now: Start);
        SortedDictionary<decimal, decimal> bids = [], asks = [];
        foreach (var (time, text) in Frames())
        {
            bench.Wall.Advance(time - bench.Now);
            bench.Take(text);
            Apply(JsonDocument.Parse(text).RootElement, bids, asks);
        }

        var (book, mid) = (bench.Book(), (bids.Last().Key + asks.First().Key) / 2);
        book.Bids.ShouldBe(bids.Reverse().Where(l => l.Key >= mid * (1 - LiveBook.Reach)).Select(l => new BookLevel(l.Key, l.Value)));
        book.Asks.ShouldBe(asks.Where(l => l.Key <= mid * (1 + LiveBook.Reach)).Select(l => new BookLevel(l.Key, l.Value)));
        book.Bids.Count.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Book_RecordedByRest_IsReadToTheDigitAsFarAsBooksReach()
    {
        var body = Encoding.UTF8.GetBytes(Lines("wire", "coinbase", "exchange_rest_book_level2_BTC-USD.json.gz").Single());
        var change = CoinbaseParser.WholeBook(body, Start.AddHours(1)).ShouldNotBeNull();
        var book = new CoinbaseBench().Parser.Book(body, "BTC-USD", Start.AddHours(1)).Value.ShouldNotBeNull();

        (change.Bids.Count + change.Asks.Count).ShouldBeGreaterThan(40_000);
        book.Bids[0].ShouldBe(new BookLevel(63527.87m, 0.48883646m));
        book.ExchangeTime.ShouldBe(new DateTimeOffset(2026, 7, 7, 23, 36, 24, TimeSpan.Zero).AddTicks(6832097));
        (book.Bids.Count, book.Asks.Count).ShouldBe((
            change.Bids.Count(l => l.Price >= (book.Bids[0].Price + book.Asks[0].Price) / 2 * (1 - LiveBook.Reach)), change.Asks.Count(l => l.Price <= (book.Bids[0].Price + book.Asks[0].Price) / 2 * (1 + LiveBook.Reach))));
    }

    [Fact]
    public void AnyTrade_MissingFromTheRecording_IsNoticedByTheNextTradeOrWithinAHeartbeat()
    {
        var frames = Frames();
        var matches = frames.Select((f, i) => (f.Text, i)).Where(f => f.Text.StartsWith("{\"type\":\"match\"", StringComparison.Ordinal)).Select(f => f.i).ToList();
        List<double> seconds = [];

        // The last two seconds have no second heartbeat any more.
        foreach (var lost in matches.Where((_, n) => n % 15 == 0).Where(i => frames[i].Time < frames[^1].Time.AddSeconds(-2.5)))
        {
            var bench = new CoinbaseBench(now: Start);
            foreach (var (time, text) in frames.Where((_, i) => i != lost))
            {
                bench.Wall.Advance(time - bench.Now);
                bench.Take(text);
                if (bench.Totals.BooksDropped == 0) continue;
                seconds.Add((time - frames[lost].Time).TotalSeconds);
                break;
            }
        }

        seconds.Count.ShouldBeGreaterThan(15);
        seconds.Max().ShouldBeLessThan(1.5);
        seconds.ShouldAllBe(s => s >= 0);
    }

    [Fact]
    public void EveryFrameOnFile_OfOtherInterfacesToo_NeitherThrowsNorYieldsNonsense()
    {
        var bench = new CoinbaseBench();
        foreach (var file in Directory.EnumerateFiles(SharedData.Folder("wire", "coinbase"), "*.json*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".gz", StringComparison.Ordinal)))
        {
            foreach (var frame in file.EndsWith(".jsonl", StringComparison.Ordinal) ? File.ReadLines(file) : [File.ReadAllText(file)])
                bench.Take(frame).Events.ShouldBeEmpty(file);

            var body = File.ReadAllBytes(file);
            if (CoinbaseParser.FailureIn(body, file) is not null) continue;
            (bench.Parser.Products(body)?.Instruments ?? []).ShouldBeEmpty();
            (bench.Parser.Candles(body, TimeSpan.FromHours(1), bench.Now)?.Candles ?? []).ShouldBeEmpty();
            (bench.Parser.Trades(body, bench.Now)?.Trades ?? []).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Candles_RecordedDays_AllPassInTheVenuesOwnShape()
    {
        var rows = Lines("candles", "coinbase_1d", "usd_pairs_2020-01_2024-06.csv.gz").Skip(1).Select(l => l.Split(',')).Where(c => c[1] is "BTC/USD").Reverse()
            .Select(c => $"[{new DateTimeOffset(DateTime.Parse(c[0], CultureInfo.InvariantCulture), TimeSpan.Zero).ToUnixTimeSeconds()},{c[4]},{c[3]},{c[2]},{c[5]},{c[6]}]");
        var bench = new CoinbaseBench();

        var (candles, skipped) = bench.Parser.Candles(Encoding.UTF8.GetBytes($"[{string.Join(',', rows)}]"), TimeSpan.FromDays(1), bench.Now)!.Value;

        (candles.Count > 1600, skipped).ShouldBe((true, 0));
        candles.Zip(candles.Skip(1)).ShouldAllBe(pair => pair.First.OpenTime < pair.Second.OpenTime);
        candles.ShouldAllBe(c => c.QuoteVolume == null && c.Trades == null);
    }

    private static void Apply(JsonElement frame, SortedDictionary<decimal, decimal> bids, SortedDictionary<decimal, decimal> asks)
    {
        if (frame.TryGetProperty("bids", out var all)) Add(all, static l => (l[0], l[1]), _ => bids);
        if (frame.TryGetProperty("asks", out all)) Add(all, static l => (l[0], l[1]), _ => asks);
        if (frame.TryGetProperty("changes", out all)) Add(all, static l => (l[1], l[2]), l => l[0].GetString() == "buy" ? bids : asks);

        static void Add(JsonElement levels, Func<JsonElement, (JsonElement Price, JsonElement Size)> level, Func<JsonElement, SortedDictionary<decimal, decimal>> side)
        {
            foreach (var item in levels.EnumerateArray())
            {
                var (price, size) = (decimal.Parse(level(item).Price.GetString()!, CultureInfo.InvariantCulture), decimal.Parse(level(item).Size.GetString()!, CultureInfo.InvariantCulture));
                if (size == 0) side(item).Remove(price);
                else side(item)[price] = size;
            }
        }
    }

    private static List<(DateTimeOffset Time, string Text)> Frames()
    {
        List<(DateTimeOffset, string)> frames = [];
        var newest = Start;
        foreach (var line in Lines("wire", "coinbase", "exchange_ws_level2_50_matches_heartbeat_BTC-USD.jsonl.gz"))
        {
            if (JsonDocument.Parse(line).RootElement.TryGetProperty("time", out var time) && time.GetDateTimeOffset() is var at && at > newest) newest = at;
            frames.Add((newest, line));
        }

        return frames;
    }

    private static IEnumerable<string> Lines(params string[] path)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(SharedData.Folder(path[..^1]), path[^1])), CompressionMode.Decompress));
        while (text.ReadLine() is { } line) yield return line;
    }
}
