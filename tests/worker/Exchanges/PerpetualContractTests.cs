using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Tests.Exchanges;

public class PerpetualContractTests
{
    [Theory]
    [InlineData("BTC", "BTC-USD", 1)]
    [InlineData("1000PEPE", "PEPE-USD", 1000)]
    [InlineData("SHIB1000", "SHIB-USD", 1000)]
    [InlineData("10000LADYS", "LADYS-USD", 10_000)]
    [InlineData("1000000MOG", "MOG-USD", 1_000_000)]
    [InlineData("1MBABYDOGE", "BABYDOGE-USD", 1_000_000)]
    [InlineData("1INCH", "1INCH-USD", 1)]
    [InlineData("1000X", "1000X-USD", 1)]
    [InlineData("1000", "1000-USD", 1)]
    [InlineData("C98", "C98-USD", 1)]
    public void On_BaseAsset_IsSoManyCoins(string baseAsset, string symbol, int coins) =>
        PerpetualContract.On("NAME", baseAsset, 8).ShouldBe(new PerpetualContract("NAME", symbol, coins, 8));

    [Fact]
    public void Listing_TwoContractsOnACoin_TheOneWithFewerCoinsCounts()
    {
        var listing = new PerpetualListing([PerpetualContract.On("1000CATUSDT", "1000CAT", 8), PerpetualContract.On("CATUSDT", "CAT", 4)]);

        listing.Of("CAT-USD")!.Name.ShouldBe("CATUSDT");
        listing.Named("1000CATUSDT").ShouldBeNull();
        (listing.All.Count, listing.Named(null), listing.Of("NOPE-USD")).ShouldBe((1, null, null));
    }
}
