using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Tests.Markets;

public sealed class OrderBookKeeperTests
{
    private static readonly DateTimeOffset Noon = FeedBench.Noon;
    private readonly OrderBookKeeper _books = new();

    [Fact]
    public void At_NoVenueHasGivenABook_ThereIsNoFeed()
    {
        _books.IsFed.ShouldBeFalse();
        _books.At(Noon, "BTC-USD", null, []).ShouldBeNull();
    }

    [Fact]
    public void At_SeveralVenues_AreInOrderOfTheirNames()
    {
        Open(("okx", 100), ("coinbase", 100.1), ("kraken", 99.9));

        At().Select(b => b.Venue).ShouldBe(["coinbase", "kraken", "okx"]);
        _books.At(Noon, "ETH-USD", 100, [])!.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(0.1, 1)]
    [InlineData(1.06, 1)]
    [InlineData(1.04, 0)]
    public void At_OneVenueApartFromTwoOthers_OnlyItIsRefused(double factor, int refused)
    {
        Open(("coinbase", 100), ("kraken", 100), ("okx", 100 * factor));

        var books = At();

        books.Count.ShouldBe(3);
        books.Count(b => b.Integrity == BookIntegrity.PriceDisagrees).ShouldBe(refused);
        var okx = books.Single(b => b.Venue == "okx");
        (okx.Integrity == BookIntegrity.PriceDisagrees, okx.Bids.Count).ShouldBe((refused == 1, 1 - refused));
        books.Where(b => b.Venue != "okx").ShouldAllBe(b => b.Integrity == BookIntegrity.Verified && b.Bids.Count == 1);
        _books.Find("BTC-USD", "okx")!.IsTrusted.ShouldBeTrue("the book itself goes on");
    }

    [Fact]
    public void At_TwoVenuesApart_TheNewestCloseDecides()
    {
        Open(("kraken", 100), ("okx", 1000));

        At(lastClose: 101).Single(b => b.Integrity == BookIntegrity.PriceDisagrees).Venue.ShouldBe("okx");
        At(lastClose: null).ShouldAllBe(b => b.Integrity == BookIntegrity.PriceDisagrees, "nobody knows which of the two is right");
    }

    [Fact]
    public void At_VenuesLeftOut_HaveNoBookAndNoOpinion()
    {
        Open(("coinbase", 1000), ("kraken", 100), ("okx", 1000));
        At(lastClose: 100).Count(b => b.Integrity == BookIntegrity.PriceDisagrees).ShouldBe(3, "half of the four opinions are at either price");

        var books = At(lastClose: 100, "okx");

        books.Select(b => (b.Venue, b.Integrity)).ShouldBe([("coinbase", BookIntegrity.PriceDisagrees), ("kraken", BookIntegrity.Verified)]);
        At(lastClose: 100, "okx", "coinbase").ShouldHaveSingleItem().Integrity.ShouldBe(BookIntegrity.Verified);
    }

    [Fact]
    public void At_AllThatGaveABookLeftOut_ThereIsNoFeed()
    {
        Open(("coinbase", 100), ("okx", 100));

        _books.IsFedWithout(["coinbase"]).ShouldBeTrue();
        _books.IsFedWithout(["coinbase", "okx"]).ShouldBeFalse();
        _books.At(Noon, "BTC-USD", null, ["coinbase", "okx"]).ShouldBeNull();
        _books.At(Noon, "ETH-USD", null, ["okx"])!.ShouldBeEmpty("coinbase has books, but none of it");
    }

    [Fact]
    public void At_OneVenueHasLostItsConnection_ItIsEmptyAndHasNoOpinion()
    {
        Open(("coinbase", 100), ("kraken", 100), ("okx", 100));
        _books.Find("BTC-USD", "kraken")!.Lose(Noon);

        var kraken = At().Single(b => b.Venue == "kraken");

        (kraken.Integrity, kraken.Bids.Count, kraken.Asks.Count).ShouldBe((BookIntegrity.SequenceGap, 0, 0));
        At().Count(b => b.Integrity == BookIntegrity.Verified).ShouldBe(2);
        _books.Untrusted("kraken").ShouldBe(["BTC-USD"]);
        _books.Untrusted("okx").ShouldBeEmpty();
    }

    [Fact]
    public void Close_AVenuesBook_LeavesTheOthersAndOpensAgain()
    {
        Open(("coinbase", 100), ("kraken", 100));
        _books.Close("BTC-USD", "coinbase");
        _books.Close("BTC-USD", "coinbase");

        At().ShouldHaveSingleItem().Venue.ShouldBe("kraken");
        Open(("coinbase", 100));
        At().Count.ShouldBe(2);
    }

    private IReadOnlyList<ExchangeNativeBook> At(double? lastClose = 100, params string[] without) => _books.At(Noon, "BTC-USD", lastClose, without)!;

    private void Open(params (string Venue, double Mid)[] books)
    {
        foreach (var (venue, mid) in books) _books.Open(VenueBook.Of("BTC-USD", venue, Noon.AddSeconds(-1), (decimal)mid));
    }
}
