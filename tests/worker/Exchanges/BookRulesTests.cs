using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;

namespace CryptoRun.Worker.Tests.Exchanges;

public class BookRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("99 1, 98 1", "101 1, 102 1", null)]
    [InlineData("99 1", "", null)]
    [InlineData("", "", null)]
    [InlineData("99 1, 0 0", "101 1", "bid 1 cannot be read")]
    [InlineData("99 1, 0 1", "101 1", "bid 1 has price 0 and size 1")]
    [InlineData("99 1, -98 1", "101 1", "bid 1 has price -98 and size 1")]
    [InlineData("99 1", "101 1, 102 1, 103 0", "ask 2 has price 103 and size 0")]
    [InlineData("99 1", "101 -2", "ask 0 has price 101 and size -2")]
    [InlineData("99 1", "70000000000000000000000000000 1", "ask 0 has price 70000000000000000000000000000 and size 1")]
    [InlineData("99 1, 99.5 1", "101 1", "bid 1 at 99.5 is not under the one before it at 99")]
    [InlineData("99 1", "101 1, 101 2", "ask 1 at 101 is not over the one before it at 101")]
    [InlineData("101 1", "101 1", "crossed, best bid 101 and best ask 101")]
    public void Broken_Book_IsNamedWithItsPlace(string bids, string asks, string? why)
    {
        BookRules.Broken(Levels(bids), Levels(asks)).ShouldBe(why);

        var book = KrakenBook.Whole("BTC-USD", Noon, Levels(bids), Levels(asks));
        (book.Value is null, book.Failure?.Message).ShouldBe((why is not null, why is null ? null : $"kraken book of BTC-USD: {why}."));
    }

    [Fact]
    public void Whole_LevelsBeyondReach_AreCutAndOneOnItIsNot()
    {
        var book = KrakenBook.Whole("BTC-USD", Noon, Levels("99 1, 97.5 2, 97.4 3"), Levels("101 1, 102.5 2, 102.6 3")).Value.ShouldNotBeNull();

        book.Bids.ShouldBe(Levels("99 1, 97.5 2"));
        book.Asks.ShouldBe(Levels("101 1, 102.5 2"));
    }

    private static BookLevel[] Levels(string text) =>
        [.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(static l => new BookLevel(decimal.Parse(l.Split(' ')[0]), decimal.Parse(l.Split(' ')[1])))];
}
