using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

public class KrakenBooksTests
{
    private static readonly BookLevel[] Bids = [new(99, 1)];
    private static readonly BookLevel[] Asks = [new(101, 1)];

    private readonly ManualTime _wall = new();
    private readonly KrakenBooks _books;

    public KrakenBooksTests() => _books = new KrakenBooks(10, new ParserBench().Parser, new VenueMonitor("kraken", _wall), _wall);

    [Fact]
    public void Take_FirstMessageOfASymbol_GivesItsBookOnce()
    {
        var book = _books.Take(Message("BTC-USD", isSnapshot: true));

        book!.Symbol.ShouldBe("BTC-USD");
        _books.Take(Message("BTC-USD")).ShouldBeNull();
        _books.Due().ShouldBeEmpty();
    }

    [Fact]
    public void Due_Mismatch_OnceAfterItsWaitAndAgainWithoutAnAnswer()
    {
        _books.Take(Message("BTC-USD", isSnapshot: true));
        _books.Take(Message("ETH-USD", isSnapshot: true));
        _books.Take(Message("BTC-USD", wrong: true));

        _wall.Advance(TimeSpan.FromMilliseconds(250));
        _books.Due().ShouldBe(["BTC-USD"]);
        _books.Due().ShouldBeEmpty();
        _wall.Advance(TimeSpan.FromSeconds(10));
        _books.Due().ShouldBe(["BTC-USD"]);
        _books.Take(Message("BTC-USD", isSnapshot: true));
        _wall.Advance(TimeSpan.FromMinutes(5));
        _books.Due().ShouldBeEmpty();
    }

    [Fact]
    public void Due_SnapshotsThatNeverAgree_AreAskedForEverMoreSeldom()
    {
        var asked = 0;
        _books.Take(Message("BTC-USD", isSnapshot: true, wrong: true));
        for (var second = 0; second < 600; second++)
        {
            _wall.Advance(TimeSpan.FromSeconds(1));
            if (_books.Due().Count == 0) continue;
            asked++;
            _books.Take(Message("BTC-USD", isSnapshot: true, wrong: true));
        }

        asked.ShouldBeInRange(5, 60);
    }

    [Fact]
    public void Break_UnreadableMessage_DistrustsEveryBook()
    {
        List<KrakenBook> books = [_books.Take(Message("BTC-USD", isSnapshot: true))!, _books.Take(Message("ETH-USD", isSnapshot: true))!];

        _books.Break(ParserBench.Now);
        _wall.Advance(TimeSpan.FromMilliseconds(250));

        books.ShouldAllBe(b => !b.IsTrusted);
        _books.Due().ShouldBe(["BTC-USD", "ETH-USD"]);
    }

    private static KrakenBookChange Message(string symbol, bool isSnapshot = false, bool wrong = false) =>
        new(ParserBench.Now, symbol, isSnapshot, Bids, Asks, wrong ? 1u : KrakenBook.Checksum(Bids, Asks));
}
