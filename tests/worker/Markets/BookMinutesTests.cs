using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Markets;

public sealed class BookMinutesTests
{
    private static readonly DateTimeOffset Noon = FeedBench.Noon;
    private readonly OrderBookKeeper _books = new();
    private readonly BookMinutes _minutes;

    public BookMinutesTests()
    {
        var wall = new ManualTime(Noon);
        _minutes = new BookMinutes(_books, null!, new MarketClock(wall, null, 1), wall, NullLogger<BookMinutes>.Instance);
    }

    [Fact]
    public void Tick_AMinuteOver_SumsUpItsLastTrustedState()
    {
        var book = new TestBook("BTC-USD");
        _books.Open(book);
        book.Start(Noon.AddSeconds(-1), 100, 101);
        Ticks(Noon, 59);
        book.Update(Noon.AddSeconds(58), 100.5m);
        _minutes.Tick(Noon.AddSeconds(59), TimeSpan.FromSeconds(1));

        var summary = _minutes.Tick(Noon.AddSeconds(60), TimeSpan.FromSeconds(1)).ShouldHaveSingleItem();

        (summary.Time, summary.Venue, summary.Symbol, summary.BestBid, summary.BestAsk).ShouldBe((Noon, "test", "BTC-USD", 100.5m, 101m));
        summary.Updates.ShouldBe(1);
        summary.BidDepthUsd.ShouldBe(100.5 + 100);
        summary.TrustedSeconds.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void Tick_ABookThatWasNeverTrusted_HasNoSummary()
    {
        _books.Open(new TestBook("BTC-USD"));
        Ticks(Noon, 60);

        _minutes.Tick(Noon.AddSeconds(60), TimeSpan.FromSeconds(1)).ShouldBeEmpty();
    }

    [Fact]
    public void Tick_MinutesSkipped_HaveNoSummary()
    {
        var book = new TestBook("BTC-USD");
        _books.Open(book);
        book.Start(Noon, 100, 101);
        _minutes.Tick(Noon.AddSeconds(1), TimeSpan.FromSeconds(1));

        _minutes.Tick(Noon.AddMinutes(5), TimeSpan.FromMinutes(5)).ShouldBeEmpty();
    }

    private void Ticks(DateTimeOffset from, int count)
    {
        for (var i = 0; i < count; i++) _minutes.Tick(from.AddSeconds(i), TimeSpan.FromSeconds(1));
    }

    private sealed class TestBook(string symbol) : LiveBook(symbol, "test", 10)
    {
        public void Start(DateTimeOffset time, decimal bid, decimal ask) => Begin(time, [new BookLevel(bid, 1)], [new BookLevel(ask, 1)], static () => true);

        public void Update(DateTimeOffset time, decimal bid) => Change(time, [new BookLevel(bid, 1)], [], static () => true);
    }
}
