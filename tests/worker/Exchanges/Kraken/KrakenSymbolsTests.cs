using CryptoRun.Worker.Exchanges.Kraken;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

public class KrakenSymbolsTests
{
    [Theory]
    [InlineData("XBT/USD", "BTC-USD")]
    [InlineData("BTC/USD", "BTC-USD")]
    [InlineData("XDG/USD", "DOGE-USD")]
    [InlineData("DOGE/XBT", "DOGE-BTC")]
    [InlineData("1INCH/USD", "1INCH-USD")]
    [InlineData("XBTUSD", null)]
    [InlineData("/USD", null)]
    [InlineData("A/B/C", null)]
    [InlineData("", null)]
    public void ToCanonical_NothingLearnt_FollowsTheSlash(string name, string? symbol) => new KrakenSymbols().ToCanonical(name).ShouldBe(symbol);

    [Fact]
    public void Learn_AssetPairs_KnowsAllNamesBothWays()
    {
        var symbols = new KrakenSymbols();
        symbols.Learn(
        [
            new("XXBTZUSD", new KrakenAssetPair("XBTUSD", "XXBT", "ZUSD", "XBT/USD")),
            new("XXBTZUSD.d", new KrakenAssetPair("XBTUSD.d", "XXBT", "ZUSD")),
            new("LUNA2USD", new KrakenAssetPair("LUNA2USD", "LUNA2", "ZUSD", "LUNA2/USD")),
        ]);

        foreach (var name in (string[])["XXBTZUSD", "XBTUSD", "XBT/USD", "BTC/USD"]) symbols.ToCanonical(name).ShouldBe("BTC-USD");
        symbols.ToCanonical("XXBTZUSD.d").ShouldBeNull();
        symbols.ToRest("BTC-USD").ShouldBe("XBTUSD");
        symbols.ToRest("LUNA2-USD").ShouldBe("LUNA2USD");
        symbols.ToRest("DOGE-USD").ShouldBe("XDGUSD");
        KrakenSymbols.ToWebSocket("BTC-USD").ShouldBe("BTC/USD");
    }
}
