using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Tests.Markets;

public class QuoteBookTests
{
    private static readonly DateTimeOffset Noon = new(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);
    private readonly QuoteBook _book = new();

    [Fact]
    public void Put_OlderThanKnown_IsRefused()
    {
        _book.Put(Quote("BTC-USD", 2, 10), Noon).ShouldBeTrue();
        _book.Put(Quote("BTC-USD", 1, 9), Noon).ShouldBeFalse();

        _book.Find("BTC-USD")!.Quote.Last.ShouldBe(2);
        _book.Revision.ShouldBe(1);
    }

    [Fact]
    public void ChangedSince_SomeChanged_GivesThoseOnceWithTheirNewest()
    {
        _book.Put(Quote("BTC-USD", 1, 1), Noon);
        _book.Put(Quote("ETH-USD", 1, 1), Noon);
        _book.ChangedSince(0, out var revision).Count.ShouldBe(2);
        _book.Put(Quote("ETH-USD", 2, 2), Noon);
        _book.Put(Quote("ETH-USD", 3, 3), Noon.AddSeconds(5));

        var changed = _book.ChangedSince(revision, out var now).ShouldHaveSingleItem();

        (changed.Quote.Last, changed.ReceivedAt).ShouldBe((3m, Noon.AddSeconds(5)));
        _book.ChangedSince(now, out _).ShouldBeEmpty();
    }

    [Fact]
    public async Task ChangedSince_WritersAtWork_MissesNoSymbolsLastQuote()
    {
        const int Writers = 4, Quotes = 5000;
        var seen = new Dictionary<string, decimal>();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(() =>
        {
            for (var i = 1; i <= Quotes; i++) _book.Put(Quote($"C{w}-USD", i, i), Noon);
        })));

        long revision = 0;
        while (true)
        {
            var last = writing.IsCompleted;
            foreach (var quote in _book.ChangedSince(revision, out revision)) seen[quote.Quote.Symbol] = quote.Quote.Last;
            if (last) break;
        }

        await writing;
        seen.Values.ShouldBe(Enumerable.Repeat((decimal)Quotes, Writers));
    }

    private static Quote Quote(string symbol, decimal last, int second) => new(Noon.AddSeconds(second), symbol, "kraken", last, null, null);
}
