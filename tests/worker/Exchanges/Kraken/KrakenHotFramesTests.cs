using System.Text;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

/// <summary>The fast way against the general one: the same events, the same anomalies, the same book, whatever comes.</summary>
public class KrakenHotFramesTests
{
    private readonly ParserBench _fast = new();
    private readonly ParserBench _general = new();

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 25)]
    [InlineData(3, 1000)]
    public void Read_SeededSession_IsTheGeneralWayToTheBit(int seed, int depth)
    {
        var tape = new KrakenTape(seed, depth);
        var (one, two) = (new KrakenBook("BTC-USD", depth), new KrakenBook("BTC-USD", depth));
        for (var i = 0; i < 3000; i++)
        {
            var frame = i % 700 == 0 ? tape.Snapshot() : (i % 5) switch { 0 => tape.Ticker(), 1 => tape.Trade(), _ => tape.Update() };
            _fast.Hot.TryRead(frame, ParserBench.Now, [], [], out _).ShouldBeTrue();
            Agree(frame, one, two).ShouldBeTrue();
        }

        one.IsTrusted.ShouldBeTrue();
        var book = one.At(ParserBench.Now)!;
        book.Bids.ShouldBe(tape.Book.Bids.Select(static l => new BookLevel(l.Key / 10m, l.Value / 100_000_000m)).Take(book.Bids.Count));
        book.Asks.ShouldBe(tape.Book.Asks.Select(static l => new BookLevel(l.Key / 10m, l.Value / 100_000_000m)).Take(book.Asks.Count));
        book.Bids.Count.ShouldBeGreaterThan(9);
        _fast.Anomalies.Counts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Read_DamagedFrames_AreTheGeneralWayToTheBit(int seed)
    {
        var tape = new KrakenTape(seed, 10);
        var snapshot = tape.Snapshot();
        var mutations = new FrameMutations([snapshot, .. Enumerable.Range(0, 20).SelectMany(_ => new[] { tape.Update(), tape.Ticker(), tape.Trade() })], seed);
        var (one, two) = (new KrakenBook("BTC-USD", 10), new KrakenBook("BTC-USD", 10));
        for (var i = 0; i < 10_000; i++)
        {
            if (i % 3 == 0) Agree(snapshot, one, two);
            Agree(mutations.Next(), one, two);
        }

        _fast.Anomalies.Counts.ShouldNotBeEmpty();
    }

    [Fact]
    public void TryRead_RecordedSession_EveryBookAndTradeFrameIsUsual()
    {
        var book = new KrakenBook("BTC-USD", 10);
        var frames = File.ReadLines(Path.Combine(SharedData.Folder("wire", "kraken"), "ws_v2_book10_trade_BTC-USD.jsonl"))
            .Where(static l => l.StartsWith("{\"channel\":\"book\"", StringComparison.Ordinal) || l.StartsWith("{\"channel\":\"trade\"", StringComparison.Ordinal)).ToList();
        List<KrakenBookChange> changes = [];
        foreach (var frame in frames)
        {
            _fast.Hot.TryRead(Encoding.UTF8.GetBytes(frame), ParserBench.Now, [], changes, out _).ShouldBeTrue(frame);
            changes.ShouldAllBe(c => book.Take(c) && book.IsTrusted);
        }

        frames.Count.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void TryRead_FieldsInAnyOrderUnknownOnesAndWhiteSpace_AreUsual()
    {
        const string Frame = """
             { "data" : [ {"timestamp":"2026-11-22T11:59:59.5Z","more":{"a":[1,{"b":null}]},"asks":[{"qty":1.50,"price":101}],"checksum":1,"bids":[],"symbol":"BTC/USD"} ], "timestamp":7, "type":"update", "channel":"book" }
            """;
        List<KrakenBookChange> changes = [];

        _fast.Hot.TryRead(Encoding.UTF8.GetBytes(Frame), ParserBench.Now, [], changes, out var channel).ShouldBeTrue();

        channel.ShouldBe("book");
        var change = changes.ShouldHaveSingleItem();
        (change.Symbol, change.Time, change.IsSnapshot, change.Checksum, change.Bids.Count).ShouldBe(("BTC-USD", ParserBench.Now.AddSeconds(-0.5), false, 1u, 0));
        change.Asks.ShouldHaveSingleItem().Size.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe("1.50");
    }

    [Theory]
    [InlineData("\"type\":\"update\"", "\"type\":\"update\",\"type\":\"update\"")]
    [InlineData("\"last\":", "\"last\":1,\"last\":")]
    [InlineData("\"last\":", "\"l\\u0061st\":")]
    [InlineData("\"last\":63500.1", "\"last\":\"63500.1\"")]
    [InlineData("\"last\":63500.1", "\"last\":6.35e4")]
    [InlineData("\"last\":63500.1", "\"last\":63500.10000000000000000")]
    [InlineData("\"bid\":63499.9", "\"bid\":null")]
    [InlineData("\"bid\":63499.9", "\"bid\":-0")]
    [InlineData("\"channel\"", "\"method\":\"pong\",\"channel\"")]
    [InlineData("BTC/USD", "BTC/USÐ")]
    public void Read_UnusualTicker_IsLeftToTheGeneralWay(string usual, string unusual)
    {
        var frame = """{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":63499.9,"ask":63500.1,"last":63500.1}]}""";
        _fast.Hot.TryRead(Encoding.UTF8.GetBytes(frame), ParserBench.Now, [], [], out _).ShouldBeTrue();
        var changed = Encoding.UTF8.GetBytes(frame.Replace(usual, unusual, StringComparison.Ordinal));

        _fast.Hot.TryRead(changed, ParserBench.Now, [], [], out _).ShouldBeFalse();
        Agree(changed, new KrakenBook("BTC-USD", 10), new KrakenBook("BTC-USD", 10));
    }

    private bool Agree(byte[] frame, KrakenBook one, KrakenBook two)
    {
        List<MarketEvent> fast = [], general = [];
        var text = Encoding.UTF8.GetString(frame);
        var message = _fast.Frames.Read(frame, ParserBench.Now, fast);
        _general.Frames.ReadAny(frame, ParserBench.Now, general).ShouldBe(message, text);
        fast.Select(Bits).ShouldBe(general.Select(Bits), text);
        _fast.Frames.Changes.Select(Bits).ShouldBe(_general.Frames.Changes.Select(Bits), text);
        _fast.Anomalies.Counts.OrderBy(static c => c.Key).ShouldBe(_general.Anomalies.Counts.OrderBy(static c => c.Key), text);

        var isTrusted = false;
        foreach (var (left, right) in _fast.Frames.Changes.Zip(_general.Frames.Changes))
        {
            isTrusted = one.Take(left);
            two.Take(right).ShouldBe(isTrusted);
        }

        one.IsTrusted.ShouldBe(two.IsTrusted);
        if (one.IsTrusted) (one.At(ParserBench.Now)?.Bids).ShouldBe(two.At(ParserBench.Now)?.Bids);
        return isTrusted || _fast.Frames.Changes.Count == 0;
    }

    /// <summary>Everything of an event, the digits included: 1.0 and 1.00 are not the same.</summary>
    private static string Bits(MarketEvent marketEvent) => marketEvent switch
    {
        TradeUpdate t => $"{t.Symbol} {string.Join(';', t.Trades.Select(static x => FormattableString.Invariant($"{x.Time:o} {x.Price} {x.Size} {x.Side} {x.Id}")))}",
        QuoteUpdate q => FormattableString.Invariant($"{q.Quote}"),
        _ => marketEvent.ToString(),
    };

    private static string Bits(KrakenBookChange c) => $"{c.Symbol} {c.Time:o} {c.IsSnapshot} {c.Checksum} {string.Join(';', c.Bids.Select(Text))} | {string.Join(';', c.Asks.Select(Text))}";

    /// <summary>A size of nothing is nothing, however many zeros it has.</summary>
    private static string Text(BookLevel level) => level.Size == 0 ? FormattableString.Invariant($"{level.Price} -") : FormattableString.Invariant($"{level.Price} {level.Size}");
}
