using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges.Kraken;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

public class KrakenBookTests
{
    private static readonly DateTimeOffset T = ParserBench.Now;
    private readonly ParserBench _bench = new();

    // Kraken, "Spot WebSockets v2 book checksum": the guide's worked example.
    private const string Guide =
        """
        {"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD",
        "bids":[{"price":45283.5,"qty":0.10000000},{"price":45283.4,"qty":1.54582015},{"price":45282.1,"qty":0.10000000},{"price":45281.0,"qty":0.10000000},{"price":45280.3,"qty":1.54592586},
        {"price":45279.0,"qty":0.07990000},{"price":45277.6,"qty":0.03310103},{"price":45277.5,"qty":0.30000000},{"price":45277.3,"qty":1.54602737},{"price":45276.6,"qty":0.15445238}],
        "asks":[{"price":45285.2,"qty":0.00100000},{"price":45286.4,"qty":1.54571953},{"price":45286.6,"qty":1.54571109},{"price":45289.6,"qty":1.54560911},{"price":45290.2,"qty":0.15890660},
        {"price":45291.8,"qty":1.54553491},{"price":45294.7,"qty":0.04454749},{"price":45296.1,"qty":0.35380000},{"price":45297.5,"qty":0.09945542},{"price":45299.5,"qty":0.18772827}],
        "checksum":3310070434}]}
        """;

    [Fact]
    public void Checksum_ExampleOfKrakensGuide_IsTheirs()
    {
        var change = Change(Guide);

        KrakenBook.Checksum(change.Bids, change.Asks).ShouldBe(3310070434u);
        change.Checksum.ShouldBe(3310070434u);
    }

    [Fact]
    public void Checksum_OneTrailingZeroLess_IsAnother()
    {
        var change = Change(Guide.Replace("0.10000000}", "0.1000000}", StringComparison.Ordinal));

        KrakenBook.Checksum(change.Bids, change.Asks).ShouldNotBe(3310070434u);
    }

    [Fact]
    public void Checksum_EleventhLevel_DoesNotCount()
    {
        var change = Change(Guide);

        KrakenBook.Checksum([.. change.Bids, new(1, 1)], [.. change.Asks, new(99_999, 1)]).ShouldBe(3310070434u);
    }

    [Fact]
    public void Checksums_RecordedSession_VerifyEachAndEveryOne()
    {
        var file = Path.Combine(SharedData.Folder("wire", "kraken"), "ws_v2_book10_trade_BTC-USD.jsonl");
        var book = new KrakenBook("BTC-USD", 10);
        var (verified, levels) = (0, 0);
        foreach (var change in File.ReadLines(file).SelectMany(line => _bench.Changes(line)))
        {
            book.Take(change).ShouldBeTrue($"message {verified + 1} of {change.Time:o}");
            book.IsTrusted.ShouldBeTrue();
            verified++;
            levels += book.At(T)!.Bids.Count + book.At(T)!.Asks.Count;
        }

        verified.ShouldBe(File.ReadLines(file).Count(static l => l.Contains("\"checksum\":", StringComparison.Ordinal)));
        verified.ShouldBeGreaterThan(500);
        levels.ShouldBeGreaterThan(verified * 15);
        _bench.Anomalies.Counts.Keys.ShouldNotContain("book");
    }

    [Fact]
    public void Take_WrongChecksum_EmptiesTheBookUntilTheNextSnapshot()
    {
        var book = new KrakenBook("BTC-USD", 10);
        book.Take(Change(Guide)).ShouldBeTrue();
        var update = new KrakenBookChange(T, "BTC-USD", false, [new(45283.5m, 0.20000000m)], [], 1);

        book.Take(update).ShouldBeFalse();
        var untrusted = book.At(T)!;
        book.Take(update with { Checksum = 2 }).ShouldBeTrue("an update of a subscription that was given up is passed over");

        (untrusted.Integrity, untrusted.Bids.Count, untrusted.Asks.Count).ShouldBe((BookIntegrity.ChecksumMismatch, 0, 0));
        book.IsTrusted.ShouldBeFalse();
        book.Take(Change(Guide)).ShouldBeTrue();
        book.At(T)!.Integrity.ShouldBe(BookIntegrity.Verified);
    }

    [Theory]
    [InlineData(1010)]
    [InlineData(1015)]
    public void Take_CrossedBookWithTheRightChecksum_IsNotTrusted(int tenths)
    {
        var book = new KrakenBook("BTC-USD", 10);
        BookLevel[] bids = [new(tenths / 10m, 1), new(100, 1)], asks = [new(101, 1)];

        book.Take(new KrakenBookChange(T, "BTC-USD", true, bids, asks, KrakenBook.Checksum(bids, asks))).ShouldBeFalse();

        (book.IsTrusted, book.Integrity, book.At(T)!.Bids.Count).ShouldBe((false, BookIntegrity.Crossed, 0));
        BookReading.Of(book.At(T)!, T).NotTrustworthyWhy.ShouldBe("crossed");
    }

    [Theory]
    [InlineData("\"qty\":0.10000000", "\"qty\":-0.1")]
    [InlineData("\"price\":45283.5", "\"price\":0")]
    [InlineData("\"qty\":1.54582015", "\"quantity\":1.54582015")]
    [InlineData("\"checksum\":3310070434", "\"checksum\":\"none\"")]
    public void Read_MalformedLevelOrChecksum_IsCountedAndTheBookIsNotTrusted(string right, string wrong)
    {
        var book = new KrakenBook("BTC-USD", 10);
        book.Take(Change(Guide));

        var change = Change(Guide.Replace(right, wrong, StringComparison.Ordinal));

        change.Checksum.ShouldBeNull();
        book.Take(change).ShouldBeFalse();
        book.At(T)!.Integrity.ShouldBe(BookIntegrity.SequenceGap);
        _bench.Anomalies.Counts["book"].ShouldBe(1);
    }

    [Fact]
    public void Read_OneMalformedRecord_LeavesTheOthersOfTheFrame()
    {
        var record = JsonDocument.Parse(Guide).RootElement.GetProperty("data")[0].GetRawText();
        var changes = _bench.Changes($$"""{"channel":"book","type":"snapshot","data":[{"symbol":7},{{record}},null]}""");

        changes.ShouldHaveSingleItem().Checksum.ShouldBe(3310070434u);
        _bench.Anomalies.Counts["book"].ShouldBe(2);
    }

    [Fact]
    public void At_LaterUpdates_StillGivesTheBookOfTheFullSecondAndOfTheFullMinute()
    {
        var book = new KrakenBook("BTC-USD", 10);
        Put(1, T.AddSeconds(-2), isSnapshot: true);
        Put(2, T);
        Put(3, T.AddSeconds(0.4));
        book.At(T)!.Bids[0].Size.ShouldBe(2);
        Put(4, T.AddSeconds(33.7));
        Put(5, T.AddSeconds(34.1));

        book.At(T.AddSeconds(34))!.Bids[0].Size.ShouldBe(4);
        book.At(T)!.Bids[0].Size.ShouldBe(2);
        book.At(T.AddSeconds(40))!.Bids[0].Size.ShouldBe(5);
        book.At(T.AddSeconds(-1)).ShouldBeNull();

        void Put(int size, DateTimeOffset time, bool isSnapshot = false)
        {
            IReadOnlyList<BookLevel> bids = [new(100, size)], asks = [new(101, 1)];
            book.Take(new KrakenBookChange(time, "BTC-USD", isSnapshot, bids, asks, KrakenBook.Checksum(bids, asks))).ShouldBeTrue();
        }
    }

    [Fact]
    public void At_DeepBook_ReachesTwoAndAHalfPercentFromMid()
    {
        var book = new KrakenBook("BTC-USD", 1000);
        List<BookLevel> bids = [.. Enumerable.Range(1, 400).Select(i => new BookLevel(1000 - (i * 0.1m), 1))], asks = [.. Enumerable.Range(1, 400).Select(i => new BookLevel(1000 + (i * 0.1m), 1))];
        book.Take(new KrakenBookChange(T, "BTC-USD", true, bids, asks, KrakenBook.Checksum(bids, asks)));

        var taken = book.At(T)!;

        (taken.Bids.Count, taken.Bids[^1].Price).ShouldBe((250, 975.0m));
        (taken.Asks.Count, taken.Asks[^1].Price).ShouldBe((250, 1025.0m));
        (taken.Symbol, taken.Venue, taken.ExchangeTime).ShouldBe(("BTC-USD", "kraken", T));
    }

    private KrakenBookChange Change(string frame) => _bench.Changes(frame).ShouldHaveSingleItem();
}
